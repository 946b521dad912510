"""Writing a proposal together: asked by address, accepted or not."""

import pytest
from django.core import mail

from tequio.decide.proposals.coauthoring import accept_coauthoring, ask_coauthor, end_coauthoring
from tequio.decide.proposals.models import CoAuthor
from tequio.decide.proposals.queries import writers_of
from tequio.kit.refusals import Refused
from tests.cast import make_person
from tests.decide.town import make_proposal

SITE = "https://example.org"


@pytest.fixture
def lamps(budget, amina):
    return make_proposal(budget, "Lamps", author=amina)


def test_somebody_writes_together_once_they_accept(lamps, amina, dora):
    ask_coauthor(lamps, email="DORA@example.org", by=amina, site=SITE)
    assert writers_of(lamps) == [amina]
    accept_coauthoring(lamps, by=dora, site=SITE)
    assert writers_of(lamps) == [amina, dora]
    assert [letter.to for letter in mail.outbox] == [["dora@example.org"], ["amina@example.org"]]


def test_address_that_nobody_has_is_passed_over_without_a_word(lamps, amina):
    ask_coauthor(lamps, email="nobody@example.org", by=amina, site=SITE)
    ask_coauthor(lamps, email="", by=amina, site=SITE)
    ask_coauthor(lamps, email="amina@example.org", by=amina, site=SITE)
    assert not CoAuthor.objects.exists()


def test_who_was_not_asked_does_not_write(lamps, dora):
    with pytest.raises(Refused, match=r"proposal\.not_asked"):
        accept_coauthoring(lamps, by=dora)


def test_who_declines_or_leaves_writes_no_more(lamps, amina, dora):
    ask_coauthor(lamps, email="dora@example.org", by=amina)
    accept_coauthoring(lamps, by=dora)
    end_coauthoring(lamps, dora, by=dora)
    end_coauthoring(lamps, dora, by=dora)
    assert writers_of(lamps) == [amina]


def test_at_most_ten_are_asked(lamps, amina):
    for number in range(10):
        ask_coauthor(lamps, email=make_person(f"Person{number}").email, by=amina)
    with pytest.raises(Refused, match=r"proposal\.coauthors_full"):
        ask_coauthor(lamps, email=make_person("Eleventh").email, by=amina)


def test_nobody_joins_once_voting_has_opened(lamps, amina, dora):
    type(lamps.budget).objects.filter(pk=lamps.budget_id).update(stage="balloting", join_check=b"0" * 32)
    with pytest.raises(Refused, match=r"budget\.frozen"):
        ask_coauthor(lamps, email="dora@example.org", by=amina)
