"""The rounds of equal shares over enclosed money, in plain NumPy.

`kernels.py` holds the same in compiled loops: both do the same integer and float operations and so agree to the bit.
Every number here is a bound: docs/guide/counting.md proves what each function promises.
"""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from tequio.counting.shares.problem import Floats, Ints, Marks, Problem, Scale

DONE, UNCLEAR, PAUSED = 0, 1, 2
NEVER = -1  # the supporters cannot pay
STEP_DOWN, STEP_UP = 1 - 2.0**-51, 1 + 2.0**-51  # more than one rounding of a product
STEP_BELOW, STEP_ABOVE = 1 - 2.0**-49, 1 + 2.0**-49  # more than the roundings of a quotient of integers
UNDER, OVER = 1 - 2.0**-48, 1 + 2.0**-48
NEAR, WIDER = 1 + 2.0**-45, 1 + 2.0**-40


@dataclass
class State:
    """A run under way. `lo` and `hi` enclose each ballot's money in units (int64, shape (ballots,)).

    `low[p]` is a price that project p will never again be below. After `advance`, `order`, `pay_lo` and `pay_hi` hold the
    purchases so far with bounds of what one point of support paid, in units; `contenders` those between which
    the bounds cannot choose; `tied` the (round, projects) where the declared order chose.
    """

    lo: Ints
    hi: Ints
    open: Marks
    low: Floats
    order: list[int] = field(default_factory=list)
    pay_lo: list[float] = field(default_factory=list)
    pay_hi: list[float] = field(default_factory=list)
    contenders: list[int] = field(default_factory=list)
    tied: list[tuple[int, list[int]]] = field(default_factory=list)


def begin(problem: Problem, scale: Scale, least: int, most: int) -> State:
    """Give every ballot between `least` and `most` units."""
    ballots = len(problem.ballots)
    lo, hi = np.full(ballots, least, np.int64), np.full(ballots, most, np.int64)
    return State(lo, hi, problem.open.copy(), scale.flat_lo.copy())


def pay_below(money: Ints, points: Ints | None, cost: int, start: float) -> float:
    """Return a payment per point at most the true one, whose own start is at most that too; NEVER if it cannot be paid.

    Newton's steps from below: for whatever set of ballots one takes as too poor, the payment that the others would make
    is never more than the true payment.
    """
    if points is None:
        return whole_below(money, cost, int(start))
    rate = start
    while True:
        poor = money < rate * points
        paid, rest = int(money[poor].sum()), int(points[~poor].sum())
        if rest == 0:
            return NEVER if paid < cost else rate
        step = float(cost - paid) / float(rest) * STEP_BELOW if cost > paid else 0.0
        if step <= rate * NEAR:
            return max(step, rate)
        rate = step


