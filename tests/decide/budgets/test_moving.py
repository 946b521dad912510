"""Editions enter their phases by themselves, before the vote."""

from datetime import UTC, datetime, timedelta

import pytest

from tequio.decide.budgets.jobs import move_on
from tequio.decide.budgets.models import Budget
from tequio.decide.budgets.rules import FUNCTIONS, OPENS, PHASES, doors_in, due_phase, is_open
from tequio.decide.budgets.services import move_to, set_dates
from tequio.ground.clock import now
from tequio.ground.ledger.models import Entry
from tequio.ground.queue.orders import RECURRING
from tests.decide.town import dates, make_budget

DAY = timedelta(days=1)
START = datetime(2027, 1, 1, tzinfo=UTC)
DATES = {phase: START + 10 * place * DAY for place, phase in enumerate(PHASES)}

# The whole of what each phase opens, said once more by hand: a function in a phase that is not named here is closed.
OPEN = {
    ("accepting", "propose"),
    ("accepting", "discuss"),
    ("accepting", "merge"),
    ("reviewing", "discuss"),
    ("reviewing", "merge"),
    ("reviewing", "admit"),
    ("selecting", "discuss"),
    ("selecting", "support"),
    ("selecting", "select"),
    ("valuating", "discuss"),
    ("valuating", "select"),
    ("valuating", "valuate"),
    ("valuating", "reply"),
    ("publishing", "discuss"),
    ("publishing", "appeal"),
    ("balloting", "vote"),
    ("balloting", "appeal"),
    ("counting", "count"),
    ("counting", "appeal"),
}


@pytest.mark.one_database
def test_each_phase_opens_exactly_its_functions():
    assert {(phase, one) for phase in PHASES for one in FUNCTIONS if is_open(phase, one)} == OPEN
    assert set(OPENS) == set(PHASES)


@pytest.mark.one_database
def test_doors_are_what_is_open():
    assert {phase: doors_in(phase) for phase in PHASES} == {
        "informing": (),
        "accepting": ("propose", "read"),
        "reviewing": ("read",),
        "selecting": ("support", "read"),
        "valuating": ("read",),
        "publishing": ("read", "appeal"),
        "balloting": ("vote", "read", "appeal"),
        "counting": ("read",),
        "finished": ("result", "read"),
    }


@pytest.mark.one_database
@pytest.mark.parametrize(
    ("now_in", "after", "moved", "due"),
    [
        ("informing", 9, None, "informing"),
        ("informing", 10, None, "accepting"),
        ("informing", 35, None, "selecting"),
        ("valuating", 15, None, "valuating"),
        ("accepting", 35, 33, "accepting"),
        ("accepting", 41, 33, "valuating"),
        ("publishing", 100, None, "publishing"),
        ("balloting", 0, None, "balloting"),
    ],
    ids=[
        "not yet",
        "at the hour",
        "late",
        "ahead of its dates",
        "taken back",
        "taken back, next date",
        "not into the vote",
        "in the vote",
    ],
)
def test_phase_that_is_due(now_in, after, moved, due):
    since = START + moved * DAY if moved is not None else None
    assert due_phase(now_in, DATES, since, START + after * DAY) == due


@pytest.mark.django_db
def test_edition_moves_once_with_one_entry(space):
    budget = make_budget(space, dates=dates(now() + 25 * DAY))
    for _again in range(2):
        move_on()
        budget.refresh_from_db()
        assert budget.stage == "selecting"
    assert Entry.objects.filter(action="budget.moved").count() == 1


@pytest.mark.django_db
def test_edition_taken_back_stays_until_its_next_date(space, bruno):
    budget = make_budget(space, dates=dates(now() + 25 * DAY))
    move_on()
    move_to(budget, "accepting", by=bruno)
    move_on()
    budget.refresh_from_db()
    assert budget.stage == "accepting"
    later = {phase: at for phase, at in dates(now() + 25 * DAY).items() if phase != "selecting"}
    set_dates(budget, later | {"valuating": now()}, by=bruno)
    move_on()
    budget.refresh_from_db()
    assert budget.stage == "valuating"


@pytest.mark.django_db
@pytest.mark.parametrize("change", [{"opened": None}, {"origin": "file"}])
def test_editions_not_open_or_from_elsewhere_do_not_move(space, change):
    budget = make_budget(space, dates=dates(now()))
    Budget.objects.filter(pk=budget.pk).update(**change)
    move_on()
    budget.refresh_from_db()
    assert budget.stage == "informing"


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_nothing_due_costs_two_queries(space, django_assert_num_queries, count):
    for year in range(count):
        make_budget(space, slug=f"{year}", dates=dates(now() + 200 * DAY))
    with django_assert_num_queries(2):
        move_on()


def test_worker_looks_each_minute():
    assert RECURRING["tequio.decide.budgets.jobs.move_on"] == 60
