"""The arrays that the compiled rounds read and write, in tuples that say what each is for."""

from typing import Any, NamedTuple

LOW, HIGH, PAY_LO, PAY_HI = range(4)  # the lines of a bid
BOUGHT, CONTENDERS, TIES = range(3)  # what `Book.counts` counts


class Ground(NamedTuple):
    """What stays the same during a run: `Problem` and `Scale`.

    The first `ones[p]` supporters of a project stand for one voter each, the others for `many`. `choice_start` and `choice` are
    the ballots; rows of `company` are filled, and marked in `known`, when first asked.
    """

    start: Any
    ballot: Any
    points: Any
    many: Any
    ones: Any
    votes: Any
    cost_lo: Any
    cost_hi: Any
    unit: Any
    inverse_lo: Any
    inverse_hi: Any
    flat_lo: Any
    flat_hi: Any
    flat_rank: Any
    tie_rank: Any
    choice_start: Any
    choice: Any
    company: Any
    known: Any


class Purse(NamedTuple):
    """What changes: `State` before its lists."""

    lo: Any
    hi: Any
    errors: Any
    open: Any
    low: Any


class Book(NamedTuple):
    """What a run writes down, and in `counts` how much of it.

    `bid[b]` are the lines of a bid (4 x ends), `bidder[b]` its project, `flat[b]` whether all certainly pay the same; -1 for
    a bid of which only the payment from below is known.
    """

    order: Any
    bid: Any
    bidder: Any
    flat: Any
    tie_round: Any
    tie_place: Any
    counts: Any


class Desk(NamedTuple):
    """Scratch memory.

    For the largest project's supporters: `rich`, twice their money at each end and its sum; `poor`, the lower account of one end;
    `near`, a list of them, with one place more. For projects: `bid_of`, the number of their bid or -1; `asked`, the price by
    which to ask them. Lines: `best`, the best price; `known`, an earlier payment; `line`, the one being made.
    """

    rich: Any
    poor: Any
    near: Any
    bid_of: Any
    best: Any
    known: Any
    line: Any
    asked: Any
