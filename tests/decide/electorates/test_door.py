"""The voter's door: whom it lets in, what it says to the others, and that it keeps silent."""

import gzip

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import translation
from django_tasks_db.models import DBTaskResult

from tequio.decide.electorates import limits
from tequio.decide.electorates.codes import new_code, spelt
from tequio.decide.electorates.models import Electorate, RollEntry
from tequio.decide.electorates.passes import name_of, read_pass
from tequio.decide.electorates.rules import STRUCK
from tequio.ground.ledger.models import Entry
from tests.decide.electorates.conftest import AMINA

pytestmark = pytest.mark.urls("tests.decide.electorates.ballot_urls")
DOOR = "/en/network/budget/2015/vote/"
BALLOT = "/en/network/budget/2015/vote/ballot/"


def knock(client, way="census", **typed):
    return client.post(DOOR, {"way": way, **typed})


def entry_in(answer, budget):
    """The roll entry that the pass in an answer names."""

    class Carrying:
        COOKIES = {name_of(budget.pk): answer.cookies[name_of(budget.pk)].value}

    return read_pass(Carrying, budget.pk)


def text(answer):
    return answer.content.decode()


def test_census_voter_is_led_to_the_ballot(client, open_vote, on_roll):
    answer = knock(client, **AMINA)
    assert (answer.status_code, answer.url) == (302, BALLOT)
    assert entry_in(answer, open_vote()) == bytes(on_roll.pk)


@pytest.fixture(autouse=True)
def _open(open_vote, on_roll, farid):
    open_vote()


def test_code_opens_the_same_entry_each_time(client, priced, farid):
    entry, code = farid
    answers = [knock(Client(), "code", code=typed) for typed in (spelt(code), code.lower())]
    assert [answer.url for answer in answers] == [BALLOT, BALLOT]
    assert {entry_in(answer, priced) for answer in answers} == {bytes(entry.pk)}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"number": "AB12345", "birth": "1990-12-30"}, "Nobody is on the roll"),
        ({"number": "AB12346", "birth": "31/12/1990"}, "Nobody is on the roll"),
        ({"number": "AB12345", "birth": "12/31/1990"}, "We could not read the date of birth"),
        ({"number": "AB12345"}, "This field is required"),
    ],
)
def test_census_voter_who_does_not_fit_is_told_what_to_do(client, typed, said):
    answer = knock(client, **typed)
    assert answer.status_code == 422
    assert said in text(answer)
    assert "AB1234" in text(answer), "what was typed is still there"
    assert not answer.cookies.get("sessionid")


def test_answer_does_not_tell_a_known_number_from_an_unknown_one(client, django_assert_num_queries):
    pages = []
    for number in ("AB12345", "AB12346"):
        with django_assert_num_queries(4):
            answer = knock(Client(), number=number, birth="01/01/1990")
        pages.append(text(answer).replace(number, "NUMBER").split("csrfmiddlewaretoken")[0])
    assert pages[0] == pages[1]


def test_wrong_codes_are_told_apart_from_slips(client, farid):
    assert "This code opens nothing" in text(knock(client, "code", code=spelt(new_code())))
    slip = farid[1][:11] + ("0" if farid[1][11] != "0" else "1")
    assert "a slip of the pen" in text(knock(client, "code", code=slip))
    assert "A code has twelve letters" in text(knock(client, "code", code="hello"))


def test_struck_voter_is_told_why_and_gets_no_pass(client, priced, on_roll):
    RollEntry.objects.filter(pk=on_roll.pk).update(struck="twice")
    answer = knock(client, **AMINA)
    assert answer.status_code == 403
    assert "struck from the roll: On the roll twice" in text(answer)
    assert name_of(priced.pk) not in answer.cookies


def test_ways_that_are_off_are_neither_shown_nor_taken(client, priced):
    Electorate.objects.filter(budget=priced).update(by_census=False)
    assert "census number" not in text(client.get(DOOR))
    answer = knock(client, **AMINA)
    assert answer.status_code == 422
    assert name_of(priced.pk) not in answer.cookies


@pytest.mark.parametrize(
    ("stage", "said"), [("publishing", "Voting opens on"), ("counting", "Voting is closed")]
)
def test_door_is_shut_outside_the_vote(client, open_vote, stage, said):
    open_vote(stage)
    page = client.get(DOOR)
    assert said in text(page)
    assert "<form" not in text(page)
    answer = knock(client, **AMINA)
    assert answer.status_code == 409
    assert not answer.cookies


