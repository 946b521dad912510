"""Who runs an edition: the one place that says so."""

from django.db.models import Q

from tequio.ground.spaces.rules import PUBLISHERS
from tequio.ground.spaces.standing import Standing


def can_run_budgets(standing: Standing, space_id: int) -> bool:
    """The coordinator and the secretariat of a space set up its editions, move them on and keep their roll."""
    return standing.holds(space_id, *PUBLISHERS)


def budgets_run_by(standing: Standing) -> Q:
    """Give the filter on editions that agrees with `can_run_budgets`; no query."""
    return Q() if standing.is_operator else Q(space__in=standing.spaces_as(PUBLISHERS))
