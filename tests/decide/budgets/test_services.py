"""Setting up an edition and moving it on."""

import pytest
from django.db import IntegrityError, transaction

from tequio.decide.budgets.models import Allocation, Budget
from tequio.decide.budgets.queries import begins, contests_of, voting_time
from tequio.decide.budgets.services import move_to, open_budget, set_dates
from tequio.ground.ledger.models import Entry
from tequio.kit.refusals import Refused
from tests.decide.town import dates, make_budget, plan

pytestmark = pytest.mark.django_db


def test_an_edition_is_set_up_whole_with_one_entry(space, bruno):
    budget = open_budget(space, plan(), by=bruno)
    assert budget.zones.count() == 5
    assert [counted.amount for counted in contests_of(budget)] == [110_000_000] * 5
    assert Entry.objects.filter(action="budget.opened", by=bruno.pk).count() == 1


def test_money_over_the_envelope_sets_up_nothing(space, bruno):
    with pytest.raises(Refused, match="budget.over_envelope"):
        open_budget(space, plan(amount=549_999_999), by=bruno)
    assert not Budget.objects.exists()


def test_an_edition_moves_on_but_not_into_the_vote_by_itself(space, bruno):
    budget = make_budget(space)
    assert move_to(budget, "accepting", by=bruno).stage == "accepting"
    Budget.objects.filter(pk=budget.pk).update(stage="publishing")
    with pytest.raises(Refused, match="budget.vote_moves_itself"):
        move_to(budget, "balloting", by=bruno)


def test_the_database_knows_no_vote_without_its_key(space):
    budget = make_budget(space)
    with pytest.raises(IntegrityError), transaction.atomic():
        Budget.objects.filter(pk=budget.pk).update(stage="balloting")


def test_one_allocation_for_a_zone_and_a_heading(space):
    budget = make_budget(space)
    first = budget.allocations.first()
    with pytest.raises(IntegrityError), transaction.atomic():
        Allocation.objects.create(
            budget=budget, contest=first.contest, zone=first.zone, heading=first.heading, amount=1
        )


def test_dates_of_the_vote_stay_once_it_has_opened(space, bruno):
    budget = make_budget(space)
    Budget.objects.filter(pk=budget.pk).update(stage="balloting", join_check=b"j" * 32)
    opens, closes = voting_time(budget)
    later = dict(dates(opens)) | {"finished": closes.replace(year=closes.year + 1)}
    set_dates(budget, later, by=bruno)
    with pytest.raises(Refused, match="budget.frozen"):
        set_dates(budget, dates(opens.replace(year=opens.year + 1)), by=bruno)


@pytest.mark.parametrize("phase", ["balloting", "counting"])
def test_vote_that_opened_without_a_date_gets_none_later(space, bruno, phase):
    said = dict(dates())
    without = {key: begins for key, begins in said.items() if key != phase}
    budget = make_budget(space, dates=without)
    Budget.objects.filter(pk=budget.pk).update(stage="balloting", join_check=b"j" * 32)
    set_dates(budget, without, by=bruno)
    with pytest.raises(Refused, match=r"budget\.frozen"):
        set_dates(budget, said, by=bruno)
    assert phase not in begins(budget)
