"""Who may run a space, see its members, ask to join and open another one: the one place that says so."""

from tequio.ground.spaces.rules import COORDINATOR, ROLES
from tequio.ground.spaces.standing import Standing


def can_run(standing: Standing, space_id: int) -> bool:
    """The coordinator writes the home page, sets the look, invites, decides on requests and gives roles."""
    return standing.holds(space_id, COORDINATOR)


def can_see_members(standing: Standing, space_id: int) -> bool:
    """Whoever belongs to a space sees by name who else does; addresses are for those who run it."""
    return standing.holds(space_id, *ROLES)


def belongs(standing: Standing, space_id: int) -> bool:
    """Whether somebody holds a role here, not counting that an operator stands everywhere."""
    return bool(standing.roles.get(space_id))


def can_ask(standing: Standing, space_id: int) -> bool:
    """Whoever has an account and no role here may ask to join."""
    return standing.signed_in and not belongs(standing, space_id)


def can_open_spaces(standing: Standing) -> bool:
    """Spaces are opened, and tied to a domain, by who runs the installation."""
    return standing.is_operator
