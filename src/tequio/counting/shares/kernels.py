"""The rounds of equal shares in compiled loops: the same operations as `rounds.py`, to the bit.

Numba keeps what it compiled (see `tequio.counting.compiled`). Arrays are those of `Problem`, `Scale` and `State`; a
project's supporters are `ballot[start[p]:start[p + 1]]`. `points` is empty where supporters have none. NEVER is -1.
"""

from typing import Any, NamedTuple

import numpy as np
from numba import njit

STEP_DOWN, STEP_UP = 1 - 2.0**-51, 1 + 2.0**-51
STEP_BELOW, STEP_ABOVE = 1 - 2.0**-49, 1 + 2.0**-49
UNDER, OVER = 1 - 2.0**-48, 1 + 2.0**-48
NEAR, WIDER = 1 + 2.0**-45, 1 + 2.0**-40
DONE, UNCLEAR, PAUSED = 0, 1, 2
PLACE, LOW, HIGH, PAY_LO, PAY_HI, FLAT = range(6)  # the columns of a bid
BOUGHT, CONTENDERS, TIES = range(3)  # what `Book.counts` counts

compiled = njit(cache=True, nogil=True, boundscheck=False, error_model="numpy")


class Ground(NamedTuple):
    """What stays the same during a run: `Problem` and `Scale`."""

    start: Any
    ballot: Any
    points: Any
    cost_lo: Any
    cost_hi: Any
    unit: Any
    inverse_lo: Any
    inverse_hi: Any
    flat_lo: Any
    flat_hi: Any
    flat_rank: Any
    tie_rank: Any


class Purse(NamedTuple):
    """What changes: `State` before its lists."""

    lo: Any
    hi: Any
    open: Any
    low: Any


class Book(NamedTuple):
    """What a run writes down, and in `counts` how much of it."""

    order: Any
    pay_lo: Any
    pay_hi: Any
    contenders: Any
    tie_round: Any
    tie_place: Any
    counts: Any


@compiled
def gather(money, who, into):
    for j in range(len(who)):
        into[j] = money[np.uint64(who[j])]  # unsigned: no question whether it counts from the end


@compiled
def poor_of(money, count, payment):
    """Return what ballots with less than a payment have together, and how many they are."""
    paid, poor = 0, 0
    for j in range(count):
        less = money[j] < payment
        paid += money[j] if less else 0
        poor += 1 if less else 0
    return paid, poor


@compiled
def poor_of_points(money, points, begin, count, rate):
    """Return what ballots with less than `rate` per point have together, and the points of the others."""
    paid, rest = 0, 0
    for j in range(count):
        if money[j] < rate * points[begin + j]:
            paid += money[j]
        else:
            rest += points[begin + j]
    return paid, rest


