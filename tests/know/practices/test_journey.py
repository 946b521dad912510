"""From signing up to the bank: an officer of a city, a coordinator, a reader, and no script at all."""

import re
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tequio.ground.queue.services import run_ready
from tests.catalogue.attachments.files import picture


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


class Browser:
    """A browser without a script: it fills the forms that a page has, and follows where they lead."""

    def __init__(self) -> None:
        self.client, self.page, self.url = Client(enforce_csrf_checks=True), "", ""

    def open(self, url: str) -> "Browser":
        return self._at(self.client.get(url, follow=True), url)

    def send(self, *, form: str = "", **typed) -> "Browser":
        """Send the form that holds a button of this value (else the last one), with what stands in it and what is typed."""
        forms = re.findall(r"<form[^>]*method=\"post\".*?</form>", self.page, re.DOTALL)
        chosen = (
            next((found for found in forms if f'value="{form}"' in found), forms[-1]) if form else forms[-1]
        )
        hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', chosen))
        checked = dict(re.findall(r'name="([^"]+)" value="([^"]*)" checked', chosen))
        picked = dict(
            re.findall(
                r'<select[^>]*name="([^"]+)".*?<option value="([^"]*)"[^>]* selected', chosen, re.DOTALL
            )
        )
        action = re.search(r'action="([^"]*)"', chosen)
        said = {**hidden, **checked, **picked, **typed, **({"act": form} if form else {})}
        url = (action[1] if action else "") or self.url
        return self._at(self.client.post(url, said, follow=True), url)

    def _at(self, answer, url: str) -> "Browser":
        assert answer.status_code == 200, (url, answer.status_code)
        self.page = answer.content.decode()
        self.url = answer.redirect_chain[-1][0] if answer.redirect_chain else urlsplit(url).path
        return self

    @property
    def heading(self) -> str:
        return re.sub(r"<[^>]+>", "", re.search(r"<h1.*?</h1>", self.page, re.DOTALL)[0]).strip()


def letter_to(address: str) -> str:
    run_ready()
    return next(letter.body for letter in reversed(mail.outbox) if letter.to == [address])


def signed_up(address: str) -> Browser:
    author = Browser().open("/es/account/signup/")
    author.send(email=address, password1="agua para todos hoy")
    return author.open(re.search(r"http://testserver(\S+)", letter_to(address))[1]).send()


def write(author: Browser) -> str:
    """Answer every part in its turn; returns the address of the last, the files."""
    author.open("/es/network/practices/new/")
    summary = "Vecinas y vecinos eligieron qué calles iluminar."
    author.send(language="es", title="Luz calle por calle", summary=summary)
    author.send(**{"territory-text": "Túnez"}, place="La Marsa")
    money = {"budget": "550 000", "budget-currency": "TND"}
    author.send(maturity="good", **money, **{"dates-0-when": "2014", "dates-0-what": "El voto"})
    author.send(situation="Calles oscuras.")
    author.send(process="Cinco asambleas y un plenario.")
    author.send(results="Faroles donde la gente los pidió.")
    author.send(lessons="Preguntar temprano.")
    partner = {"partners-0-name": "Una escuela", "partners-0-as": "technical"}
    author.send(**{"owner-0-name": "Municipio de La Marsa"}, **partner)
    author.send(**{"themes-text": "presupuesto participativo"})
    files = author.url
    author.send(file=SimpleUploadedFile("zonas.png", picture("PNG")), title="Las cinco zonas")
    assert author.url == files
    return files


def test_an_officer_of_a_city_signs_up_writes_is_sent_back_and_is_published(space, places, themes, bruno):
    author = signed_up("eva@example.org")
    files = write(author)
    check = files.replace("write/files/", "check/")
    author.open(check)
    assert "Faroles donde la gente los pidió." in author.page
    assert "Las cinco zonas" in author.page
    author.send(form="send")

    coordinator = Browser()
    coordinator.client.force_login(bruno)
    assert "Luz calle por calle" in coordinator.open("/en/network/desk/").page
    desk = f"/en/network/desk/{files.split('/')[4]}/"
    coordinator.open(desk).send(form="send back", reason="¿Quién pagó?")
    assert "¿Quién pagó?" in letter_to("eva@example.org")

    assert "¿Quién pagó?" in author.open(check).page
    author.open(files.replace("/files/", "/how/")).send(
        process="Cinco asambleas.", resources="Pagó el municipio."
    )
    author.open(check).send(form="send")
    coordinator.open(desk).send(form="publish")
    assert "Luz calle por calle" in letter_to("eva@example.org")
    read(files.split("/")[4])


def read(public_id: str) -> None:
    """Read the practice and its picture as a visitor."""
    reader = Browser().open(f"/r/{public_id}")
    assert reader.heading == "Luz calle por calle"
    for words in ("Pagó el municipio.", "Municipio de La Marsa", "Una escuela", "550", "Las cinco zonas"):
        assert words in reader.page
    answer = Client().get(re.search(r'href="(/files/[^"]+)"', reader.page)[1])
    assert (answer.status_code, b"".join(answer.streaming_content)[:4]) == (200, b"\x89PNG")
