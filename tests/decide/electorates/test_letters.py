"""Codes for a list of people, made in the background: letters to print, mails; nothing half applied, nothing kept."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string
from django.utils import timezone

from tequio.decide.budgets.keys import PEPPER, make_key
from tequio.decide.budgets.models import Work
from tequio.decide.electorates import posting
from tequio.decide.electorates.letters import Letter, as_pdf, content, tongues_of
from tequio.decide.electorates.models import RollEntry, VotingCode
from tequio.decide.electorates.persons import by_number
from tequio.decide.electorates.posting import codes_work, folder_of, letter_files, make_codes, sweep_letters
from tequio.decide.electorates.queries import entry_by_code
from tequio.decide.electorates.services import forget_codes, forget_roll, give_code
from tequio.ground.ledger.models import Entry, EntryDetail
from tequio.ground.notices.models import OutgoingMail
from tequio.ground.queue.services import run_ready

PAGE = "/en/network/budget/2015/electorate/letters/"
CODE = r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}"


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.VAR = tmp_path / "var"


@pytest.fixture
def send(client, bruno, on_roll):
    client.force_login(bruno)

    def send(body, how="print"):
        file = SimpleUploadedFile("list.csv", body.encode())
        return client.post(PAGE, {"file": file, "how": how})

    return send


@pytest.fixture
def many(priced):
    """Seven people of a census, and a list of them."""
    pepper = make_key(priced.pk, PEPPER)
    zone = priced.zones.first()
    for number in range(7):
        key = by_number(pepper, f"N{number}")
        RollEntry.objects.create(budget=priced, zone=zone, person_key=key, way="census")
    return "number,name,email\n" + "\n".join(f"N{n},Person {n},n{n}@example.org" for n in range(7))


def files() -> list[Path]:
    return list((Path(settings.VAR) / "codes").glob("*/*"))


def shown(client) -> str:
    return client.get(PAGE).content.decode()


def test_letters_are_made_by_the_worker_and_printed_from_the_page(send, client, priced):
    assert send("number,name,street\nAB 12345,Amina Trabelsi,3 rue de la Mer").status_code == 302
    page = shown(client)
    assert "The codes are being made." in page
    assert 'hx-trigger="every 2s"' in page
    assert not VotingCode.objects.exists()
    run_ready()
    page = shown(client)
    assert "1 letter is ready" in page
    answer = client.get(f"{PAGE}1.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    assert VotingCode.objects.count() == 1
    assert EntryDetail.objects.get(entry__action="roll.codes_given").data == {"count": 1}


def test_list_and_letters_are_for_the_site_alone_and_go_when_they_are_printed(
    send, client, priced, django_capture_on_commit_callbacks
):
    send("number,name\nAB12345,Amina")
    assert {path.stat().st_mode & 0o777 for path in files()} == {0o600}
    run_ready()
    assert not any(path.name == "list.json" for path in files())
    with django_capture_on_commit_callbacks(execute=True):
        client.post(PAGE, {"act": "printed"})
    assert files() == []
    assert VotingCode.objects.count() == 1
    assert client.get(f"{PAGE}1.pdf").status_code == 404
    assert "its code opens" in shown(client)


def test_no_code_of_a_list_counts_before_its_last_letter_is_there(send, client, priced, many, monkeypatch):
    monkeypatch.setattr(posting, "A_FILE", 3)
    entry = RollEntry.objects.get(person_key=by_number(make_key(priced.pk, PEPPER), "N0"))
    earlier = give_code(priced, entry, by=priced.space.roles.first().person)
    send(many)
    rounds = []

    def stopping(*args, **kwargs):
        rounds.append(1)
        if len(rounds) == 2:
            raise KeyboardInterrupt
        return as_pdf(*args, **kwargs)

    monkeypatch.setattr(posting, "as_pdf", stopping)
    with pytest.raises(KeyboardInterrupt):
        make_codes(codes_work(priced).pk)
    assert codes_work(priced).done == 3
    assert VotingCode.objects.count() == 1
    assert entry_by_code(priced, earlier) == entry
    first = files()
    make_codes(codes_work(priced).pk)
    assert {path for path in first if path.suffix == ".pdf"} <= set(files())
    assert {path.suffix for path in files()} == {".pdf"}
    assert VotingCode.objects.count() == 7
    assert [path.name for _first, _last, path in letter_files(codes_work(priced))] == [
        "00001.pdf",
        "00004.pdf",
        "00007.pdf",
    ]
    assert "Letters 4 to 6 (PDF)" in shown(client)
    assert Entry.objects.filter(action="roll.codes_given").count() == 1


def test_stopped_letters_leave_nothing_and_earlier_codes_open(
    send, client, priced, many, django_capture_on_commit_callbacks
):
    send(many)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(PAGE, {"act": "stop"})
    run_ready()
    assert files() == []
    assert not VotingCode.objects.exists()
    assert "Stopped. No code was made" in shown(client)


def test_letter_says_the_code_in_the_languages_of_the_space_and_pictures_only_the_door(priced):
    said = content(priced, [Letter("K7QF2M9X4D0T", ("Amina",))], site="https://vote.example")
    assert tongues_of(priced) == ["es", "en"]
    assert [door for _tongue, _edition, door in said["parts"]] == [
        "https://vote.example/es/network/budget/2015/vote/",
        "https://vote.example/en/network/budget/2015/vote/",
    ]
    assert said["letters"] == [("K7QF-2M9X-4D0T", ("Amina",))]
    pdf = as_pdf(priced, [Letter("K7QF2M9X4D0T")] * 3, site="https://vote.example")
    assert len(re.findall(rb"/Type /Page\b", pdf)) in {0, 3}, "page objects may be packed"


def test_letter_says_the_closing_hour_on_the_clocks_of_the_edition_with_their_place(priced):
    priced.time_zone = "America/Mexico_City"
    priced.phases.filter(key="counting").update(begins=datetime(2015, 4, 20, 3, 30, tzinfo=UTC))
    said = content(priced, [Letter("K7QF2M9X4D0T")], site="https://vote.example")
    page = render_to_string("decide/electorates/letters.html", said)
    assert "19 April 2015, 22:30 (Mexico City)." in page
    assert "19 de abril de 2015, 22:30 (Ciudad de México)." in page


def test_mailed_code_opens_and_its_address_is_forgotten(send, priced, on_roll):
    assert send("number,email\nAB12345,amina@example.org", "mail").status_code == 302
    run_ready()
    run_ready()
    assert not OutgoingMail.objects.exists()
    assert files() == []
    letter = mail.outbox[-1]
    assert letter.to == ["amina@example.org"]
    assert entry_by_code(priced, re.search(CODE, letter.body)[0]) == on_roll


def test_mails_go_on_where_they_came_to_and_nobody_gets_two(
    send, client, priced, many, monkeypatch, settings
):
    settings.EMAIL_BACKEND = "tequio.ground.notices.mail.QueueBackend"
    monkeypatch.setattr(posting, "A_STEP", 3)
    send(many, "mail")
    work, sent = codes_work(priced), posting._send

    def stopping(budget, receivers, site):
        sent(budget, receivers, site)
        if receivers[0].number == "N3":
            raise KeyboardInterrupt

    monkeypatch.setattr(posting, "_send", stopping)
    with pytest.raises(KeyboardInterrupt):
        make_codes(work.pk)
    assert (codes_work(priced).done, VotingCode.objects.count(), OutgoingMail.objects.count()) == (3, 3, 3)
    monkeypatch.setattr(posting, "_send", sent)
    make_codes(work.pk)
    make_codes(work.pk)
    assert OutgoingMail.objects.count() == VotingCode.objects.count() == 7
    assert "7 codes are on their way." in shown(client)


@pytest.mark.parametrize("how", ["print", "mail"])
def test_two_workers_given_the_same_list_make_it_once(send, client, priced, many, monkeypatch, settings, how):
    settings.EMAIL_BACKEND = "tequio.ground.notices.mail.QueueBackend"
    monkeypatch.setattr(posting, "A_FILE", 3)
    monkeypatch.setattr(posting, "A_STEP", 3)
    send(many, how)
    work, present, rounds = codes_work(priced), posting._present, []

    def overtaken(*args):
        rounds.append(1)
        if len(rounds) == 1 and how == "print":
            make_codes(work.pk)
        return present(*args)

    monkeypatch.setattr(posting, "_present", overtaken)
    make_codes(work.pk)
    make_codes(work.pk)
    assert VotingCode.objects.count() == 7
    assert OutgoingMail.objects.count() == (7 if how == "mail" else 0)
    assert len(letter_files(codes_work(priced))) == (3 if how == "print" else 0)
    assert Entry.objects.filter(action="roll.codes_given").count() == 1


def test_somebody_struck_meanwhile_gets_no_code(send, priced, many):
    send(many)
    RollEntry.objects.filter(person_key=by_number(make_key(priced.pk, PEPPER), "N2")).update(struck="twice")
    run_ready()
    assert VotingCode.objects.count() == 6
    assert EntryDetail.objects.get(entry__action="roll.codes_given").data == {"count": 6}


def test_second_list_waits_for_the_first(send, priced, many):
    send(many)
    answer = send(many)
    assert answer.status_code == 422
    assert "Codes are being made for another list." in answer.content.decode()
    assert Work.objects.count() == 1


def test_letters_that_nobody_printed_go_after_a_day(send, priced, many, monkeypatch):
    send(many)
    run_ready()
    sweep_letters()
    assert files()
    Work.objects.update(changed=timezone.now() - posting.KEPT)
    sweep_letters()
    assert files() == []


@pytest.mark.parametrize(
    ("body", "how", "said"),
    [
        ("number\nAB12345\nAB99", "print", "number of these lines: 3"),
        ("number\nAB12345\nab-12345", "print", "stands in the list twice"),
        ("number\nAB12345", "mail", "lacks the column"),
        ("name\nAmina", "print", "lacks the column"),
        ("number,email\nAB12345,nowhere", "mail", "no e-mail address in these lines: 2"),
        ("number\n" + "AB1\n" * 5001, "print", "5001 letters are too many"),
        ('"', "print", "cannot be read as a table"),
    ],
)
def test_list_that_is_not_right_makes_nothing(send, body, how, said):
    answer = send(body, how)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Work.objects.exists()
    assert files() == []


def test_codes_go_with_the_settlement_and_all_else_with_the_roll(priced, farid, on_roll):
    forget_codes(priced)
    assert not VotingCode.objects.exists()
    assert priced.roll.count() == 2
    forget_roll(priced)
    assert not priced.roll.exists()


def test_letters_are_for_those_who_run_the_edition(send, client, priced, many, amina):
    send(many)
    run_ready()
    folder = folder_of(codes_work(priced))
    assert folder.exists()
    client.force_login(amina)
    assert client.get(f"{PAGE}1.pdf").status_code == 404
