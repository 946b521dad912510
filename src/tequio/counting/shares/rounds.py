"""The rounds of equal shares over enclosed money, in plain NumPy.

`kernels.py` and `auction_kernels.py` hold the same in compiled loops: both do the same integer and float operations and so
agree to the bit. Every number here is a bound: docs/guide/counting.md proves what each function promises.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from tequio.counting.shares.bounds import (
    MOST_LIMIT,
    NEVER,
    OVER,
    STEP_DOWN,
    STEP_UP,
    UNDER,
    Poor,
    line_below,
    line_of,
    pay_above,
    pay_within,
    poor_below,
)
from tequio.counting.shares.problem import Floats, Ints, Marks, Money, Problem, Scale
from tequio.counting.supporters import choices_of

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

    `hi` encloses each ballot's money in units from above (int32, shape (ends, ballots)): between the ends, by the straight
    line that joins them. From below it is enclosed by `lo`, of the same form, or, where that has no rows, by `errors`
    (int64, shape (projects + 1,)): a ballot has at most its `hi` less than that, summed over what it bought, plus the last of
    them; and nothing where `hi` is 0. `low[:, p]` is such a line of prices that project p will never again be below. After
    `advance`, `order` holds the purchases so far, `contenders` the bids between which the bounds cannot choose, and `tied`
    the (round, projects) where the declared order chose.
    """

    lo: Money
    hi: Money
    errors: Ints
    open: Marks
    low: Floats
    order: list[int] = field(default_factory=list)
    contenders: list[Bid] = field(default_factory=list)
    tied: list[tuple[int, list[int]]] = field(default_factory=list)


def begin(problem: Problem, scale: Scale, ends: Sequence[tuple[int, int]]) -> State:
    """Give every ballot between `least` and `most` units, for each end; close what all supporters together cannot pay.

    At one share the errors of payments are summed; over a range, or where ballots give points, each ballot has a `lo`.
    """
    shape = (len(ends), len(problem.ballots))
    summed = len(ends) == 1 and problem.points is None
    lo, hi = np.empty((0 if summed else len(ends), shape[1]), np.int32), np.empty(shape, np.int32)
    for row, (least, most) in enumerate(ends):
        lo[row : row + 1], hi[row] = least, most
    errors = np.zeros(problem.projects + 1, np.int64)
    errors[-1] = max(most - least for least, most in ends)
    richest = problem.votes * max(most for _, most in ends)
    marks = problem.open & (richest >= scale.cost_lo)
    return State(lo, hi, errors, marks.astype(np.uint8), np.tile(scale.flat_lo, (len(ends), 1)))


def advance(problem: Problem, scale: Scale, state: State, most: int = 1 << 30) -> int:
    """Play rounds until nothing can be bought (DONE), bounds cannot choose (UNCLEAR), or `most` were played (PAUSED)."""
    if problem.many is not None:
        raise AssertionError("ballots that stand for several voters are played compiled")
    for _ in range(most):
        bids = auction(problem, scale, state)
        if not bids:
            return DONE
        bid = choose(problem, state, bids)
        if bid is None:
            state.contenders = bids
            return UNCLEAR
        buy(problem, state, bid)
    return PAUSED


def auction(problem: Problem, scale: Scale, state: State) -> list[Bid]:
    """Return the bids of which one has the lowest price.

    The project with the lowest lower bound is found first, and enclosed; then all that are not above its upper bound
    (or that of a better bid) are. Left out is what is above the best bid at both ends, and so between them.
    """
    lines = lowest(problem, scale, state)
    if not lines:
        return []
    leader = min(lines, key=lambda place: float(state.low[:, place].sum()))
    bids = [enclosed(problem, scale, state, leader, lines[leader])]
    best, asked = bids[0].high, asking(state)
    asked[leader] = np.inf
    while (place := next_to_ask(state, asked, best)) >= 0:
        line = lines[place] if place in lines else offer(problem, scale, state, place, best)
        if line is not None:
            bids.append(enclosed(problem, scale, state, place, line))
            best = bids[-1].high if bids[-1].high.sum() < best.sum() else best
    return sorted((bid for bid in bids if (bid.low <= best).any()), key=lambda bid: bid.place)


def lowest(problem: Problem, scale: Scale, state: State) -> dict[int, Floats]:
    """Return lines below the payments of some projects: the one with the lowest price so bounded, and those asked before it."""
    lines: dict[int, Floats] = {}
    best, asked = np.full(len(state.low), np.inf), asking(state)
    while (place := next_to_ask(state, asked, best)) >= 0:
        line = offer(problem, scale, state, place, best)
        if line is not None:
            lines[place] = line
            best = state.low[:, place].copy() if state.low[:, place].sum() < best.sum() else best
    return lines


