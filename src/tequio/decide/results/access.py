"""Who settles a vote and who sees its result: the one place that says so."""

from tequio.decide.budgets.access import can_run_budgets
from tequio.decide.budgets.models import Budget
from tequio.decide.budgets.rules import FINISHED
from tequio.ground.spaces.standing import Standing


def can_settle(standing: Standing, budget: Budget) -> bool:
    """Who runs the edition leads it from the close to the bundle."""
    return can_run_budgets(standing, budget.space_id)


def can_see_result(budget: Budget) -> bool:
    """Everybody, from the publication on; before it nobody, not even who runs the edition."""
    return budget.stage == FINISHED