@compiled
def whole_below(money, count, cost, payment):
    before = -1
    while True:
        paid, poor = poor_of(money, count, payment)
        if poor == count:
            return -1
        if poor == before:
            return payment
        payment = max((cost - paid) // (count - poor), payment)
        before = poor


@compiled
def whole_above(money, count, cost, payment):
    while True:
        paid, poor = poor_of(money, count, payment)
        if poor == count:
            return -1
        needed = -((paid - cost) // (count - poor))
        if needed <= payment:
            return payment
        payment = needed


@compiled
def rate_below(money, points, begin, count, cost, rate):
    while True:
        paid, rest = poor_of_points(money, points, begin, count, rate)
        if rest == 0:
            return -1.0 if paid < cost else rate
        step = float(cost - paid) / float(rest) * STEP_BELOW if cost > paid else 0.0
        if step <= rate * NEAR:
            return max(step, rate)
        rate = step


@compiled
def rate_above(money, points, begin, count, cost, rate):
    step = rate
    for _ in range(64):
        paid, rest = poor_of_points(money, points, begin, count, rate)
        if rest == 0:
            return -1.0
        step = float(cost + count + 1 - paid) / float(rest) * STEP_ABOVE
        if step <= rate * NEAR:
            break
        rate = step
    rate = max(step, rate)
    for _ in range(2):
        total = 0
        for j in range(count):
            total += min(money[j], np.int64(rate * points[begin + j] * STEP_DOWN))
        if total >= cost:
            return rate
        rate *= WIDER
    return -1.0


@compiled
def all_rich(money, points, begin, count, payment):
    if len(points) == 0:
        for j in range(count):
            if money[j] < payment:
                return False
        return True
    for j in range(count):
        if money[j] < payment * points[begin + j] * STEP_UP:
            return False
    return True


@compiled
def above(money, points, begin, count, cost, best, unit, inverse_lo):
    """Return a bound of the price after one pass: above `best`, infinite if it cannot be paid, -1 if it says nothing."""
    limit = best * unit * OVER
    if limit >= 2.0**51:
        return -1.0
    if len(points) == 0:
        limit = float(np.int64(limit) + 1)
        paid, poor = poor_of(money, count, np.int64(limit))
        rest = count - poor
    else:
        paid, rest = poor_of_points(money, points, begin, count, limit)
    if rest == 0:
        return np.inf if paid < cost else -1.0
    step = float(cost - paid) / float(rest) * STEP_BELOW if cost > paid else 0.0
    if step <= limit:
        return -1.0
    low = step * inverse_lo
    return low if low > best else -1.0


@compiled
def pay_whole(money, who, payment):
    for j in range(len(who)):
        ballot = np.uint64(who[j])
        rest = money[ballot] - payment
        money[ballot] = rest if rest > 0 else 0  # noqa: FURB136 - max() costs twice the time here


@compiled
def pay(money, points, who, payment, up):
    """Take a payment for each point from each supporter, rounded up or down; a negative one takes all."""
    for j in range(len(who)):
        ballot = np.uint64(who[j])
        if payment < 0:
            money[ballot] = 0
            continue
        if up:
            rest = money[ballot] - np.int64(payment * points[j] * STEP_UP) - 1
        else:
            rest = money[ballot] - np.int64(payment * points[j] * STEP_DOWN)
        money[ballot] = max(rest, 0)


@compiled
def offer(ground, purse, place, best, bid, rich, poor):
    """Fill in a project's bid; say whether it made one."""
    begin, end = ground.start[place], ground.start[place + 1]
    count, cost = end - begin, ground.cost_lo[place]
    gather(purse.hi, ground.ballot[begin:end], rich)
    if best < np.inf:
        unit, inverse = ground.unit[place], ground.inverse_lo[place]
        bound = above(rich, ground.points, begin, count, cost, best, unit, inverse)
        if bound == np.inf:
            purse.open[place] = 0
            return False
        if bound > 0:
            purse.low[place] = max(purse.low[place], bound)
            return False
    known = purse.low[place] * ground.unit[place] * UNDER
    if len(ground.points) == 0:
        payment = float(whole_below(rich, count, cost, np.int64(known)))
    else:
        payment = rate_below(rich, ground.points, begin, count, cost, known)
    if payment == -1.0:
        purse.open[place] = 0
        return False
    purse.low[place] = max(purse.low[place], payment * ground.inverse_lo[place])
    if purse.low[place] > best:
        return False
    gather(purse.lo, ground.ballot[begin:end], poor)
    enclose(ground, purse, place, payment, bid, poor)
    return True


@compiled
def enclose(ground, purse, place, payment, bid, poor):
    begin = ground.start[place]
    count = ground.start[place + 1] - begin
    if len(ground.points) == 0:
        upper = float(whole_above(poor, count, ground.cost_hi[place], np.int64(payment)))
    else:
        upper = rate_above(poor, ground.points, begin, count, ground.cost_hi[place], payment)
    bid[PLACE], bid[PAY_LO], bid[PAY_HI] = place, payment, upper
    bid[LOW], bid[HIGH], bid[FLAT] = purse.low[place], np.inf, 0.0
    if upper == -1.0:
        return
    bid[HIGH] = upper * ground.inverse_hi[place]
    if all_rich(poor, ground.points, begin, count, upper):
        bid[LOW], bid[HIGH], bid[FLAT] = ground.flat_lo[place], ground.flat_hi[place], 1.0


@compiled
def auction(ground, purse, asked, bids, rich, poor):
    """Ask projects in order of the price they had before; return how many bid, and the best certain price."""
    best, count = np.inf, 0
    while True:
        place, least = -1, np.inf
        for p in range(len(asked)):
            if asked[p] < least:
                place, least = p, asked[p]
        if place < 0 or least > best:
            return count, best
        asked[place] = np.inf
        if offer(ground, purse, place, best, bids[count], rich, poor):
            best = min(best, bids[count, HIGH])
            count += 1


@compiled
def keep(book, bids, count, best):
    """Move the bids that may be the lowest to the front, by place, and note them; return how many there are."""
    kept = 0
    for b in range(count):
        if bids[b, LOW] <= best:
            bids[kept] = bids[b]
            kept += 1
    order = np.argsort(bids[:kept, PLACE])
    bids[:kept] = bids[:kept][order]
    for b in range(kept):
        book.contenders[b] = np.int64(bids[b, PLACE])
    book.counts[CONTENDERS] = kept
    return kept


@compiled
def choose(ground, book, bids, kept):
    """Return which bid certainly wins, -1 where the bounds cannot tell."""
    if kept == 1:
        return 0 if bids[0, HIGH] < np.inf else -1
    chosen, rank, tied = -1, len(ground.unit) + 1, 0
    for b in range(kept):
        if bids[b, FLAT] == 0.0:
            return -1
        place = book.contenders[b]
        if ground.flat_rank[place] < rank:
            chosen, rank, tied = b, ground.flat_rank[place], 1
        elif ground.flat_rank[place] == rank:
            tied += 1
            if ground.tie_rank[place] < ground.tie_rank[book.contenders[chosen]]:
                chosen = b
    if tied == 1:
        return chosen
    if book.counts[TIES] + tied > len(book.tie_round):
        return -1
    for b in range(kept):
        if ground.flat_rank[book.contenders[b]] == rank:
            book.tie_round[book.counts[TIES]] = book.counts[BOUGHT]
            book.tie_place[book.counts[TIES]] = book.contenders[b]
            book.counts[TIES] += 1
    return chosen


@compiled
def buy(ground, purse, book, bid):
    place = np.int64(bid[PLACE])
    begin, end = ground.start[place], ground.start[place + 1]
    who = ground.ballot[begin:end]
    if len(ground.points) == 0:
        pay_whole(purse.lo, who, np.int64(bid[PAY_HI]) if bid[PAY_HI] >= 0 else np.int64(1) << 62)
        pay_whole(purse.hi, who, np.int64(bid[PAY_LO]))
    else:
        pay(purse.lo, ground.points[begin:end], who, bid[PAY_HI], True)
        pay(purse.hi, ground.points[begin:end], who, bid[PAY_LO], False)
    purse.open[place] = 0
    number = book.counts[BOUGHT]
    book.order[number], book.pay_lo[number], book.pay_hi[number] = place, bid[PAY_LO], bid[PAY_HI]
    book.counts[BOUGHT] += 1


@compiled
def advance(ground, purse, book, forced, most, rich, poor):
    """Play rounds as `rounds.advance` does. `rich` and `poor` are scratch for the largest project's supporters."""
    projects = len(ground.unit)
    asked, bids = np.empty(projects, np.float64), np.empty((projects + 1, 6), np.float64)
    for _ in range(most):
        for p in range(projects):
            wanted = p == forced if forced >= 0 else purse.open[p] == 1
            asked[p] = purse.low[p] if wanted else np.inf
        count, best = auction(ground, purse, asked, bids, rich, poor)
        if count == 0:
            return DONE
        chosen = 0
        if forced < 0:
            chosen = choose(ground, book, bids, keep(book, bids, count, best))
            if chosen < 0:
                return UNCLEAR
        forced = -1
        buy(ground, purse, book, bids[chosen])
    return PAUSED
