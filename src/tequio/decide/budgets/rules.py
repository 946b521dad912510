"""Phases, what each opens, and what money, formats and counting rules may be."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import pairwise

from tequio.kit.refusals import Refused

INFORMING, ACCEPTING, REVIEWING, SELECTING, VALUATING, PUBLISHING, BALLOTING, COUNTING, FINISHED = PHASES = (
    "informing",
    "accepting",
    "reviewing",
    "selecting",
    "valuating",
    "publishing",
    "balloting",
    "counting",
    "finished",
)

# What each phase opens; nothing else is open in it.
PROPOSE, DISCUSS, SUPPORT, MERGE, ADMIT, VALUATE, REPLY, APPEAL, VOTE, COUNT = (
    "propose",
    "discuss",
    "support",
    "merge",
    "admit",
    "valuate",
    "reply",
    "appeal",
    "vote",
    "count",
)
OPENS: Mapping[str, frozenset[str]] = {
    INFORMING: frozenset(),
    ACCEPTING: frozenset({PROPOSE, DISCUSS, MERGE}),
    REVIEWING: frozenset({DISCUSS, MERGE, ADMIT}),
    SELECTING: frozenset({DISCUSS, SUPPORT}),
    VALUATING: frozenset({DISCUSS, VALUATE, REPLY}),
    PUBLISHING: frozenset({DISCUSS, APPEAL}),
    BALLOTING: frozenset({VOTE, APPEAL}),
    COUNTING: frozenset({COUNT, APPEAL}),
    FINISHED: frozenset(),
}
FROZEN = frozenset({BALLOTING, COUNTING, FINISHED})
"""Phases in which the rules of the vote are fixed."""

FORMATS = ("approval", "knapsack", "ranking", "cumulative")
RULES = ("greedy", "greedy-no-skip", "greedy-80", "votes-per-cost", "knapsack", "equal-shares", "phragmen")
TIES = ("cheapest", "listed", "drawn")
MOST_MONEY = 10**15
MOST_SHARE = 10_000
"""Of an investment budget, in hundredths of a percent: all of it."""


def is_open(phase: str, function: str) -> bool:
    """Say whether a phase opens a function."""
    return function in OPENS[phase]


def check_open(phase: str, function: str) -> None:
    """Refuse what the present phase does not open."""
    if not is_open(phase, function):
        raise Refused("budget.not_now", phase=phase, function=function)


def check_move(now: str, to: str) -> None:
    """Refuse a step back out of the vote, past the freeze, or to a phase that there is not.

    Before the vote a phase may be taken up again: a city may ask for more ideas. From balloting on there is one way.
    """
    if to not in PHASES:
        raise Refused("budget.unknown_phase", phase=to)
    if now in FROZEN and PHASES.index(to) != PHASES.index(now) + 1:
        raise Refused("budget.one_way", phase=now)
    if now not in FROZEN and to in FROZEN and (now, to) != (PUBLISHING, BALLOTING):
        raise Refused("budget.prices_first")


def check_order(dates: Sequence[tuple[str, datetime]]) -> None:
    """Refuse phases that do not begin one after the other; `dates` are pairs of phase and beginning."""
    ordered = sorted(dates, key=lambda pair: PHASES.index(pair[0]))
    for (first, begins), (second, follows) in pairwise(ordered):
        if follows <= begins:
            raise Refused("budget.dates_out_of_order", first=first, second=second)


def check_money(envelope: int, allocated: Iterable[int]) -> None:
    """Refuse allocations that together are more than the envelope; minor units."""
    over = sum(allocated) - envelope
    if over > 0:
        raise Refused("budget.over_envelope", over=over)


def share_of(base: int, share: int) -> int:
    """Return a share of an investment budget, both amounts in minor units; `share` is in hundredths of a percent."""
    if not (0 < share <= MOST_SHARE and 0 <= base <= MOST_MONEY):
        raise Refused("budget.share_unknown")
    return base * share // MOST_SHARE


def check_change(phase: str) -> None:
    """Refuse to change what the vote rests on once voting has opened."""
    if phase in FROZEN:
        raise Refused("budget.frozen")
