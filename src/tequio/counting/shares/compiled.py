"""The compiled rounds in the place of the plain ones."""

import weakref

import numpy as np

from tequio.counting.shares import auction_kernels, kernels
from tequio.counting.shares.arrays import HIGH, LOW, PAY_HI, PAY_LO, Book, Desk, Ground, Purse
from tequio.counting.shares.problem import Floats, Ints, Money, Problem, Scale
from tequio.counting.shares.rounds import Bid, State, carried, narrowed_low

NONE = np.zeros(0, np.int64)
SINGLE = np.zeros(0, np.int32)


class Compiled:
    """Plays the rounds of one problem, which keeps it, with the compiled kernels; holds their scratch memory."""

    def __init__(self, problem: Problem) -> None:
        self.problem: Problem = weakref.proxy(problem)  # else both would stay until a collector finds them
        self.largest = int(np.diff(problem.supporters.start).max(initial=0))
        self.grounds: dict[int, Ground] = {}
        self.many, self.ones = self.voters()
        self.desks = {ends: self.desk(ends) for ends in (1, 2)}

    def desk(self, ends: int) -> Desk:
        projects = self.problem.projects
        rich, poor = np.empty((2, 2 * ends - 1, self.largest), np.int32), np.empty(self.largest, np.int32)
        near, bid_of = np.empty(self.largest + 1, np.int32), np.empty(projects, np.int64)
        best, known, line = np.empty((3, ends))
        return Desk(rich, poor, near, bid_of, best, known, line, np.empty(projects))

    def ground(self, scale: Scale) -> Ground:
        if scale.bits not in self.grounds:
            problem = self.problem
            points = problem.supporters.points
            self.grounds[scale.bits] = Ground(
                problem.supporters.start,
                problem.supporters.ballot,
                NONE if points is None else points,
                self.many,
                self.ones,
                problem.votes,
                scale.cost_lo,
                scale.cost_hi,
                scale.unit,
                scale.inverse_lo,
                scale.inverse_hi,
                scale.flat_lo,
                scale.flat_hi,
                problem.flat_rank,
                problem.tie_rank,
                problem.ballots.start,
                problem.ballots.project,
                problem.company.counts,
                problem.company.known,
            )
        return self.grounds[scale.bits]

    def voters(self) -> tuple[Money, Ints]:
        """Return for how many voters each supporter stands, and how many of each project's stand for one: the first ones."""
        supporters, many = self.problem.supporters, self.problem.many
        if many is None:
            return SINGLE, np.diff(supporters.start)
        singles = int(np.searchsorted(many > 1, True))
        ones = [int(np.searchsorted(supporters.of(place), singles)) for place in range(self.problem.projects)]
        return many[supporters.ballot], np.array(ones, np.int64)

    def advance(self, scale: Scale, state: State, most: int) -> int:
        """Play rounds as `rounds.advance` does."""
        projects, ends = self.problem.projects, len(state.hi)
        bids, ties = np.empty((projects + 1, 4, ends)), np.empty((2, 4 * projects + 16), np.int64)
        order, bidder, flat = np.empty((3, projects + 1), np.int64)
        book = Book(order, bids, bidder, flat, ties[0], ties[1], np.zeros(3, np.int64))
        purse = Purse(state.lo, state.hi, state.errors, state.open, state.low)
        status = auction_kernels.advance(self.ground(scale), purse, book, self.desks[ends], most)
        self.note(state, book)
        return int(status)

    def narrowed(self, state: State, part: Floats) -> State:
        """Restrict a run as `rounds.narrowed` does."""
        lo, hi = np.empty((2, len(part), state.lo.shape[1]), np.int32)
        kernels.narrow_lo(state.lo, part, lo)
        for end in range(len(part)):
            kernels.narrow_hi(state.hi[0], state.hi[1], part[end], hi[end])
        return carried(state, lo, hi, narrowed_low(state.low, part))

    def note(self, state: State, book: Book) -> None:
        bought, contenders, ties = book.counts.tolist()
        before = len(state.order)
        state.order += book.order[:bought].tolist()
        state.contenders = [bid_of(book, number) for number in range(contenders)]
        groups: dict[int, list[int]] = {}
        for number, place in zip(book.tie_round[:ties].tolist(), book.tie_place[:ties].tolist(), strict=True):
            groups.setdefault(before + number, []).append(place)
        for number, places in groups.items():
            state.tied.append((number, sorted(places, key=lambda place: int(self.problem.tie_rank[place]))))


def bid_of(book: Book, number: int) -> Bid:
    lines = book.bid[number]
    return Bid(
        int(book.bidder[number]),
        lines[PAY_LO],
        lines[PAY_HI],
        lines[LOW],
        lines[HIGH],
        flat=bool(book.flat[number]),
    )
