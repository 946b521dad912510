"""Phases, what each opens, and what money, formats and counting rules may be."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import pairwise

from tequio.kit.money import Money
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
FUNCTIONS = PROPOSE, DISCUSS, SUPPORT, MERGE, ADMIT, SELECT, VALUATE, REPLY, APPEAL, VOTE, COUNT = (
    "propose",
    "discuss",
    "support",
    "merge",
    "admit",
    "select",
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
    SELECTING: frozenset({DISCUSS, SUPPORT, SELECT}),
    VALUATING: frozenset({DISCUSS, SELECT, VALUATE, REPLY}),
    PUBLISHING: frozenset({DISCUSS, APPEAL}),
    BALLOTING: frozenset({VOTE, APPEAL}),
    COUNTING: frozenset({COUNT, APPEAL}),
    FINISHED: frozenset(),
}
FROZEN = frozenset({BALLOTING, COUNTING, FINISHED})
"""Phases in which the rules of the vote are fixed."""
PRICES_PUBLIC = frozenset(PHASES[PHASES.index(PUBLISHING) :])
"""Phases in which everybody reads prices: they are published together, so that none is known before the others."""

FORMATS = ("approval", "knapsack", "ranking", "cumulative")
RULES = ("greedy", "greedy-no-skip", "greedy-80", "votes-per-cost", "knapsack", "equal-shares", "phragmen")
TIES = ("cheapest", "listed", "drawn")
GROUPINGS = EACH, BY_ZONE, BY_HEADING, TOGETHER, OWN = ("each", "zone", "heading", "all", "own")
"""Which allocations are counted together: none, those of a zone, those of a heading, all, or as somebody chose."""

WHOLE = "all"
"""Key of the only zone of an edition without zones: everybody votes in a zone."""

# Ways into an edition that are no function of one phase.
READ, RESULT = "read", "result"
MOST_MONEY = 10**15
MOST_SHARE = 10_000
"""Of an investment budget, in hundredths of a percent: all of it."""


def is_open(phase: str, function: str) -> bool:
    """Say whether a phase opens a function."""
    return function in OPENS[phase]


def doors_in(phase: str) -> tuple[str, ...]:
    """What a citizen may do in a phase, the most telling first."""
    ways = [one for one in (VOTE, SUPPORT, PROPOSE) if is_open(phase, one)]
    if phase == FINISHED:
        ways.append(RESULT)
    if phase != INFORMING:
        ways.append(READ)
    if is_open(phase, APPEAL) and phase != COUNTING:
        ways.append(APPEAL)
    return tuple(ways)


def due_phase(now: str, dates: Mapping[str, datetime], moved: datetime | None, moment: datetime) -> str:
    """Return the phase that an edition must have entered by a moment: the present one, or a later one before the vote.

    A date counts once, and not when somebody has moved the edition since: an edition taken back for more ideas stays
    there until the next date comes. Balloting and what follows are entered by services of their own.
    """
    come = [
        phase
        for phase, begins in dates.items()
        if phase not in FROZEN and begins <= moment and (moved is None or begins > moved)
    ]
    latest = max(come, key=PHASES.index, default=now)
    return now if now in FROZEN or PHASES.index(latest) <= PHASES.index(now) else latest


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


def check_money(envelope: Money, allocated: Iterable[int]) -> None:
    """Refuse allocations, in minor units, that together are more than the envelope."""
    over = sum(allocated) - envelope.amount
    if over > 0:
        raise Refused("budget.over_envelope", over=Money(over, envelope.currency))


def share_of(base: int, share: int) -> int:
    """Return a share of an investment budget, both amounts in minor units; `share` is in hundredths of a percent."""
    if not (0 < share <= MOST_SHARE and 0 <= base <= MOST_MONEY):
        raise Refused("budget.share_unknown")
    return base * share // MOST_SHARE


def check_change(phase: str) -> None:
    """Refuse to change what the vote rests on once voting has opened."""
    if phase in FROZEN:
        raise Refused("budget.frozen")
