"""Who may change what a space asks: the one place that says so."""

from tequio.ground.spaces.rules import COORDINATOR
from tequio.ground.spaces.standing import Standing


def can_change_questions(standing: Standing, space_id: int) -> bool:
    """The coordinators of the space."""
    return standing.holds(space_id, COORDINATOR)
