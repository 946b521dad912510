"""What the roll says to whoever asks about themselves, and appeals against it."""

import re

import pytest
from django.core import mail
from django.http import HttpResponse

from tequio.decide.budgets.keys import PEPPER, destroy_key, has_key
from tequio.decide.electorates import voted
from tequio.decide.electorates.models import Appeal, Electorate, RollEntry
from tequio.decide.electorates.passes import give_pass, name_of
from tequio.decide.electorates.queries import find_entry
from tequio.ground.ledger.models import Entry, EntryDetail
from tequio.ground.queue.services import run_ready
from tequio.kit.refusals import Refused
from tests.decide.electorates.conftest import AMINA

ROLL = "/en/network/budget/2015/roll/"
APPEAL = ROLL + "appeal/"
DESK = "/en/network/budget/2015/electorate/appeals/"


def text(answer):
    return answer.content.decode()


def ask(client):
    return text(client.post(ROLL, {"way": "census", **AMINA}))


def test_roll_says_where_one_stands_before_the_vote(client, on_roll):
    page = ask(client)
    assert "Yes, you may vote" in page
    assert "Corniche" in page
    assert "Your ballot" not in page


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (True, "There is a ballot of yours"),
        (False, "There is none of yours"),
        (None, "This cannot be said now"),
    ],
)
def test_roll_says_whether_a_ballot_exists(client, on_roll, open_vote, monkeypatch, answer, said):
    open_vote()
    monkeypatch.setattr(voted, "_ANSWERS", [lambda budget, entry: answer if entry == on_roll.pk else None])
    assert said in ask(client)


def test_roll_says_so_to_whoever_holds_a_pass(client, on_roll, open_vote):
    carried = HttpResponse()
    give_pass(carried, open_vote(), bytes(on_roll.pk))
    name = name_of(on_roll.budget_id)
    client.cookies[name] = carried.cookies[name].value
    assert "Yes, you may vote" in text(client.get(ROLL))


def test_roll_says_that_one_is_struck_and_why(client, on_roll):
    RollEntry.objects.filter(pk=on_roll.pk).update(struck="not-entitled")
    assert "Struck: Not entitled to vote" in ask(client)


def test_stranger_learns_nothing_of_others(client, on_roll):
    page = text(client.post(ROLL, {"way": "census", "number": "AB12345", "birth": "1/1/1991"}))
    assert "Nobody is on the roll with exactly these words" in page
    assert "Corniche" not in page


def test_roll_cannot_be_asked_before_it_is_laid(client, priced):
    assert "from the publication of prices" in text(client.get(ROLL))


def appeal(client, **said):
    answer = client.post(
        APPEAL, {"act": "appeal", "words": "I live in Ville since May.", **said}, follow=True
    )
    code = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}", text(answer))
    return answer, code and code[0]


def test_appeal_is_made_answered_by_mail_and_read_by_its_code(client, priced, bruno):
    _answer, code = appeal(client, zone="ville", email="noor@example.org")
    made = Appeal.objects.get()
    assert made.zone.key == "ville"
    client.force_login(bruno)
    assert "I live in Ville" in text(client.get(DESK))
    page = f"{DESK}{made.pk}/"
    assert "I live in Ville since May." in text(client.get(page))
    assert client.post(page, {"outcome": "refused"}).status_code == 422
    client.post(page, {"outcome": "accepted", "reason": "Entered today."})
    run_ready()
    assert mail.outbox[-1].to == ["noor@example.org"]
    assert "Entered today." in mail.outbox[-1].body
    made.refresh_from_db()
    assert (made.outcome, made.email, made.by) == ("accepted", "", bruno)
    client.logout()
    read = text(client.post(APPEAL, {"act": "answer", "code": code.lower()}))
    assert "Accepted" in read
    assert "Entered today." in read


def test_appeal_is_answered_once(client, priced, bruno):
    appeal(client)
    client.force_login(bruno)
    page = f"{DESK}{Appeal.objects.get().pk}/"
    client.post(page, {"outcome": "refused", "reason": "You are on it."})
    again = client.post(page, {"outcome": "accepted", "reason": "Or not."})
    assert "answered in the meantime" in text(again)
    assert Appeal.objects.get().outcome == "refused"


@pytest.mark.parametrize("signed_in", [False, True])
def test_ledger_says_nothing_of_who_appeals(client, priced, amina, signed_in):
    if signed_in:
        client.force_login(amina)
    appeal(client, email="noor@example.org")
    assert Entry.objects.get(action="appeal.made").by is None
    assert "noor" not in str(list(EntryDetail.objects.values_list("data", flat=True)))


@pytest.mark.parametrize("stage", ["valuating", "finished"])
def test_appeal_is_refused_when_the_roll_is_closed(client, open_vote, stage):
    open_vote(stage)
    assert "Nobody can appeal the roll" in text(appeal(client)[0])
    assert not Appeal.objects.exists()


def test_settled_roll_is_not_appealed(client, open_vote, priced):
    open_vote("counting")
    Electorate.objects.filter(budget=priced).update(settled=True)
    appeal(client)
    assert not Appeal.objects.exists()


def test_appeals_from_one_address_are_limited(client, priced):
    for _ in range(7):
        answer, _code = appeal(client)
    assert Appeal.objects.count() == 5
    assert "Wait a while" in text(answer)
    assert "I live in Ville since May." in text(answer)


@pytest.mark.parametrize("code", ["", "hello", "0000-0000-0000", "K7QF-2M9X-4D0T"])
def test_wrong_code_of_an_appeal_is_told(client, priced, code):
    assert client.post(APPEAL, {"act": "answer", "code": code}).status_code == 422


@pytest.mark.parametrize("number", [1, 3])
def test_list_of_appeals_asks_as_often_for_one_as_for_three(
    client, priced, bruno, number, django_assert_num_queries
):
    for _ in range(number):
        appeal(client)
    client.force_login(bruno)
    with django_assert_num_queries(5):
        assert text(client.get(DESK)).count("I live in Ville") == number


def test_a_search_after_the_erasure_makes_no_new_pepper(priced):
    destroy_key(priced.pk, PEPPER)
    with pytest.raises(Refused, match=r"roll\.nobody"):
        find_entry(priced, number="4711")
    assert not has_key(priced.pk, PEPPER)
