"""What the rooms above know of an edition that is about to enter a phase: what forbids it, and what goes along with it.

Each room names its own in `decide/apps.py` or where it makes itself known, so that an edition hears of them unseen.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from tequio.decide.budgets.models import Budget
from tequio.kit.refusals import Refused

Check = Callable[[Budget], Iterable[Refused]]


@dataclass(frozen=True)
class Obstacle:
    """Why an edition cannot enter a phase, and the page on which that is mended."""

    phase: str
    refusal: Refused
    url: str


@dataclass(frozen=True)
class Along:
    """What may be done in the same step as entering a phase.

    `offers` says what there is to choose, as keys with their labels, the usual one first; nothing where there is nothing
    to do. `do` does what was chosen with a locked edition, in the caller's transaction, and says what the ledger keeps.
    """

    offers: Callable[[Budget], Sequence[tuple[str, str]]]
    do: Callable[[Budget, str], Mapping[str, str | int]]


_guards: dict[str, list[tuple[Check, str]]] = defaultdict(list)
_along: dict[str, Along] = {}


def guard(phase: str, check: Check, route: str) -> None:
    """Have a check forbid a phase; `route` takes the slugs of space and edition and leads to where that is mended."""
    if (check, route) not in _guards[phase]:
        _guards[phase].append((check, route))


def go_along(phase: str, along: Along) -> None:
    """Have something done, where an officer chooses it, as an edition enters a phase."""
    _along[phase] = along


def obstacles(budget: Budget, phase: str) -> list[Obstacle]:
    """What forbids an edition a phase, the first thing first; the queries of the checks."""
    slugs = [budget.space.slug, budget.slug]
    return [
        Obstacle(phase, refusal, reverse(route, args=slugs))
        for check, route in _guards.get(phase, ())
        for refusal in check(budget)
    ]


def check_gates(budget: Budget, phase: str) -> None:
    """Refuse a phase that the rooms above forbid, with the first thing that does."""
    for obstacle in obstacles(budget, phase):
        raise obstacle.refusal


def offers_along(budget: Budget, phase: str) -> Sequence[tuple[str, str]]:
    """What may be chosen to go along with entering a phase."""
    return _along[phase].offers(budget) if phase in _along else ()


def done_along(budget: Budget, phase: str, chosen: str) -> Mapping[str, str | int]:
    """Do what was chosen to go along, in the caller's transaction; says what the ledger keeps of it."""
    return _along[phase].do(budget, chosen) if chosen and phase in _along else {}
