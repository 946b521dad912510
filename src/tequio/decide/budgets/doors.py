"""Ways from the page of an edition into the rooms above: each names its route here, in `decide/apps.py`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from tequio.decide.budgets.models import Budget
from tequio.decide.budgets.words import DOOR_WORDS
from tequio.ground.spaces.standing import Standing

MOST = 3
_offered: dict[str, str] = {}
_desks: dict[str, Promise] = {}
_for_some: dict[str, tuple[Promise, Callable[[Standing, Budget], bool]]] = {}


@dataclass(frozen=True)
class Door:
    """A way in, as `ui/door.html` shows it."""

    title: str
    text: str
    url: str


def offer(function: str, route: str) -> None:
    """Have a function of `rules` lead to a route that takes the slugs of space and edition; the last one named holds."""
    if function not in DOOR_WORDS:
        raise ValueError(f"No door has words for {function}")
    _offered[function] = route


def offer_desk(route: str, label: Promise) -> None:
    """Have those who run an edition led to a route that takes the slugs of space and edition."""
    _desks[route] = label


def offer_to_some(route: str, label: Promise, may: Callable[[Standing, Budget], bool]) -> None:
    """Have those whom a check names led to a route, though they do not run the edition."""
    _for_some[route] = label, may


def desks_for(standing: Standing, budget: Budget) -> list[tuple[str, str]]:
    """Labels and addresses for a member of the space who does not run the edition: the queries of the checks."""
    if not standing.roles.get(budget.space_id):
        return []
    slugs = [budget.space.slug, budget.slug]
    found = _for_some.items()
    return [
        (str(label), reverse(route, args=slugs)) for route, (label, may) in found if may(standing, budget)
    ]


def doors_of(budget: Budget, functions: Iterable[str]) -> list[Door]:
    """The doors that lead somewhere, three at most, in the order of the functions; no query."""
    slugs = [budget.space.slug, budget.slug]
    ways = [(DOOR_WORDS[one], _offered[one]) for one in functions if one in _offered]
    return [Door(str(title), str(text), reverse(route, args=slugs)) for (title, text), route in ways[:MOST]]


def desks_of(budget: Budget) -> list[tuple[str, str]]:
    """Labels and addresses of the pages of those who run the edition; no query."""
    slugs = [budget.space.slug, budget.slug]
    return [(str(label), reverse(route, args=slugs)) for route, label in _desks.items()]