def whole_below(money: Ints, cost: int, start: int) -> int:
    payment, before = start, -1
    while True:
        poor = money < payment
        count = int(np.count_nonzero(poor))
        if count == len(money):
            return NEVER
        if count == before:
            return payment
        payment = max((cost - int(money[poor].sum())) // (len(money) - count), payment)
        before = count


def pay_above(money: Ints, points: Ints | None, cost: int, start: float) -> float:
    """Return a payment per point at least the true one; NEVER if the bounds do not show that it can be paid."""
    if points is None:
        return whole_above(money, cost, int(start))
    rate = start
    for _ in range(64):
        poor = money < rate * points
        paid, rest = int(money[poor].sum()), int(points[~poor].sum())
        if rest == 0:
            return NEVER
        step = float(cost + len(money) + 1 - paid) / float(rest) * STEP_ABOVE
        if step <= rate * NEAR:
            break
        rate = step
    rate = max(step, rate)
    for _ in range(2):
        if int(np.minimum(money, (rate * points * STEP_DOWN).astype(np.int64)).sum()) >= cost:
            return rate
        rate *= WIDER
    return NEVER


def whole_above(money: Ints, cost: int, start: int) -> int:
    payment = start
    while True:
        poor = money < payment
        count = int(np.count_nonzero(poor))
        if count == len(money):
            return NEVER
        needed = -((int(money[poor].sum()) - cost) // (len(money) - count))
        if needed <= payment:
            return payment
        payment = needed


@dataclass
class Bid:
    """A project's price in one round, enclosed; `flat` if certainly every supporter can pay the same."""

    place: int
    pay_lo: float
    pay_hi: float
    low: float
    high: float
    flat: bool


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
            state.contenders = [bid.place for bid in bids]
            return UNCLEAR
        buy(problem, state, bid)
    return PAUSED


def named(problem: Problem, scale: Scale, state: State, place: int) -> list[Bid]:
    """Return the bid of a project that the exact count found payable."""
    bid = offer(problem, scale, state, place, np.inf)
    if bid is None:
        raise AssertionError("the bounds contradict the exact count")
    return [bid]


def auction(problem: Problem, scale: Scale, state: State) -> list[Bid]:
    """Return the bids of which one has the lowest price: projects are asked in order of the price they had before."""
    best, bids, asked = np.inf, list[Bid](), np.where(state.open == 1, state.low, np.inf)
    while len(asked):
        place = int(np.argmin(asked))
        if asked[place] > best or asked[place] == np.inf:
            break
        asked[place] = np.inf
        bid = offer(problem, scale, state, place, best)
        if bid is not None:
            bids.append(bid)
            best = min(best, bid.high)
    return sorted((bid for bid in bids if bid.low <= best), key=lambda bid: bid.place)


def offer(problem: Problem, scale: Scale, state: State, place: int, best: float) -> Bid | None:
    """Return a project's bid; None if its price is certainly above `best`, or it can certainly not be paid."""
    who, points = problem.supporters.of(place), problem.supporters.points_of(place)
    rich, cost = state.hi[who], int(scale.cost_lo[place])
    if best < np.inf and above(problem, scale, state, place, best):
        return None
    known = state.low[place] * scale.unit[place] * UNDER
    payment = pay_below(rich, points, cost, float(int(known)) if points is None else known)
    if payment == NEVER:
        state.open[place] = 0
        return None
    low = payment * scale.inverse_lo[place]
    state.low[place] = max(state.low[place], low)
    if state.low[place] > best:
        return None
    return enclosed(problem, scale, state, place, payment)


def above(problem: Problem, scale: Scale, state: State, place: int, best: float) -> bool:
    """Say, after one pass, whether the price is certainly above `best`; if so, note the better bound."""
    points, cost = problem.supporters.points_of(place), int(scale.cost_lo[place])
    rich = state.hi[problem.supporters.of(place)]
    limit = best * scale.unit[place] * OVER
    if limit >= 2.0**51:
        return False
    limit = float(int(limit) + 1) if points is None else limit
    poor = rich < (limit if points is None else limit * points)
    paid = int(rich[poor].sum())
    rest = len(rich) - int(np.count_nonzero(poor)) if points is None else int(points[~poor].sum())
    if rest == 0:
        if paid < cost:
            state.open[place] = 0
        return paid < cost
    step = float(cost - paid) / float(rest) * STEP_BELOW if cost > paid else 0.0
    if step <= limit:
        return False
    state.low[place] = max(state.low[place], step * scale.inverse_lo[place])
    return bool(state.low[place] > best)


def enclosed(problem: Problem, scale: Scale, state: State, place: int, payment: float) -> Bid:
    who, points = problem.supporters.of(place), problem.supporters.points_of(place)
    poor, cost = state.lo[who], int(scale.cost_hi[place])
    upper = pay_above(poor, points, cost, payment)
    if upper == NEVER:
        return Bid(place, payment, NEVER, float(state.low[place]), np.inf, flat=False)
    if (poor >= (upper if points is None else upper * points * STEP_UP)).all():
        return Bid(place, payment, upper, float(scale.flat_lo[place]), float(scale.flat_hi[place]), flat=True)
    return Bid(
        place, payment, upper, float(state.low[place]), float(upper * scale.inverse_hi[place]), flat=False
    )


def choose(problem: Problem, state: State, bids: list[Bid]) -> Bid | None:
    """Return the bid that certainly wins; None where the bounds cannot tell."""
    if len(bids) == 1:
        return bids[0] if bids[0].high < np.inf else None
    if not all(bid.flat for bid in bids):
        return None
    least = min(int(problem.flat_rank[bid.place]) for bid in bids)
    equal = [bid for bid in bids if problem.flat_rank[bid.place] == least]
    equal.sort(key=lambda bid: int(problem.tie_rank[bid.place]))
    if len(equal) > 1:
        state.tied.append((len(state.order), [bid.place for bid in equal]))
    return equal[0]


def buy(problem: Problem, state: State, bid: Bid) -> None:
    """Let the supporters pay: the poorest account the most it can be, the richest the least."""
    who, points = problem.supporters.of(bid.place), problem.supporters.points_of(bid.place)
    most, least = payments(bid, points)
    state.lo[who] = 0 if most is None else np.maximum(state.lo[who] - most, 0)
    state.hi[who] = np.maximum(state.hi[who] - least, 0)
    state.open[bid.place] = 0
    state.order.append(bid.place)
    state.pay_lo.append(bid.pay_lo)
    state.pay_hi.append(bid.pay_hi)


def payments(
    bid: Bid, points: Ints | None
) -> tuple[npt.NDArray[np.int64] | int | None, npt.NDArray[np.int64] | int]:
    """Return the most and the least that a supporter pays, in units; None for all it has."""
    if points is None:
        return None if bid.pay_hi == NEVER else int(bid.pay_hi), int(bid.pay_lo)
    least = (bid.pay_lo * points * STEP_DOWN).astype(np.int64)
    return None if bid.pay_hi == NEVER else (bid.pay_hi * points * STEP_UP).astype(np.int64) + 1, least
