"""The officers' pages: rules, a census file, a person entered, the roll."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tequio.decide.electorates.known import most_wrong_tries
from tequio.decide.electorates.models import Electorate, RollEntry, VotingCode
from tequio.decide.electorates.queries import entry_by_code, usual_words
from tequio.decide.electorates.services import Acquaintance, enter_person
from tequio.ground.ledger.models import Entry
from tequio.ground.queue.services import run_ready

BASE = "/en/network/budget/2015/electorate/"
RULES = {
    "least_age": "14",
    "bonds": ["lives", "works"],
    "by_code": "on",
    "asks": ["number"],
    "other_zones": "1",
    "words_en": "",
    "words_es": "",
    "words_fr": "",
    "words_pt": "",
}
PERSON = {"name": "Noor Haddad", "birth": "3/4/1985", "zone": "ville", "known_by": "witness"}


@pytest.fixture
def desk(client, bruno):
    client.force_login(bruno)
    return client


def text(answer):
    return answer.content.decode()


def code_in(answer):
    return re.search(r'class="code"><strong>([0-9A-Z-]{14})<', text(answer))[1]


def test_rules_are_declared_and_said_in_one_sentence(desk, priced):
    assert desk.post(BASE, RULES).status_code == 302
    declared = Electorate.objects.get(budget=priced)
    assert (declared.least_age, declared.by_officer, declared.asks) == (14, False, ["number"])
    assert usual_words(declared) == (
        "Everybody may vote who is 14 or older on the day voting opens and who lives in one of the zones or works there."
        " No nationality is needed."
    )
    priced.refresh_from_db()
    assert priced.other_zones == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"by_code": ""}, "At least one way must need no identity document"),
        ({"bonds": []}, "Say at least one thing that ties"),
        ({"asks": ["name"]}, "types the census number at least"),
        ({"least_age": "99"}, "The least age is a whole number"),
    ],
)
def test_rules_that_cannot_stand_keep_what_was_typed(desk, priced, change, said):
    answer = desk.post(BASE, {**RULES, **change, "words_fr": "Tout le monde"})
    assert answer.status_code == 422
    assert said in text(answer)
    assert "Tout le monde" in text(answer)


def test_rules_are_fixed_once_voting_has_opened(desk, open_vote):
    budget = open_vote()
    assert "Voting has opened" in text(desk.get(BASE))
    assert "Voting has opened" in text(desk.post(BASE, RULES))
    assert Electorate.objects.get(budget=budget).least_age == 16


def test_what_is_asked_stays_once_a_file_laid_the_roll(desk, on_roll):
    assert "on the roll already" in text(desk.post(BASE, RULES))


def test_file_is_sent_watched_and_switched(desk, priced):
    file = SimpleUploadedFile("c.csv", b"number,birth,zone\n1,31/12/1990,ville\n2,soon,ville")
    assert desk.post(BASE + "census/", {"file": file, "replaces": ""}).status_code == 302
    assert "0 of 0 lines" in text(desk.get(BASE + "census/"))
    run_ready()
    page = text(desk.get(BASE + "census/"))
    assert "Nothing is on the roll yet" in page
    assert "Lines 3" in page
    desk.post(BASE + "census/", {"act": "switch"})
    assert RollEntry.objects.count() == 1
    assert "put one person on the roll" in text(desk.get(BASE + "census/"))


def test_person_is_entered_once_and_gets_a_code_that_opens(desk, priced, open_vote):
    answer = desk.post(BASE + "person/", PERSON)
    code = code_in(answer)
    assert "no-store" in answer.headers["Cache-Control"]
    assert entry_by_code(priced, code).zone.key == "ville"
    again = desk.post(BASE + "person/", {**PERSON, "name": "HADDAD Noor", "birth": "1985-04-03"})
    assert "on the roll already" in text(again)
    namesake = desk.post(BASE + "person/", {**PERSON, "more": "mother: Amal"})
    assert namesake.status_code == 200
    assert RollEntry.objects.count() == 2


def test_two_officers_at_once_cannot_enter_one_person_twice(desk, farid):
    said = {"name": "Ben Salah, FARID", "birth": "2.5.1961", "zone": "sidi", "known_by": "papers"}
    assert "on the roll already" in text(desk.post(BASE + "person/", said))
    assert RollEntry.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"birth": "someday"}, "We could not read the date of birth"),
        ({"birth": "1/1/2024"}, "this person is not 16 yet"),
        ({"name": "---"}, "Write the whole name"),
        ({"zone": "atlantis"}, "Select a valid choice"),
    ],
)
def test_person_who_cannot_be_entered_is_told_why(desk, priced, change, said):
    answer = desk.post(BASE + "person/", {**PERSON, **change})
    assert answer.status_code == 422
    assert said in text(answer)
    assert not RollEntry.objects.exists()


def find(desk, **said):
    answer = desk.post(BASE + "roll/", {"act": "find", **said})
    held = re.search(r'name="entry" value="([0-9a-f]{32})"', text(answer))
    return answer, held and held[1]


def test_roll_is_counted_by_zone_and_finds_one_person(desk, on_roll, farid):
    page = text(desk.get(BASE + "roll/"))
    assert page.count("few</span>") == 5
    assert "Farid" not in page
    for said in ({"number": "ab12345"}, {"name": "Farid Ben Salah", "birth": "1961-05-02"}):
        answer, held = find(desk, **said)
        assert held
    assert "Entered by an officer" in text(answer)
    assert "Nobody on the roll" in text(find(desk, number="1")[0])
    assert "Write a census number" in text(find(desk)[0])


def test_new_code_voids_the_old_one(desk, priced, farid):
    _answer, held = find(desk, name="Farid Ben Salah", birth="1961-05-02")
    code = code_in(desk.post(BASE + "roll/", {"act": "code", "entry": held}))
    assert entry_by_code(priced, code) == farid[0]
    assert VotingCode.objects.count() == 1
    with pytest.raises(Exception, match="wrong_code"):
        entry_by_code(priced, farid[1])


def test_entry_is_struck_with_a_reason_and_restored(desk, on_roll):
    _answer, held = find(desk, number="AB12345")
    assert desk.post(BASE + "roll/", {"act": "strike", "entry": held}).status_code == 422
    desk.post(BASE + "roll/", {"act": "strike", "entry": held, "reason": "twice"})
    assert RollEntry.objects.get().struck == "twice"
    entered = Entry.objects.get(action="roll.struck")
    assert entered.detail.data == {"zone": "corniche", "reason": "twice"}
    desk.post(BASE + "roll/", {"act": "restore", "entry": held})
    assert RollEntry.objects.get().struck == ""


def test_settled_roll_does_not_change(desk, on_roll, open_vote, priced):
    open_vote("counting")
    Electorate.objects.filter(budget=priced).update(settled=True)
    answer = desk.post(BASE + "roll/", {"act": "strike", "entry": bytes(on_roll.pk).hex(), "reason": "twice"})
    assert answer.status_code == 409
    assert RollEntry.objects.get().struck == ""


@pytest.mark.parametrize("held", ["", "xyz", "00" * 16])
def test_entry_that_is_not_there_is_not_found(desk, priced, held):
    assert desk.post(BASE + "roll/", {"act": "code", "entry": held}).status_code == 404


@pytest.mark.parametrize("people", [1, 3])
def test_roll_page_asks_as_often_for_one_as_for_three(desk, priced, bruno, people, django_assert_num_queries):
    for number in range(people):
        zone = priced.zones.all()[number]
        who = Acquaintance(f"Person {number}", date(1980, 1, 1), zone, "known")
        enter_person(priced, who, by=bruno)
    with django_assert_num_queries(6):
        desk.get(BASE + "roll/")


@pytest.mark.parametrize("room", ["", "census/", "person/", "roll/"])
def test_desk_is_not_there_for_others(client, dora, priced, room):
    assert client.get(BASE + room).status_code == 302
    client.force_login(dora)
    assert client.get(BASE + room).status_code == 404


def test_alarm_is_a_figure(db):
    assert most_wrong_tries() == 0
