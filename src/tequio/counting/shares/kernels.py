"""The bounds of `bounds.py` and the payments of `rounds.py` in compiled loops: the same operations, to the bit.

Numba keeps what it compiled (see `tequio.counting.warm`). `points` is empty where supporters have none. NEVER is -1.
"""

from typing import Any, NamedTuple

import numpy as np
from numba import njit

STEP_DOWN, STEP_UP = 1 - 2.0**-51, 1 + 2.0**-51
STEP_BELOW, STEP_ABOVE = 1 - 2.0**-49, 1 + 2.0**-49
NEAR, WIDER = 1 + 2.0**-45, 1 + 2.0**-40
MOST_LIMIT = 2.0**51
BUNDLE = 256
MOST_WHOLE = 2**31 - 1  # more than the money of a ballot at both ends together

# None of these makes an array, and views that one gives another end before the arrays do, which the caller keeps: so Numba
# need not count references to them, in atomic steps that took a fifth of a run.
options: dict[str, Any] = {"nogil": True, "boundscheck": False, "error_model": "numpy", "_nrt": False}
compiled = njit(cache=True, **options)


class Backers(NamedTuple):
    """A project's supporters: their ballots, their points (empty where all are 1), and how many voters they are.

    The last ballots stand for several voters each, for `many[j]`; those before for one.
    """

    who: Any
    points: Any
    many: Any
    votes: Any


@compiled
def copy(line, into):
    for e in range(len(line)):
        into[e] = line[e]


@compiled
def gather(money, who, into):
    for j in range(len(who)):
        into[j] = money[np.uint64(who[j])]  # unsigned: no question whether it counts from the end


@compiled
def gather_ends(money, who, into):
    """Gather what ballots have at each end, and in the last row their sum, which with one end is that end's."""
    gather(money[0], who, into[0])
    if len(money) == 1:
        return
    gather(money[1], who, into[1])
    for j in range(len(who)):
        into[2, j] = into[0, j] + into[1, j]


@compiled
def total(money, backers):
    """Return what supporters have together."""
    found, many, ones = np.int64(0), backers.many, len(backers.who) - len(backers.many)
    for j in range(ones):
        found += money[j]
    for j in range(len(many)):
        found += np.int64(money[ones + j]) * many[j]
    return found


@compiled
def poor_of(money, backers, payment):
    """Return what voters with less than a payment have together, and how many they are."""
    paid, poor, limit = np.int64(0), np.uint32(0), np.int32(min(payment, MOST_WHOLE))
    many, ones = backers.many, np.uint64(len(backers.who) - len(backers.many))
    for j in range(ones):
        paid += np.int64(min(money[j], limit))
        poor = np.uint32(poor + np.uint32(money[j] < limit))  # else Numba counts in 64 bits
    for j in range(len(many)):
        has, voters = money[ones + np.uint64(j)], many[j]
        paid += np.int64(min(has, limit)) * np.int64(voters)
        poor = np.uint32(poor + np.uint32(voters if has < limit else np.int32(0)))
    return paid - np.int64(limit) * (backers.votes - np.int64(poor)), np.int64(poor)


@compiled
def poor_of_points(money, points, count, rate):
    """Return what ballots with less than `rate` per point have together, and the points of the others."""
    paid, rest = 0, 0
    for j in range(count):
        if money[j] < rate * points[j]:
            paid += money[j]
        else:
            rest += points[j]
    return paid, rest


@compiled
def part_of_poor(part, money, points, count, limit):
    """Return what ballots whose `money` is below a limit have of a part of it."""
    paid = 0
    if len(points) == 0:
        payment = np.int64(limit)
        for j in range(count):
            paid += part[j] if money[j] < payment else 0
        return paid
    for j in range(count):
        if money[j] < limit * points[j]:
            paid += part[j]
    return paid


