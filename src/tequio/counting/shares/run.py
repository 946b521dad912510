"""One run of equal shares at one share: all its rounds, the close ones settled exactly."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

from tequio.counting import warm
from tequio.counting.eligible import Rivals
from tequio.counting.shares import rounds
from tequio.counting.shares.exact import Ledger
from tequio.counting.shares.groups import Groups
from tequio.counting.shares.problem import Floats, Problem, Scale, in_units, make_scale

if TYPE_CHECKING:
    from tequio.counting.shares.compiled import Compiled

RUN_WORK = 8  # a run looks at each choice about so often


@dataclass
class Run:
    """What was bought, in order, and where the declared order chose between equals (round from 0, projects)."""

    share: Fraction
    order: list[int]
    tied: list[tuple[int, list[int]]]
    ledger: Ledger | None = field(default=None, repr=False)


def begin(problem: Problem, shares: Sequence[Fraction]) -> tuple[Scale, rounds.State]:
    """Begin a run at one share, or over the range between two."""
    scale = make_scale(problem, shares[-1])
    return scale, rounds.begin(problem, scale, [in_units(share, scale.bits) for share in shares])


def play_at(problem: Problem, rivals: Rivals, share: Fraction) -> Run:
    """Play all rounds at one share; exact, always."""
    scale, state = begin(problem, [share])
    ledger: Ledger | None = None
    while go_on(problem, rivals, scale, state) == rounds.UNCLEAR:
        ledger = ledger or Ledger(problem, scale, share)
        settle(problem, rivals, state, ledger)
    return Run(share, state.order, state.tied, ledger)


def play_grouped(problem: Problem, rivals: Rivals, groups: Groups | None, share: Fraction) -> Run:
    """Play all rounds at one share, equal ballots as one where that is worth it and the bounds decide all; exact, always."""
    smaller = groups.at(share) if groups else None
    if groups and smaller:
        scale, state = begin(smaller, [share])
        if go_on(smaller, rivals, scale, state) == rounds.DONE:
            return Run(share, state.order, state.tied)
        groups.missed()
    return play_at(problem, rivals, share)


def go_on(problem: Problem, rivals: Rivals, scale: Scale, state: rounds.State) -> int:
    """Play rounds until nothing can be bought (DONE) or the bounds cannot choose (UNCLEAR), closing winners' rivals."""
    while True:
        before = len(state.order)
        status = advance(problem, scale, state, 1 if rivals else 1 << 30)
        close(rivals, state, state.order[before:])
        if status != rounds.PAUSED:
            return status


def close(rivals: Rivals, state: rounds.State, bought: Sequence[int]) -> None:
    for place in bought if rivals else ():
        state.open[list(rivals.of.get(place, ()))] = 0


def compiled(problem: Problem, work: int) -> "Compiled | None":
    """Return the compiled rounds where some work is worth it."""
    if not warm.wanted(work):
        return None
    from tequio.counting.shares.compiled import Compiled

    if not problem.compiled:
        problem.compiled.append(Compiled(problem))
    found: Compiled = problem.compiled[0]
    return found


def advance(problem: Problem, scale: Scale, state: rounds.State, most: int) -> int:
    """Play rounds, compiled where that is worth it."""
    swift = compiled(problem, len(problem.ballots.project) * RUN_WORK)
    if swift is None:
        return rounds.advance(problem, scale, state, most)
    return swift.advance(scale, state, most)


def narrowed(problem: Problem, state: rounds.State, part: Floats) -> rounds.State:
    """Restrict a run over a range of shares to parts of it, compiled where that is worth it."""
    swift = compiled(problem, len(problem.ballots))
    return rounds.narrowed(state, part) if swift is None else swift.narrowed(state, part)


def settle(problem: Problem, rivals: Rivals, state: rounds.State, ledger: Ledger) -> None:
    """Choose among the contenders exactly, and buy; close those that cannot be paid.

    The ledger's bounds are the closer ones: the run goes on with them.
    """
    ledger.catch_up(state.order)
    prices = {bid.place: ledger.price(bid.place) for bid in state.contenders}
    for place, price in prices.items():
        if price is None:
            state.open[place] = 0
    best = min((price for price in prices.values() if price is not None), default=None)
    if best is not None:
        equal = sorted(
            (p for p, price in prices.items() if price == best), key=lambda p: int(problem.tie_rank[p])
        )
        if len(equal) > 1:
            state.tied.append((len(state.order), equal))
        state.open[equal[0]] = 0
        state.order.append(equal[0])
        ledger.catch_up(state.order)
        close(rivals, state, equal[:1])
    take_over(state, ledger)


def take_over(state: rounds.State, ledger: Ledger) -> None:
    """Go on with what the ledger knows: each purchase moved its bounds apart by one unit at most, and so did the share."""
    state.hi[0] = ledger.hi
    state.lo[:] = ledger.lo
    state.errors[:] = 0
    state.errors[[*state.order, -1]] = 1
