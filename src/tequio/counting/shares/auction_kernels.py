"""The rounds of `rounds.py` in compiled loops: the same operations, to the bit.

Arrays are those of `Problem`, `Scale` and `State`; a project's supporters are `ballot[start[p]:start[p + 1]]`.
"""

from typing import Any, NamedTuple

import numpy as np

from tequio.counting.shares.kernels import (
    all_rich,
    compiled,
    gather,
    gather_ends,
    line_below,
    line_of,
    pay_above,
    pay_poor,
    pay_poor_ends,
    pay_rich,
    total,
)

UNDER, OVER = 1 - 2.0**-48, 1 + 2.0**-48
MOST_LIMIT = 2.0**51
DONE, UNCLEAR, PAUSED = 0, 1, 2
LOW, HIGH, PAY_LO, PAY_HI = range(4)  # the lines of a bid
BOUGHT, CONTENDERS, TIES = range(3)  # what `Book.counts` counts


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
    """What a run writes down, and in `counts` how much of it.

    `bid[b]` are the lines of a bid (4 x ends), `bidder[b]` its project, `flat[b]` whether all certainly pay the same.
    """

    order: Any
    bid: Any
    bidder: Any
    flat: Any
    tie_round: Any
    tie_place: Any
    counts: Any


class Desk(NamedTuple):
    """Scratch memory: the money of the largest project's supporters at each end and its sum; lines; projects to ask."""

    rich: Any
    poor: Any
    best: Any
    known: Any
    line: Any
    asked: Any


@compiled
def over(one, other):
    """Say whether a line is above another at every end."""
    for e in range(len(one)):
        if not one[e] > other[e]:
            return False
    return True


@compiled
def height(line):
    return line[0] if len(line) == 1 else line[0] + line[1]


@compiled
def raise_low(purse, place, line, inverse):
    low = purse.low[:, place]
    if height(line) * inverse > height(low):
        for e in range(len(line)):
            low[e] = line[e] * inverse


@compiled
def above(ground, purse, place, rich, middle, best, line):
    """Say, after one pass, whether the price is certainly above `best`; if so, note the better bound."""
    begin, end = ground.start[place], ground.start[place + 1]
    points = ground.points[begin:end]
    limit = 0.0
    for e in range(len(best)):
        line[e] = best[e] * ground.unit[place] * OVER
        if not line[e] < MOST_LIMIT:
            return False
        line[e] = np.floor(line[e]) + 1 if len(points) == 0 else line[e]
        limit += line[e]
    known, cost = line.copy(), ground.cost_lo[place]
    found = line_of(rich, middle, points, end - begin, cost, limit, line)
    if found == -1:
        for e in range(len(best)):
            if total(rich[e], end - begin) >= cost:
                return False
        purse.open[place] = 0
        return True
    if found == 0 or not over(line, known):
        return False
    raise_low(purse, place, line, ground.inverse_lo[place])
    return over(purse.low[:, place], best)


@compiled
def offer(ground, purse, desk, place, best, bid):
    """Fill in a project's bid; return -1 if it made none, 1 if certainly all can pay the same, else 0."""
    begin, end = ground.start[place], ground.start[place + 1]
    who, points = ground.ballot[begin:end], ground.points[begin:end]
    middle = gather_ends(purse.hi, who, desk.rich)
    if above(ground, purse, place, desk.rich, middle, best, desk.line):
        return -1
    for e in range(len(best)):
        known = purse.low[e, place] * ground.unit[place] * UNDER
        desk.known[e] = np.floor(known) if len(points) == 0 else known
    cost = ground.cost_lo[place]
    if not line_below(desk.rich, middle, points, end - begin, cost, desk.known, desk.line):
        purse.open[place] = 0
        return -1
    raise_low(purse, place, desk.line, ground.inverse_lo[place])
    if over(purse.low[:, place], best):
        return -1
    return enclose(ground, purse, desk, place, bid)


@compiled
def enclose(ground, purse, desk, place, bid):
    """Add to the line below the payment one above it; return whether certainly all can pay the same."""
    begin, end = ground.start[place], ground.start[place + 1]
    who, points, sure, flat = ground.ballot[begin:end], ground.points[begin:end], True, True
    for e in range(len(desk.line)):
        gather(purse.lo[e], who, desk.poor)
        upper = pay_above(desk.poor, points, end - begin, ground.cost_hi[place], desk.line[e])
        bid[LOW, e], bid[HIGH, e] = purse.low[e, place], upper * ground.inverse_hi[place]
        bid[PAY_LO, e], bid[PAY_HI, e] = desk.line[e], upper
        sure = sure and upper != -1.0
        flat = flat and sure and all_rich(desk.poor, points, end - begin, upper)
    for e in range(len(desk.line)):
        if flat:
            bid[LOW, e], bid[HIGH, e] = ground.flat_lo[place], ground.flat_hi[place]
        if not sure:
            bid[HIGH, e] = np.inf
    return 1 if flat else 0