def asking(state: State) -> Floats:
    """Return in which order to ask projects: by the price that they are never below, the closed ones not at all."""
    asked: Floats = np.where(state.open == 1, state.low.sum(axis=0), np.inf)
    return asked


def next_to_ask(state: State, asked: Floats, best: Floats) -> int:
    """Return the project to ask next, of those not above `best` at every end, and strike it off; -1 if there is none."""
    able = np.where((state.low <= best[:, None]).any(axis=0), asked, np.inf)
    place = int(np.argmin(able)) if len(able) else -1
    if place < 0 or able[place] == np.inf:
        return -1
    asked[place] = np.inf
    return place


def offer(problem: Problem, scale: Scale, state: State, place: int, best: Floats) -> Floats | None:
    """Return a line below a project's payment; None if its price is certainly above `best`, or it can certainly not be paid."""
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
    return None if (state.low[:, place] > best).all() else line


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
    way = upper_by_lo if len(state.lo) else upper_by_errors
    upper, flat = way(problem, state, place, int(scale.cost_hi[place]), line)
    low, high = state.low[:, place].copy(), np.full(len(line), np.inf)
    if flat:
        low, high = np.full(len(line), scale.flat_lo[place]), np.full(len(line), scale.flat_hi[place])
    elif (upper != NEVER).all():
        high = upper * scale.inverse_hi[place]
    return Bid(place, line, upper, low, high, flat)


def upper_by_lo(problem: Problem, state: State, place: int, cost: int, line: Floats) -> tuple[Floats, bool]:
    """Return a line above the payment (NEVER where it may not be payable) and whether certainly all can make it."""
    points = problem.supporters.points_of(place)
    rows = list(zip(state.lo[:, problem.supporters.of(place)], line.tolist(), strict=True))
    upper = [float(pay_above(poor, points, cost, start)) for poor, start in rows]
    flat = NEVER not in upper and all(
        all_rich(row[0], points, pay) for row, pay in zip(rows, upper, strict=True)
    )
    return np.array(upper), flat


def upper_by_errors(
    problem: Problem, state: State, place: int, cost: int, line: Floats
) -> tuple[Floats, bool]:
    """Return the same for one share, from the errors of the purchases so far."""
    who = problem.supporters.of(place)

    def owed(near: Poor) -> int:
        count = int(np.count_nonzero(near))
        return count * int(state.errors[-1]) + (errors_of(problem, state, place, who[near]) if count else 0)

    upper, flat = pay_within(state.hi[0, who], cost, int(line[0]), int(state.errors.sum()), owed)
    return np.array([float(upper)]), flat


def errors_of(problem: Problem, state: State, place: int, some: npt.NDArray[np.int32]) -> int:
    """Return what some supporters of a project have too much at most, together, for what they bought.

    Where projects' common supporters are counted, no more than those of each purchase and this project can be among them.
    """
    company = problem.company
    if len(company.counts):
        among = np.minimum(company.row(place, problem.supporters.of(place)), len(some))
        return int((state.errors[:-1] * among).sum())
    ballots = problem.ballots
    return int(state.errors[ballots.project[choices_of(ballots.start, some)]].sum())


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
    """Let the supporters pay: the richest account the least it can be, the poorest the most, if there is one.

    What is left by the poorest account goes on as a line, even below zero at one end, unless zero says more.
    """
    who, points = problem.supporters.of(bid.place), problem.supporters.points_of(bid.place)
    most, least = payments(bid, points)
    state.hi[:, who] = np.maximum(state.hi[:, who] - least, 0)
    if len(state.lo):
        left = state.lo[:, who] - most
        state.lo[:, who] = np.where(left.sum(axis=0) > 0, left, 0)
    else:
        state.errors[bid.place] = int(bid.pay_hi[0]) - int(bid.pay_lo[0])
    state.open[bid.place] = 0
    state.order.append(bid.place)


def payments(bid: Bid, points: Ints | None) -> tuple[Ints, Ints]:
    """Return the most and the least that each supporter pays, in units, for each end."""
    most, least = bid.pay_hi[:, None], bid.pay_lo[:, None]
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
    return carried(state, lo, hi, low)


def carried(state: State, lo: Money, hi: Money, low: Floats) -> State:
    """Return a run that goes on by itself from other money and prices."""
    return State(lo, hi, state.errors, state.open.copy(), low, list(state.order), [], list(state.tied))


def narrowed_low(low: Floats, part: Floats) -> Floats:
    """Return the lines of prices at parts of the way; where rounding could take one below zero, its lower end."""
    with np.errstate(invalid="ignore"):  # an endless price stays endless
        inner = low[0] + (low[1] - low[0]) * part[:, None] - low.max(axis=0) * 2.0**-50
        result: Floats = np.where((inner >= 0).all(axis=0), inner, low.min(axis=0))
    return result
