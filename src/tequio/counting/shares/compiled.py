"""The compiled rounds in the place of the plain ones."""

import numpy as np

from tequio.counting.shares import kernels
from tequio.counting.shares.problem import Problem, Scale
from tequio.counting.shares.rounds import State

NONE = np.zeros(0, np.int64)


class Compiled:
    """Plays the rounds of one problem with the compiled kernels; holds their scratch memory."""

    def __init__(self, problem: Problem) -> None:
        largest = int(np.diff(problem.supporters.start).max(initial=0))
        self.problem = problem
        self.rich, self.poor = np.empty(largest, np.int64), np.empty(largest, np.int64)
        self.grounds: dict[int, kernels.Ground] = {}

    def ground(self, scale: Scale) -> kernels.Ground:
        if scale.bits not in self.grounds:
            problem = self.problem
            points = problem.supporters.points
            self.grounds[scale.bits] = kernels.Ground(
                problem.supporters.start,
                problem.supporters.ballot,
                NONE if points is None else points,
                scale.cost_lo,
                scale.cost_hi,
                scale.unit,
                scale.inverse_lo,
                scale.inverse_hi,
                scale.flat_lo,
                scale.flat_hi,
                problem.flat_rank,
                problem.tie_rank,
            )
        return self.grounds[scale.bits]

    def advance(self, scale: Scale, state: State, forced: int, most: int) -> int:
        """Play rounds as `rounds.advance` does."""
        projects = self.problem.projects
        ints, floats = np.empty((4, projects), np.int64), np.empty((2, projects))
        ties = np.empty((2, 4 * projects + 16), np.int64)
        counts = np.zeros(3, np.int64)
        book = kernels.Book(ints[0], floats[0], floats[1], ints[1], ties[0], ties[1], counts)
        purse = kernels.Purse(state.lo, state.hi, state.open, state.low)
        status = kernels.advance(self.ground(scale), purse, book, forced, most, self.rich, self.poor)
        self.note(state, book, unclear=status == kernels.UNCLEAR)
        return int(status)

    def note(self, state: State, book: kernels.Book, *, unclear: bool) -> None:
        bought, contenders, ties = book.counts.tolist()
        before = len(state.order)
        state.order += book.order[:bought].tolist()
        state.pay_lo += book.pay_lo[:bought].tolist()
        state.pay_hi += book.pay_hi[:bought].tolist()
        state.contenders = book.contenders[:contenders].tolist() if unclear else []
        groups: dict[int, list[int]] = {}
        for number, place in zip(book.tie_round[:ties].tolist(), book.tie_place[:ties].tolist(), strict=True):
            groups.setdefault(before + number, []).append(place)
        for number, places in groups.items():
            state.tied.append((number, sorted(places, key=lambda place: int(self.problem.tie_rank[place]))))
