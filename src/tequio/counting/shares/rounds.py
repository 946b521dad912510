"""The rounds of equal shares over enclosed money, in plain NumPy.

`kernels.py` and `auction_kernels.py` hold the same in compiled loops: both do the same integer and float operations and so
agree to the bit. Every number here is a bound: docs/guide/counting.md proves what each function promises.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from tequio.counting.shares.bounds import (
    MOST_LIMIT,
    NEVER,
    OVER,
    STEP_DOWN,
    STEP_UP,
    UNDER,
    line_below,
    line_of,
    pay_above,
    poor_below,
)
from tequio.counting.shares.problem import Floats, Ints, Marks, Money, Problem, Scale

DONE, UNCLEAR, PAUSED = 0, 1, 2


@dataclass
class Bid:
    """A project's price in one round, enclosed between two lines; `flat` if certainly every supporter can pay the same.

    Each array has one value for each end: the payment per point in units (`pay_hi` NEVER where it may not be payable) and
    the price (`high` then infinite).
    """

    place: int
    pay_lo: Floats
    pay_hi: Floats
    low: Floats
    high: Floats
    flat: bool


@dataclass
class State:
    """A run under way, at one share or at both ends of a range of shares.

    `lo` and `hi` enclose each ballot's money in units (int32, shape (ends, ballots)): between the ends, by the straight line
    that joins them. `low[:, p]` is such a line of prices that project p will never again be below. After `advance`,
    `order` holds the purchases so far, `contenders` the bids between which the bounds cannot choose, and `tied` the
    (round, projects) where the declared order chose.
    """

    lo: Money
    hi: Money
    open: Marks
    low: Floats
    order: list[int] = field(default_factory=list)
    contenders: list[Bid] = field(default_factory=list)
    tied: list[tuple[int, list[int]]] = field(default_factory=list)


def begin(problem: Problem, scale: Scale, ends: Sequence[tuple[int, int]]) -> State:
    """Give every ballot between `least` and `most` units, for each end; close what all supporters together cannot pay."""
    shape = (len(ends), len(problem.ballots))
    lo, hi = np.empty(shape, np.int32), np.empty(shape, np.int32)
    for row, (least, most) in enumerate(ends):
        lo[row], hi[row] = least, most
    richest = np.diff(problem.supporters.start) * max(most for _, most in ends)
    marks = problem.open & (richest >= scale.cost_lo)
    return State(lo, hi, marks.astype(np.uint8), np.tile(scale.flat_lo, (len(ends), 1)))


def advance(problem: Problem, scale: Scale, state: State, forced: int = -1, most: int = 1 << 30) -> int:
    """Play rounds until nothing can be bought (DONE), bounds cannot choose (UNCLEAR), or `most` were played (PAUSED).

    `forced` is bought in the first of them: the exact count chose it.
    """
    for _ in range(most):
        bids = auction(problem, scale, state) if forced < 0 else named(problem, scale, state, forced)
        if not bids:
            return DONE
        bid = choose(problem, state, bids) if forced < 0 else bids[0]
        forced = -1
        if bid is None:
            state.contenders = bids
            return UNCLEAR
        buy(problem, state, bid)
    return PAUSED


def named(problem: Problem, scale: Scale, state: State, place: int) -> list[Bid]:
    """Return the bid of a project that the exact count found payable."""
    bid = offer(problem, scale, state, place, np.full(len(state.low), np.inf))
    if bid is None:
        raise AssertionError("the bounds contradict the exact count")
    return [bid]


def auction(problem: Problem, scale: Scale, state: State) -> list[Bid]:
    """Return the bids of which one has the lowest price: projects are asked in order of the price they had before.

    Left out is what is above the best bid at both ends, and so between them.
    """
    best, bids = np.full(len(state.low), np.inf), list[Bid]()
    asked = np.where(state.open == 1, state.low.sum(axis=0), np.inf)
    while len(asked):
        able = np.where((state.low <= best[:, None]).any(axis=0), asked, np.inf)
        place = int(np.argmin(able))
        if able[place] == np.inf:
            break
        asked[place] = np.inf
        bid = offer(problem, scale, state, place, best)
        if bid is not None:
            bids.append(bid)
            best = bid.high if bid.high.sum() < best.sum() else best
    return sorted((bid for bid in bids if (bid.low <= best).any()), key=lambda bid: bid.place)


def offer(problem: Problem, scale: Scale, state: State, place: int, best: Floats) -> Bid | None:
    """Return a project's bid; None if its price is certainly above `best`, or it can certainly not be paid."""
    points = problem.supporters.points_of(place)
    if above(problem, scale, state, place, best):
        return None
    rich, cost = state.hi[:, problem.supporters.of(place)], int(scale.cost_lo[place])
    known = state.low[:, place] * scale.unit[place] * UNDER
    line = line_below(rich, points, cost, np.floor(known) if points is None else known)
    if line is None:
        state.open[place] = 0
        return None
    raise_low(state, place, line * scale.inverse_lo[place])
    if (state.low[:, place] > best).all():
        return None
    return enclosed(problem, scale, state, place, line)


def raise_low(state: State, place: int, low: Floats) -> None:
    if low.sum() > state.low[:, place].sum():
        state.low[:, place] = low