@compiled
def next_to_ask(purse, asked, best):
    """Return the project with the lowest known price that is not above `best` at every end; -1 if there is none."""
    place, least, last = -1, np.inf, len(best) - 1
    for p in range(len(asked)):
        if asked[p] < least and (purse.low[0, p] <= best[0] or purse.low[last, p] <= best[last]):
            place, least = p, asked[p]
    return place


@compiled
def auction(ground, purse, book, desk):
    """Ask projects in order of the price they had before; keep the bids that may be the lowest, by place."""
    desk.best[:] = np.inf
    count = 0
    while True:
        place = next_to_ask(purse, desk.asked, desk.best)
        if place < 0:
            break
        desk.asked[place] = np.inf
        flat = offer(ground, purse, desk, place, desk.best, book.bid[count])
        if flat >= 0:
            book.bidder[count], book.flat[count] = place, flat
            if height(book.bid[count, HIGH]) < height(desk.best):
                desk.best[:] = book.bid[count, HIGH]
            count += 1
    book.counts[CONTENDERS] = keep(book, count, desk.best)


@compiled
def keep(book, count, best):
    """Move the bids that may be the lowest to the front, by place; return how many there are."""
    kept, last = 0, len(best) - 1
    for b in range(count):
        if book.bid[b, LOW, 0] <= best[0] or book.bid[b, LOW, last] <= best[last]:
            lines, place, flat = book.bid[b].copy(), book.bidder[b], book.flat[b]
            at = kept
            while at > 0 and book.bidder[at - 1] > place:
                book.bid[at], book.bidder[at] = book.bid[at - 1], book.bidder[at - 1]
                book.flat[at] = book.flat[at - 1]
                at -= 1
            book.bid[at], book.bidder[at], book.flat[at] = lines, place, flat
            kept += 1
    return kept


@compiled
def choose(ground, book):
    """Return which bid certainly wins, -1 where the bounds cannot tell."""
    kept, last = book.counts[CONTENDERS], book.bid.shape[2] - 1
    if kept == 1:
        return 0 if max(book.bid[0, HIGH, 0], book.bid[0, HIGH, last]) < np.inf else -1
    chosen, rank, tied = -1, len(ground.unit) + 1, 0
    for b in range(kept):
        if not book.flat[b]:
            return -1
        place = book.bidder[b]
        if ground.flat_rank[place] < rank:
            chosen, rank, tied = b, ground.flat_rank[place], 1
        elif ground.flat_rank[place] == rank:
            tied += 1
            if ground.tie_rank[place] < ground.tie_rank[book.bidder[chosen]]:
                chosen = b
    if tied == 1:
        return chosen
    if book.counts[TIES] + tied > len(book.tie_round):
        return -1
    for b in range(kept):
        if ground.flat_rank[book.bidder[b]] == rank:
            book.tie_round[book.counts[TIES]] = book.counts[BOUGHT]
            book.tie_place[book.counts[TIES]] = book.bidder[b]
            book.counts[TIES] += 1
    return chosen


@compiled
def buy(ground, purse, book, chosen):
    place, bid = book.bidder[chosen], book.bid[chosen]
    begin, end = ground.start[place], ground.start[place + 1]
    who, points = ground.ballot[begin:end], ground.points[begin:end]
    for e in range(len(purse.hi)):
        pay_rich(purse.hi[e], points, who, bid[PAY_LO, e])
    if bid[PAY_HI, 0] < 0:
        pay_poor(purse.lo[0], ground.points[:0], who, MOST_LIMIT)
    elif len(purse.lo) == 1:
        pay_poor(purse.lo[0], points, who, bid[PAY_HI, 0])
    else:
        pay_poor_ends(purse.lo, points, who, bid[PAY_HI, 0], bid[PAY_HI, 1])
    purse.open[place] = 0
    book.order[book.counts[BOUGHT]] = place
    book.counts[BOUGHT] += 1


@compiled
def advance(ground, purse, book, desk, forced, most):
    """Play rounds as `rounds.advance` does."""
    for _ in range(most):
        for p in range(len(desk.asked)):
            wanted = p == forced if forced >= 0 else purse.open[p] == 1
            desk.asked[p] = height(purse.low[:, p]) if wanted else np.inf
        auction(ground, purse, book, desk)
        if book.counts[CONTENDERS] == 0:
            return DONE
        chosen = 0
        if forced < 0:
            chosen = choose(ground, book)
            if chosen < 0:
                return UNCLEAR
        forced = -1
        buy(ground, purse, book, chosen)
    return PAUSED
