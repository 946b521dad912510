"""The rounds of `rounds.py` in compiled loops: the same operations, to the bit.

Arrays are those of `Problem`, `Scale` and `State`; a project's supporters are `ballot[start[p]:start[p + 1]]`.
"""

import numpy as np

from tequio.counting.shares.arrays import BOUGHT, CONTENDERS, HIGH, LOW, PAY_HI, PAY_LO, TIES
from tequio.counting.shares.kernels import (
    Backers,
    all_rich,
    common,
    compiled,
    copy,
    errors_among,
    errors_near,
    gather,
    gather_ends,
    line_below,
    line_of,
    near_of,
    pay_above,
    pay_poor,
    pay_poor_ends,
    pay_rich,
    total,
)

UNDER, OVER = 1 - 2.0**-48, 1 + 2.0**-48
MOST_LIMIT = 2.0**51
CLOSE, SOME = 12, 64
DONE, UNCLEAR, PAUSED = 0, 1, 2


@compiled
def backers_of(ground, place):
    begin, end = ground.start[place], ground.start[place + 1]
    many = ground.many[begin + ground.ones[place] : end]
    return Backers(ground.ballot[begin:end], ground.points[begin:end], many, ground.votes[place])


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
def low_height(low, place):
    """Return the height of a project's line of prices. No slice is made: Numba would count references to it."""
    return low[0, place] if len(low) == 1 else low[0, place] + low[1, place]


@compiled
def low_over(low, place, best):
    """Say whether a project's line of prices is above another at every end."""
    return low[0, place] > best[0] and low[len(best) - 1, place] > best[len(best) - 1]


@compiled
def raise_low(low, place, line, inverse):
    if height(line) * inverse > low_height(low, place):
        for e in range(len(line)):
            low[e, place] = line[e] * inverse


@compiled
def above(ground, purse, desk, place, backers, rich, best):
    """Say, after one pass, whether the price is certainly above `best`; if so, note the better bound."""
    whole, line, limit = len(backers.points) == 0, desk.line, 0.0
    for e in range(len(best)):
        line[e] = best[e] * ground.unit[place] * OVER
        if not line[e] < MOST_LIMIT:
            return False
        line[e] = np.floor(line[e]) + 1 if whole else line[e]
        limit += line[e]
    copy(line, desk.known)
    cost = ground.cost_lo[place]
    found = line_of(rich, rich[len(rich) - 1], backers, cost, limit, line)
    if found == -1:
        for e in range(len(best)):
            if total(rich[e], backers) >= cost:
                return False
        purse.open[place] = 0
        return True
    if found == 0 or not over(line, desk.known):
        return False
    raise_low(purse.low, place, line, ground.inverse_lo[place])
    return low_over(purse.low, place, best)


@compiled
def offer(ground, purse, desk, place, best, rich):
    """Fill in the line below a project's payment, and its supporters' money; say whether it may be payable and not above `best`."""
    backers = backers_of(ground, place)
    gather_ends(purse.hi, backers.who, rich)
    if above(ground, purse, desk, place, backers, rich, best):
        return False
    for e in range(len(best)):
        known = purse.low[e, place] * ground.unit[place] * UNDER
        desk.known[e] = np.floor(known) if len(backers.points) == 0 else known
    cost = ground.cost_lo[place]
    if not line_below(rich, rich[len(rich) - 1], backers, cost, desk.known, desk.line):
        purse.open[place] = 0
        return False
    raise_low(purse.low, place, desk.line, ground.inverse_lo[place])
    return not low_over(purse.low, place, best)


@compiled
def enclose(ground, purse, desk, place, bid, rich):
    """Add to the line below the payment one above it; return whether certainly all can make it."""
    if len(purse.lo) > 0:
        flat = upper_by_lo(ground, purse, desk, place, bid)
    else:
        flat = upper_by_errors(ground, purse, desk, place, bid, rich[0])
    sure = True
    for e in range(bid.shape[1]):
        bid[LOW, e], bid[HIGH, e] = purse.low[e, place], bid[PAY_HI, e] * ground.inverse_hi[place]
        sure = sure and bid[PAY_HI, e] != -1.0
    for e in range(bid.shape[1]):
        if flat:
            bid[LOW, e], bid[HIGH, e] = ground.flat_lo[place], ground.flat_hi[place]
        elif not sure:
            bid[HIGH, e] = np.inf
    return 1 if flat else 0


@compiled
def upper_by_lo(ground, purse, desk, place, bid):
    backers, flat = backers_of(ground, place), True
    for e in range(bid.shape[1]):
        gather(purse.lo[e], backers.who, desk.poor)
        upper = pay_above(desk.poor, backers, ground.cost_hi[place], bid[PAY_LO, e])
        bid[PAY_HI, e] = upper
        flat = flat and upper != -1.0 and all_rich(desk.poor, backers.points, len(backers.who), upper)
    return flat