def test_door_says_until_when_and_who_in_one_sentence(client):
    page = text(client.get(DOOR))
    assert "You may vote until" in page
    assert "Everybody of 16 or more who lives here." in page


def test_guessing_ends_after_ten_tries_of_one_address(client):
    answers = [knock(Client(), "code", code=spelt(new_code())).status_code for _ in range(12)]
    assert answers == [422] * 10 + [429] * 2
    assert "Wait five minutes" in text(knock(client, **AMINA)), "the right words open nothing either, for now"
    assert knock(Client(REMOTE_ADDR="192.0.2.7"), **AMINA).status_code == 302, "nor is anybody else shut out"


def test_guessing_by_the_thousand_from_many_addresses_is_seen_and_narrowed(priced):
    codes = (spelt(new_code()) for _ in range(1_000))
    for number, code in enumerate(codes):
        answer = knock(Client(REMOTE_ADDR=f"10.0.{number // 250}.{number % 250}"), "code", code=code)
        assert answer.status_code == 422
    assert limits.wrong_tries(priced) == limits.ALARM
    attacker = Client(REMOTE_ADDR="198.51.100.1")
    assert [knock(attacker, "code", code=spelt(new_code())).status_code for _ in range(4)] == [422] * 3 + [
        429
    ]
    assert knock(Client(REMOTE_ADDR="192.0.2.9"), **AMINA).status_code == 302, "the vote is not shut"


def rows():
    """How many rows each table has, but for those of the vote itself."""
    with connection.cursor() as cursor:
        counts = {}
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            counts[table] = cursor.fetchone()[0]
    return counts


def test_who_is_let_in_leaves_no_trace(client, caplog, django_assert_num_queries):
    client.get(DOOR)
    cache.clear()
    before = rows()
    with caplog.at_level("INFO"), django_assert_num_queries(3):
        assert knock(client, **AMINA).status_code == 302
    assert rows() == before
    assert not cache._cache
    assert caplog.records == []
    assert mail.outbox == []
    assert not DBTaskResult.objects.exists()
    assert "sessionid" not in client.cookies


def test_ledger_of_an_entry_names_who_entered_it_and_nobody_else(farid, bruno):
    entered = Entry.objects.get(action="roll.entered")
    assert entered.by == bruno.pk
    assert entered.detail.data == {"zone": "ville", "known_by": "known"}


def test_page_is_tiny(client):
    page = client.get(DOOR)
    assert len(gzip.compress(page.content)) < 4_000
    assert "<script" not in text(page)


@pytest.mark.parametrize("language", ["es", "fr", "pt-br"])
def test_page_speaks_the_readers_language(client, language):
    page = text(client.get(DOOR.replace("/en/", f"/{language}/")))
    assert f'lang="{language}"' in page
    assert "With your census number" not in page


def test_voter_who_comes_back_is_led_on_and_need_not_say_again_who_they_are(client, on_roll):
    assert "Go on with your ballot" not in text(client.get(DOOR))
    knock(client, **AMINA)
    page = text(client.get(DOOR))
    assert page.index(f'href="{BALLOT}"') < page.index('name="way"')
    RollEntry.objects.filter(pk=on_roll.pk).update(struck=STRUCK[0])
    assert BALLOT not in text(client.get(DOOR)), "whoever was struck is not led in a circle"


def test_coming_back_costs_one_query_and_only_those_who_do(client, django_assert_num_queries):
    client.get(DOOR)
    with django_assert_num_queries(3):
        client.get(DOOR)
    knock(client, **AMINA)
    with django_assert_num_queries(4):
        client.get(DOOR)


@pytest.mark.parametrize("stage", ["publishing", "counting", "finished"])
def test_nobody_is_led_on_while_no_vote_is_open(client, open_vote, stage):
    knock(client, **AMINA)
    open_vote(stage)
    assert BALLOT not in text(client.get(DOOR))


@pytest.mark.parametrize(("language", "place"), [("en", "(Tunis)"), ("es", "(Túnez)")])
def test_door_names_the_place_whose_clocks_it_goes_by(client, language, place):
    with translation.override("en"):  # what the page activates ends with the test
        page = text(client.get(DOOR.replace("/en/", f"/{language}/")))
    assert place in page.split('class="lead"')[1].split("</p>")[0]
