"""Proven bounds of what a project's supporters pay, at one share or at both ends of a range of shares, in plain NumPy.

Money comes as rows, one for each end. What is called a line is one value for each end: between the ends it is the straight
line that joins them. docs/guide/counting.md proves what each function promises.
"""

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from tequio.counting.shares.problem import Floats, Ints, Money

NEVER = -1  # the supporters cannot pay
STEP_DOWN, STEP_UP = 1 - 2.0**-51, 1 + 2.0**-51  # more than one rounding of a product
STEP_BELOW, STEP_ABOVE = 1 - 2.0**-49, 1 + 2.0**-49  # more than the roundings of a quotient of integers
UNDER, OVER = 1 - 2.0**-48, 1 + 2.0**-48
NEAR, WIDER = 1 + 2.0**-45, 1 + 2.0**-40
MOST_LIMIT = 2.0**51  # above it no float is asked how much money lies below it
CLOSE, SOME = 12, 64  # a payment is looked for up to 2^-12 of it and some units above its lower bound

Poor = npt.NDArray[np.bool_]


def poor_below(money: Ints | Money, points: Ints | None, limit: float) -> Poor:
    """Say which ballots have less than `limit` for each of their points."""
    result: Poor = money < (limit if points is None else limit * points)
    return result


def weight_of(points: Ints | None, who: Poor) -> int:
    return int(np.count_nonzero(who)) if points is None else int(points[who].sum())


def pay_below(money: Ints | Money, points: Ints | None, cost: int, start: float) -> float:
    """Return a payment per point at most the true one, whose own start is at most that too; NEVER if it cannot be paid.

    Newton's steps from below: for whatever set of ballots one takes as too poor, the payment that the others would make
    is never more than the true payment.
    """
    if points is None:
        return whole_below(money, cost, int(start))
    rate = start
    while True:
        poor = poor_below(money, points, rate)
        paid, rest = int(money[poor].sum()), weight_of(points, ~poor)
        if rest == 0:
            return NEVER if paid < cost else rate
        step = float(cost - paid) / float(rest) * STEP_BELOW if cost > paid else 0.0
        if step <= rate * NEAR:
            return max(step, rate)
        rate = step


def whole_below(money: Ints | Money, cost: int, start: int) -> int:
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


def pay_above(money: Ints | Money, points: Ints | None, cost: int, start: float) -> float:
    """Return a payment per point at least the true one; NEVER if the bounds do not show that it can be paid."""
    if points is None:
        return whole_above(money, cost, int(start))
    rate = step = start
    for _ in range(64):
        poor = poor_below(money, points, rate)
        paid, rest = int(money[poor].sum()), weight_of(points, ~poor)
        if rest == 0:
            return NEVER
        step = float(cost + len(money) + 1 - paid) / float(rest) * STEP_ABOVE
        if step <= rate * NEAR:
            break
        rate = step
    rate = max(step, rate)
    for _ in range(2):
        if (
            int(np.minimum(money, np.minimum(rate * points * STEP_DOWN, MOST_LIMIT).astype(np.int64)).sum())
            >= cost
        ):
            return rate
        rate *= WIDER
    return NEVER


def whole_above(money: Ints | Money, cost: int, start: int) -> int:
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


def pay_within(
    rich: Money, cost: int, least: int, error: int, owed: Callable[[Poor], int]
) -> tuple[int, bool]:
    """Return a payment at least the true one and whether certainly all can make it; NEVER if the bounds cannot tell.

    `rich` is what ballots have at most: each has up to `error` less, those of a set together up to `owed` less, and who
    has nothing there has nothing. `least` is a payment at most the true one.
    """
    reach = least + (least >> CLOSE) + error + SOME
    near = rich < reach
    sure = len(rich) - int(np.count_nonzero(near))
    if sure == 0:
        return NEVER, False
    missing = cost + owed(near & (rich > 0)) - int(np.minimum(rich, least).sum())
    payment = least + max(-(-missing // sure), 0)
    return (payment, sure == len(rich)) if payment + error <= reach else (NEVER, False)


def line_below(rich: Money, points: Ints | None, cost: int, known: Floats) -> Floats | None:
    """Return a line that the payment is nowhere below, no lower than `known`, itself one; None if it cannot be paid."""
    ends = len(rich)
    middle = rich.sum(axis=0)
    total = pay_below(middle, points, ends * cost, float(known.sum()))
    if ends == 1:
        return None if total == NEVER else np.array([float(total)])
    if total == NEVER:
        return None if (rich.sum(axis=1) < cost).all() else known
    line = line_of(rich, points, cost, poor_below(middle, points, total))
    return known if line is None or line.sum() <= known.sum() else line


def line_of(rich: Money, points: Ints | None, cost: int, poor: Poor) -> Floats | None:
    """Return the line of the payment if some ballots give all they have; None if it says nothing.

    A line that goes below zero is left out too: its products would be rounded the wrong way.
    """
    rest = weight_of(points, ~poor)
    missing = [cost - int(row[poor].sum()) for row in rich]
    if rest == 0 or min(missing) <= 0:
        return None
    if points is None:
        return np.array([float(amount // rest) for amount in missing])
    return np.array([float(amount) / float(rest) * STEP_BELOW for amount in missing])
