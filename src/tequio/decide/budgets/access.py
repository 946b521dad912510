"""Who runs an edition and who sees it: the one place that says so."""

from django.db.models import Q

from tequio.decide.budgets.models import Budget
from tequio.ground.spaces.rules import PUBLISHERS
from tequio.ground.spaces.standing import Standing


def can_run_budgets(standing: Standing, space_id: int) -> bool:
    """The coordinator and the secretariat of a space set up its editions, move them on and keep their roll."""
    return standing.holds(space_id, *PUBLISHERS)


def budgets_run_by(standing: Standing) -> Q:
    """Give the filter on editions that agrees with `can_run_budgets`; no query."""
    return Q() if standing.is_operator else Q(space__in=standing.spaces_as(PUBLISHERS))


def can_see(standing: Standing, budget: Budget) -> bool:
    """Everybody sees an edition that has been opened; until then only those who run the space's editions."""
    return budget.opened is not None or can_run_budgets(standing, budget.space_id)


def visible_to(standing: Standing) -> Q:
    """Give the filter on editions that agrees with `can_see`; no query."""
    return Q(opened__isnull=False) | budgets_run_by(standing)
