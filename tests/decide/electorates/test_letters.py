"""Codes for a list of people: letters to print, mails, all or none; nothing of the list is kept."""

import re

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile

from tequio.decide.electorates.letters import Letter, as_pdf, content, tongues_of
from tequio.decide.electorates.models import VotingCode
from tequio.decide.electorates.queries import entry_by_code
from tequio.decide.electorates.services import close_roll, forget_roll
from tequio.ground.ledger.models import EntryDetail
from tequio.ground.notices.models import OutgoingMail
from tequio.ground.queue.services import run_ready

PAGE = "/en/network/budget/2015/electorate/letters/"


@pytest.fixture
def send(client, bruno, on_roll):
    client.force_login(bruno)

    def send(body, how="print"):
        file = SimpleUploadedFile("list.csv", body.encode())
        return client.post(PAGE, {"file": file, "how": how})

    return send


def test_letters_are_a_pdf_and_nothing_of_them_is_kept(send, priced):
    answer = send("number,name,street\nAB 12345,Amina Trabelsi,3 rue de la Mer")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert VotingCode.objects.count() == 1
    assert EntryDetail.objects.get(entry__action="roll.codes_given").data == {"count": 1}


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


def test_mailed_code_opens_and_its_address_is_forgotten(send, priced, on_roll):
    assert send("number,email\nAB12345,amina@example.org", "mail").status_code == 302
    run_ready()
    assert not OutgoingMail.objects.exists()
    letter = mail.outbox[-1]
    assert letter.to == ["amina@example.org"]
    code = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", letter.body)[0]
    assert entry_by_code(priced, code) == on_roll


@pytest.mark.parametrize(
    ("body", "how", "said"),
    [
        ("number\nAB12345\nAB99", "print", "number of these lines: 3"),
        ("number\nAB12345\nab-12345", "print", "stands in the list twice"),
        ("number\nAB12345", "mail", "lacks the column"),
        ("name\nAmina", "print", "lacks the column"),
        ("number,email\nAB12345,nowhere", "mail", "no e-mail address in these lines: 2"),
        ("number\n" + "AB1\n" * 301, "print", "301 letters are too many"),
        ('"', "print", "cannot be read as a table"),
    ],
)
def test_list_that_is_not_right_makes_nothing(send, body, how, said):
    answer = send(body, how)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not VotingCode.objects.exists()


def test_codes_go_with_the_settlement_and_all_else_with_the_roll(priced, farid, on_roll):
    close_roll(priced)
    assert not VotingCode.objects.exists()
    assert priced.roll.count() == 2
    forget_roll(priced)
    assert not priced.roll.exists()