@compiled
def whole_below(money, backers, cost, payment):
    before = -1
    while True:
        paid, poor = poor_of(money, backers, payment)
        if poor == backers.votes:
            return -1
        if poor == before:
            return payment
        payment = max((cost - paid) // (backers.votes - poor), payment)
        before = poor


@compiled
def whole_above(money, backers, cost, payment):
    while True:
        paid, poor = poor_of(money, backers, payment)
        if poor == backers.votes:
            return -1
        needed = -((paid - cost) // (backers.votes - poor))
        if needed <= payment:
            return payment
        payment = needed


@compiled
def rate_below(money, points, count, cost, rate):
    while True:
        paid, rest = poor_of_points(money, points, count, rate)
        if rest == 0:
            return -1.0 if paid < cost else rate
        step = float(cost - paid) / float(rest) * STEP_BELOW if cost > paid else 0.0
        if step <= rate * NEAR:
            return max(step, rate)
        rate = step


@compiled
def rate_above(money, points, count, cost, rate):
    step = rate
    for _ in range(64):
        paid, rest = poor_of_points(money, points, count, rate)
        if rest == 0:
            return -1.0
        step = float(cost + count + 1 - paid) / float(rest) * STEP_ABOVE
        if step <= rate * NEAR:
            break
        rate = step
    rate = max(step, rate)
    for _ in range(2):
        paid = 0
        for j in range(count):
            paid += min(money[j], np.int64(min(rate * points[j] * STEP_DOWN, MOST_LIMIT)))
        if paid >= cost:
            return rate
        rate *= WIDER
    return -1.0


@compiled
def pay_below(money, backers, cost, start):
    if len(backers.points) == 0:
        return float(whole_below(money, backers, cost, np.int64(start)))
    return rate_below(money, backers.points, len(backers.who), cost, start)


@compiled
def pay_above(money, backers, cost, start):
    if len(backers.points) == 0:
        return float(whole_above(money, backers, cost, np.int64(start)))
    return rate_above(money, backers.points, len(backers.who), cost, start)


@compiled
def near_of(rich, backers, least, reach):
    """Return the payments of voters up to `least` together, how many have less than `reach`, and how many nothing."""
    paid, near, empty, none = np.int64(0), np.uint32(0), np.uint32(0), np.int32(0)
    payment, limit = np.int32(least), np.int32(min(reach, MOST_WHOLE))
    many, ones = backers.many, np.uint64(len(backers.who) - len(backers.many))
    for j in range(ones):
        paid += np.int64(min(rich[j], payment))
        near = np.uint32(near + np.uint32(rich[j] < limit))
        empty = np.uint32(empty + np.uint32(rich[j] == 0))
    for j in range(len(many)):
        has, voters = rich[ones + np.uint64(j)], many[j]
        paid += np.int64(min(has, payment)) * np.int64(voters)
        near = np.uint32(near + np.uint32(voters if has < limit else none))
        empty = np.uint32(empty + np.uint32(voters if has == 0 else none))
    return paid, np.int64(near), np.int64(empty)


@compiled
def common(backers, start, choice, row):
    """Count in a row how many of some voters chose each project."""
    ones = len(backers.who) - len(backers.many)
    for j in range(len(backers.who)):
        ballot, voters = np.uint64(backers.who[j]), np.int32(1) if j < ones else backers.many[j - ones]
        for c in range(np.uint64(start[ballot]), np.uint64(start[ballot + np.uint64(1)])):
            row[choice[c]] += voters


@compiled
def errors_near(rich, who, start, choice, errors, reach, near):
    """Return what ballots with money below `reach` have too much at most, together, for what they bought; uses `near`.

    They are listed first, and the list is taken in bundles whose first choices are all touched before they are added up: so
    the looks into far memory go side by side, where each would wait for the one before.
    """
    found, owed = 0, 0
    for j in range(len(who)):
        near[np.uint64(found)] = who[j]
        found += 0 < rich[j] < reach
    for bundle in range(0, found, BUNDLE):
        last, touched = min(bundle + BUNDLE, found), 0
        for j in range(bundle, last):
            touched += choice[np.uint64(start[np.uint64(near[j])])]
        near[found] = touched  # else the compiler leaves the touching out
        for j in range(bundle, last):
            ballot = np.uint64(near[j])
            for c in range(np.uint64(start[ballot]), np.uint64(start[ballot + np.uint64(1)])):
                owed += errors[choice[c]]
    return owed


@compiled
def errors_among(row, errors, near):
    """Return the same, at most, for so many ballots, where `row` says how many bought each project."""
    owed = 0
    for p in range(len(row)):
        if errors[p] > 0:
            owed += errors[p] * min(np.int64(row[p]), near)
    return owed


@compiled
def line_of(rich, middle, backers, cost, limit, line):
    """Fill in the line of the payment if voters below a limit give all they have.

    Return 1 if it is one, 0 if it says nothing, -1 if all voters are below the limit. With two ends, ballots must be single.
    """
    points, count = backers.points, len(backers.who)
    if len(points) == 0:
        paid, poor = poor_of(middle, backers, np.int64(limit))
        rest = backers.votes - poor
    else:
        paid, rest = poor_of_points(middle, points, count, limit)
    if rest == 0:
        return -1
    first = paid if len(line) == 1 else part_of_poor(rich[0], middle, points, count, limit)
    for e in range(len(line)):
        missing = cost - (first if e == 0 else paid - first)
        if missing <= 0:
            return 0
        line[e] = float(missing // rest) if len(points) == 0 else float(missing) / float(rest) * STEP_BELOW
    return 1


@compiled
def line_below(rich, middle, backers, cost, known, line):
    """Fill in a line that the payment is nowhere below; say whether it can be paid at all."""
    ends = len(line)
    start = known[0] if ends == 1 else known[0] + known[1]
    found = pay_below(middle, backers, ends * cost, start)
    if ends == 1:
        line[0] = found
        return found != -1.0
    if found == -1.0:
        copy(known, line)
        return total(rich[0], backers) >= cost or total(rich[1], backers) >= cost
    if line_of(rich, middle, backers, cost, found, line) != 1 or line[0] + line[1] <= start:
        copy(known, line)
    return True


@compiled
def all_rich(money, points, count, payment):
    if len(points) == 0:
        for j in range(count):
            if money[j] < payment:
                return False
        return True
    for j in range(count):
        if money[j] < payment * points[j] * STEP_UP:
            return False
    return True


@compiled
def least_of(payment, points, j):
    """Return the least that a supporter pays of what all others pay per point."""
    return np.int64(min(payment * points[j] * STEP_DOWN, MOST_LIMIT))


@compiled
def most_of(payment, points, j):
    return np.int64(min(payment * points[j] * STEP_UP, MOST_LIMIT)) + 1


@compiled
def pay_whole(money, who, payment):
    """Take a payment from each supporter, down to nothing."""
    for j in range(len(who)):
        ballot = np.uint64(who[j])
        rest = money[ballot] - payment
        money[ballot] = rest if rest > 0 else 0  # noqa: FURB136 - max() costs twice the time here


@compiled
def pay_rich(money, points, who, payment):
    """Take the least that it can be from each supporter, down to nothing."""
    if len(points) == 0:
        pay_whole(money, who, np.int64(payment))
        return
    for j in range(len(who)):
        ballot = np.uint64(who[j])
        money[ballot] = max(money[ballot] - least_of(payment, points, j), 0)


@compiled
def pay_poor(money, points, who, payment):
    """Take the most that it can be from each supporter, down to nothing."""
    if len(points) == 0:
        pay_whole(money, who, np.int64(payment))
        return
    for j in range(len(who)):
        ballot = np.uint64(who[j])
        money[ballot] = max(money[ballot] - most_of(payment, points, j), 0)


@compiled
def pay_poor_ends(money, points, who, first, last):
    """Take the most from each supporter at both ends; what is left goes on as a line unless zero says more."""
    lower, upper = money[0], money[1]
    one, two = np.int64(first), np.int64(last)
    for j in range(len(who)):
        ballot = np.uint64(who[j])
        if len(points) > 0:
            one, two = most_of(first, points, j), most_of(last, points, j)
        left, right = lower[ballot] - one, upper[ballot] - two
        more = left + right > 0
        lower[ballot] = left if more else 0
        upper[ballot] = right if more else 0


@compiled
def narrow_lo(lo, part, into):
    """Fill in the least money at parts of the way between two ends, as `rounds.narrowed` does."""
    first, last = lo[0], lo[1]
    if len(part) == 1:
        for i in range(len(first)):
            at = np.int64(float(first[i]) + float(last[i] - first[i]) * part[0]) - 2
            into[0, i] = max(at, 0)
        return
    one, two = into[0], into[1]
    for i in range(len(first)):
        begin, way = float(first[i]), float(last[i] - first[i])
        left, right = np.int64(begin + way * part[0]) - 2, np.int64(begin + way * part[1]) - 2
        more = left + right > 0
        one[i] = left if more else 0
        two[i] = right if more else 0


@compiled
def narrow_hi(first, last, part, into):
    for i in range(len(first)):
        into[i] = np.int64(float(first[i]) + float(last[i] - first[i]) * part) + 2
