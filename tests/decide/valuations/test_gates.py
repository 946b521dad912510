"""An edition enters no phase that could not stand: what is missing is said before, and what goes along is done at once."""

from datetime import timedelta

import pytest

from tequio.decide.budgets.jobs import move_on
from tequio.decide.budgets.models import Budget
from tequio.decide.budgets.services import move_to
from tequio.decide.logs.services import open_vote
from tequio.ground.clock import now
from tequio.ground.ledger.models import Entry
from tequio.kit.refusals import Refused
from tests.decide.town import dates, make_budget, make_proposal, make_voters
from tests.decide.valuations.steps import say_yes

MOVE = "/en/network/budget/2015/move/"


@pytest.fixture
def officer(client, bruno):
    client.force_login(bruno)
    return client


def stage(budget) -> str:
    return Budget.objects.get(pk=budget.pk).stage


def last_entry() -> Entry:
    return Entry.objects.filter(action="budget.moved").latest("pk")


def test_prices_are_not_published_while_something_is_undecided(budget, lamps, bruno):
    with pytest.raises(Refused, match=r"valuation\.not_all_decided"):
        move_to(budget, "publishing", by=bruno)
    say_yes(lamps, by=bruno)
    assert move_to(budget, "publishing", by=bruno).stage == "publishing"


def test_prices_are_not_published_where_nothing_was_valued(budget, bruno):
    with pytest.raises(Refused, match=r"valuation\.nothing_valued"):
        move_to(budget, "publishing", by=bruno)


def test_page_says_what_is_missing_before_and_refuses_with_a_sentence(officer, budget, lamps, bench):
    said = "Proposals that go on and are not decided: 2."
    page = officer.get(MOVE).content.decode()
    assert said in page
    assert "/en/network/budget/2015/valuations/prices/" in page
    answer = officer.post(MOVE, {"phase": "publishing"})
    assert answer.status_code == 422
    assert answer.content.decode().count(said) > 1
    assert stage(budget) == "valuating"


def test_page_of_moving_says_nothing_of_prices_before_anything_is_valued(officer, space):
    make_budget(space, stage="accepting")
    assert "What has to be done first" not in officer.get(MOVE).content.decode()


def test_edition_whose_date_has_come_waits_until_all_is_decided(space, bruno):
    budget = make_budget(space, stage="valuating", dates=dates(now() + timedelta(days=5)))
    lamps = make_proposal(budget, "Lamps", stage="selected")
    move_on()
    assert stage(budget) == "valuating"
    say_yes(lamps, by=bruno)
    move_on()
    assert stage(budget) == "publishing"


def test_late_edition_enters_the_last_phase_that_can_stand(space):
    budget = make_budget(space, stage="reviewing", dates=dates(now() + timedelta(days=5)))
    make_proposal(budget, "Lamps", stage="selected")
    move_on()
    assert stage(budget) == "valuating"


def test_vote_does_not_open_over_what_came_back_undecided(space, bruno):
    budget = make_budget(space, stage="publishing")
    make_proposal(budget, "Lamps", stage="feasible", price=1_000_000)
    make_proposal(budget, "Benches", stage="selected")
    make_voters(budget)
    with pytest.raises(Refused, match=r"valuation\.not_all_decided"):
        open_vote(budget, site="vote.example", by=bruno)


def test_all_that_were_admitted_go_on_with_the_move_in_one_entry(officer, space, bruno):
    budget = make_budget(space, stage="reviewing")
    lamps = make_proposal(budget, "Lamps", admitted=now())
    waits = make_proposal(budget, "Benches")
    page = officer.get(MOVE).content.decode()
    assert "The one that was admitted" in page
    before = Entry.objects.count()
    assert officer.post(MOVE, {"phase": "valuating", "along": "admitted"}).status_code == 302
    for proposal, expected in ((lamps, "selected"), (waits, "proposed")):
        proposal.refresh_from_db()
        assert proposal.stage == expected
    assert Entry.objects.count() == before + 1
    assert last_entry().detail.data == {"phase": "valuating", "going_on": "admitted", "count": 1}


def test_all_that_have_enough_supports_go_on_with_the_move(officer, space, bruno):
    budget = make_budget(space, stage="selecting", options={"hold": 5, "support_threshold": 3})
    liked = make_proposal(budget, "Lamps", supports=3, admitted=now())
    other = make_proposal(budget, "Benches", supports=2, admitted=now())
    officer.post(MOVE, {"phase": "valuating", "along": "supported"})
    liked.refresh_from_db()
    other.refresh_from_db()
    assert (liked.stage, other.stage) == ("selected", "proposed")


def test_moving_without_a_choice_lets_nothing_go_on(officer, space):
    budget = make_budget(space, stage="reviewing")
    lamps = make_proposal(budget, "Lamps", admitted=now())
    assert officer.post(MOVE, {"phase": "valuating", "along": ""}).status_code == 302
    lamps.refresh_from_db()
    assert (lamps.stage, stage(budget)) == ("proposed", "valuating")


def test_choice_counts_for_valuating_alone(officer, space):
    budget = make_budget(space, stage="reviewing")
    lamps = make_proposal(budget, "Lamps", admitted=now())
    officer.post(MOVE, {"phase": "selecting", "along": "admitted"})
    lamps.refresh_from_db()
    assert (lamps.stage, stage(budget)) == ("proposed", "selecting")


def test_choice_that_there_is_not_is_refused_and_nothing_moves(officer, space):
    budget = make_budget(space, stage="reviewing")
    make_proposal(budget, "Lamps", admitted=now())
    assert officer.post(MOVE, {"phase": "valuating", "along": "everything"}).status_code == 422
    assert stage(budget) == "reviewing"
