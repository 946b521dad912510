"""One run of equal shares: all rounds at one share, or at every share of a range at once."""

from dataclasses import dataclass, field
from fractions import Fraction

from tequio.counting import warm
from tequio.counting.eligible import Rivals
from tequio.counting.shares import rounds
from tequio.counting.shares.exact import Ledger
from tequio.counting.shares.problem import Problem, Scale, in_units, make_scale

RUN_WORK = 8  # a run looks at each choice about so often


@dataclass
class Run:
    """What was bought, in order, and where the declared order chose between equals (round from 0, projects)."""

    share: Fraction
    order: list[int]
    tied: list[tuple[int, list[int]]]
    ledger: Ledger | None = field(default=None, repr=False)


def play(problem: Problem, rivals: Rivals, least: Fraction, most: Fraction) -> Run | None:
    """Play all rounds with every ballot holding a share from `least` to `most`.

    With equal bounds the result is exact, always. With a range it is what every share in it buys, or None where the
    shares may differ or cannot be told apart cheaply.
    """
    scale = make_scale(problem, most)
    state = rounds.begin(problem, scale, in_units(least, scale.bits)[0], in_units(most, scale.bits)[1])
    ledger: Ledger | None = None
    forced = -1
    while True:
        before = len(state.order)
        status = advance(problem, scale, state, forced, 1 if rivals else 1 << 30)
        forced = -1
        for place in state.order[before:] if rivals else ():
            state.open[list(rivals.of.get(place, ()))] = 0
        if status == rounds.DONE:
            return Run(least, state.order, state.tied, ledger)
        if status == rounds.UNCLEAR:
            if least != most:
                return None
            ledger = ledger or Ledger(problem, scale, least)
            forced = settle(problem, scale, state, ledger)


def advance(problem: Problem, scale: Scale, state: rounds.State, forced: int, most: int) -> int:
    """Play rounds, compiled where that is worth it."""
    if not warm.wanted(len(problem.ballots.project) * RUN_WORK):
        return rounds.advance(problem, scale, state, forced, most)
    from tequio.counting.shares.compiled import Compiled

    if not problem.compiled:
        problem.compiled.append(Compiled(problem))
    status: int = problem.compiled[0].advance(scale, state, forced, most)
    return status


def play_at(problem: Problem, rivals: Rivals, share: Fraction) -> Run:
    """Play all rounds at one share; exact."""
    run = play(problem, rivals, share, share)
    if run is None:
        raise AssertionError("a single share can always be played")
    return run


def settle(problem: Problem, scale: Scale, state: rounds.State, ledger: Ledger) -> int:
    """Choose among the contenders exactly; -1 if none of them can be paid, and then they are closed.

    The ledger's bounds are the closer ones: the run goes on with them.
    """
    ledger.catch_up(state.order)
    state.lo[:], state.hi[:] = ledger.lo, ledger.hi
    prices = {place: ledger.price(place) for place in state.contenders}
    for place, price in prices.items():
        if price is None:
            state.open[place] = 0
    best = min((price for price in prices.values() if price is not None), default=None)
    if best is None:
        return -1
    equal = sorted(
        (p for p, price in prices.items() if price == best), key=lambda p: int(problem.tie_rank[p])
    )
    if len(equal) > 1:
        state.tied.append((len(state.order), equal))
    return equal[0]