def above(problem: Problem, scale: Scale, state: State, place: int, best: Floats) -> bool:
    """Say, after one pass, whether the price is certainly above `best`; if so, note the better bound."""
    points, cost = problem.supporters.points_of(place), int(scale.cost_lo[place])
    limit = best * scale.unit[place] * OVER
    if not limit.max() < MOST_LIMIT:
        return False
    rich, limit = state.hi[:, problem.supporters.of(place)], np.floor(limit) + 1 if points is None else limit
    poor = poor_below(rich.sum(axis=0), points, float(limit.sum()))
    if poor.all():
        closed = bool((rich.sum(axis=1) < cost).all())
        state.open[place] = 0 if closed else state.open[place]
        return closed
    line = line_of(rich, points, cost, poor)
    if line is None or not (line > limit).all():
        return False
    raise_low(state, place, line * scale.inverse_lo[place])
    return bool((state.low[:, place] > best).all())


def enclosed(problem: Problem, scale: Scale, state: State, place: int, line: Floats) -> Bid:
    """Add to the line below the payment one above it, accepted only where it covers the cost at each end."""
    points, cost = problem.supporters.points_of(place), int(scale.cost_hi[place])
    rows = list(zip(state.lo[:, problem.supporters.of(place)], line.tolist(), strict=True))
    upper = np.array([float(pay_above(poor, points, cost, start)) for poor, start in rows])
    low, high, flat = state.low[:, place].copy(), np.full(len(line), np.inf), False
    if (upper != NEVER).all():
        high = upper * scale.inverse_hi[place]
        flat = all(all_rich(row[0], points, pay) for row, pay in zip(rows, upper.tolist(), strict=True))
    if flat:
        low, high = np.full(len(line), scale.flat_lo[place]), np.full(len(line), scale.flat_hi[place])
    return Bid(place, line, upper, low, high, flat)


def all_rich(money: Money, points: Ints | None, payment: float) -> bool:
    return bool((money >= (payment if points is None else payment * points * STEP_UP)).all())


def choose(problem: Problem, state: State, bids: list[Bid]) -> Bid | None:
    """Return the bid that certainly wins; None where the bounds cannot tell."""
    if len(bids) == 1:
        return bids[0] if (bids[0].high < np.inf).all() else None
    if not all(bid.flat for bid in bids):
        return None
    least = min(int(problem.flat_rank[bid.place]) for bid in bids)
    equal = [bid for bid in bids if problem.flat_rank[bid.place] == least]
    equal.sort(key=lambda bid: int(problem.tie_rank[bid.place]))
    if len(equal) > 1:
        state.tied.append((len(state.order), [bid.place for bid in equal]))
    return equal[0]


def buy(problem: Problem, state: State, bid: Bid) -> None:
    """Let the supporters pay: the poorest account the most it can be, the richest the least.

    What is left by the poorest account goes on as a line, even below zero at one end, unless zero says more.
    """
    who, points = problem.supporters.of(bid.place), problem.supporters.points_of(bid.place)
    most, least = payments(bid, points)
    state.hi[:, who] = np.maximum(state.hi[:, who] - least, 0)
    left = state.lo[:, who] - most
    state.lo[:, who] = np.where(left.sum(axis=0) > 0, left, 0)
    state.open[bid.place] = 0
    state.order.append(bid.place)


def payments(bid: Bid, points: Ints | None) -> tuple[Ints, Ints]:
    """Return the most and the least that each supporter pays, in units, for each end; the most may be all it has."""
    most, least = bid.pay_hi[:, None], bid.pay_lo[:, None]
    if (most == NEVER).any():
        most = np.full_like(most, MOST_LIMIT)
    if points is None:
        return most.astype(np.int64), least.astype(np.int64)
    dear, cheap = most * points * STEP_UP, least * points * STEP_DOWN
    return (
        np.minimum(dear, MOST_LIMIT).astype(np.int64) + 1,
        np.minimum(cheap, MOST_LIMIT).astype(np.int64),
    )


def narrowed(state: State, part: Floats) -> State:
    """Restrict a run over a range to a smaller one, whose ends are parts of the way between the two ends.

    Values between the ends are floats off by less than one unit, cut to whole ones; so they are moved outwards by two.
    """
    first, way = state.lo[0].astype(float), (state.lo[1] - state.lo[0]).astype(float)
    lo = (first + way * part[:, None]).astype(np.int32) - 2
    lo = np.where(lo.sum(axis=0) > 0, lo, 0)
    first, way = state.hi[0].astype(float), (state.hi[1] - state.hi[0]).astype(float)
    hi = (first + way * part[:, None]).astype(np.int32) + 2
    low = narrowed_low(state.low, part)
    return State(lo, hi, state.open.copy(), low, list(state.order), [], list(state.tied))


def narrowed_low(low: Floats, part: Floats) -> Floats:
    """Return the lines of prices at parts of the way; where rounding could take one below zero, its lower end."""
    with np.errstate(invalid="ignore"):  # an endless price stays endless
        inner = low[0] + (low[1] - low[0]) * part[:, None] - low.max(axis=0) * 2.0**-50
        result: Floats = np.where((inner >= 0).all(axis=0), inner, low.min(axis=0))
    return result