@compiled
def upper_by_errors(ground, purse, desk, place, bid, rich):
    backers = backers_of(ground, place)
    least, error = np.int64(bid[PAY_LO, 0]), purse.errors.sum()
    reach = least + (least >> CLOSE) + error + SOME
    paid, near, empty = near_of(rich, backers, least, reach)
    sure = backers.votes - near
    bid[PAY_HI, 0] = -1.0
    if sure == 0:
        return False
    unsure = owed(ground, purse, desk, place, backers, rich, reach, near - empty)
    missing = ground.cost_hi[place] + unsure - paid
    payment = least + max(-(-missing // sure), 0)
    if payment + error > reach:
        return False
    bid[PAY_HI, 0] = float(payment)
    return near == 0


@compiled
def owed(ground, purse, desk, place, backers, rich, reach, near):
    """Return what `near` supporters of a project with money below `reach` have too much at most, together."""
    if near == 0:
        return 0
    unmade = near * purse.errors[-1]
    if len(ground.company) == 0:
        found = errors_near(
            rich, backers.who, ground.choice_start, ground.choice, purse.errors, reach, desk.near
        )
        return unmade + found
    if not ground.known[place]:
        common(backers, ground.choice_start, ground.choice, ground.company[place])
        ground.known[place] = 1
    return unmade + errors_among(ground.company[place], purse.errors, near)


@compiled
def next_to_ask(low, asked, best):
    """Return the project with the lowest known price not above `best` at every end, and strike it off; -1 if there is none."""
    place, least, last = -1, np.inf, len(best) - 1
    for p in range(len(asked)):
        if asked[p] < least and (low[0, p] <= best[0] or low[last, p] <= best[last]):
            place, least = p, asked[p]
    if place >= 0:
        asked[place] = np.inf
    return place


@compiled
def asking(is_open, low, asked):
    for p in range(len(asked)):
        asked[p] = low_height(low, p) if is_open[p] == 1 else np.inf


@compiled
def lowest(ground, purse, book, desk):
    """Find the lowest price so bounded from below; return its bid's number, how many bids there are, and where its money is."""
    count, leader, kept = 0, -1, 0
    desk.best[:], desk.bid_of[:] = np.inf, -1
    asking(purse.open, purse.low, desk.asked)
    while True:
        place = next_to_ask(purse.low, desk.asked, desk.best)
        if place < 0:
            return leader, count, kept
        if offer(ground, purse, desk, place, desk.best, desk.rich[1 - kept]):
            book.bidder[count], book.flat[count], desk.bid_of[place] = place, -1, count
            copy(desk.line, book.bid[count, PAY_LO])
            if low_height(purse.low, place) < height(desk.best):
                for e in range(len(desk.best)):
                    desk.best[e] = purse.low[e, place]
                leader, kept = count, 1 - kept
            count += 1


@compiled
def auction(ground, purse, book, desk):
    """Find the project with the lowest price and all that may be below it; keep their bids, by place."""
    leader, count, kept = lowest(ground, purse, book, desk)
    if leader < 0:
        book.counts[CONTENDERS] = 0
        return
    bidder = book.bidder[leader]
    book.flat[leader] = enclose(ground, purse, desk, bidder, book.bid[leader], desk.rich[kept])
    copy(book.bid[leader, HIGH], desk.best)
    asking(purse.open, purse.low, desk.asked)
    desk.asked[bidder] = np.inf
    rich = desk.rich[0]
    while True:
        place = next_to_ask(purse.low, desk.asked, desk.best)
        if place < 0:
            break
        number = desk.bid_of[place]
        if number >= 0:
            gather_ends(purse.hi, backers_of(ground, place).who, rich)
        elif offer(ground, purse, desk, place, desk.best, rich):
            number, count = count, count + 1
            book.bidder[number] = place
            copy(desk.line, book.bid[number, PAY_LO])
        else:
            continue
        book.flat[number] = enclose(ground, purse, desk, place, book.bid[number], rich)
        if height(book.bid[number, HIGH]) < height(desk.best):
            copy(book.bid[number, HIGH], desk.best)
    book.counts[CONTENDERS] = keep(book, count, desk.best)


@compiled
def keep(book, count, best):
    """Move the bids that may be the lowest to the front, by place; return how many there are."""
    kept, last = 0, len(best) - 1
    for b in range(count):
        if book.flat[b] < 0:
            continue
        if book.bid[b, LOW, 0] <= best[0] or book.bid[b, LOW, last] <= best[last]:
            at = kept
            swap(book, b, kept)
            while at > 0 and book.bidder[at - 1] > book.bidder[at]:
                swap(book, at - 1, at)
                at -= 1
            kept += 1
    return kept


@compiled
def swap(book, one, other):
    for line in range(book.bid.shape[1]):
        for e in range(book.bid.shape[2]):
            first, second = book.bid[one, line, e], book.bid[other, line, e]
            book.bid[one, line, e], book.bid[other, line, e] = second, first
    first_place, second_place = book.bidder[one], book.bidder[other]
    book.bidder[one], book.bidder[other] = second_place, first_place
    first_flat, second_flat = book.flat[one], book.flat[other]
    book.flat[one], book.flat[other] = second_flat, first_flat


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
    if len(purse.lo) == 0:
        purse.errors[place] = np.int64(bid[PAY_HI, 0]) - np.int64(bid[PAY_LO, 0])
    elif len(purse.lo) == 1:
        pay_poor(purse.lo[0], points, who, bid[PAY_HI, 0])
    else:
        pay_poor_ends(purse.lo, points, who, bid[PAY_HI, 0], bid[PAY_HI, 1])
    purse.open[place] = 0
    book.order[book.counts[BOUGHT]] = place
    book.counts[BOUGHT] += 1


@compiled
def advance(ground, purse, book, desk, most):
    """Play rounds as `rounds.advance` does."""
    for _ in range(most):
        auction(ground, purse, book, desk)
        if book.counts[CONTENDERS] == 0:
            return DONE
        chosen = choose(ground, book)
        if chosen < 0:
            return UNCLEAR
        buy(ground, purse, book, chosen)
    return PAUSED
