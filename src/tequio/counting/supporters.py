"""Ballots seen from the projects: who supports each."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from tequio.counting import warm
from tequio.counting.election import Ballots, Points
from tequio.counting.scores import count_choices

MOST_PAIRS = 1 << 25  # pairs of choices on one ballot: more of them are not counted
MOST_COUNTS = 1 << 22  # pairs of projects: 16 MB


@dataclass(frozen=True)
class Supporters:
    """The supporters of each project, one project after the other, each in the order of the ballots.

    `start`: int64, shape (projects + 1,). `ballot`: int32, shape (choices,). `points`: int64, shape (choices,), or None.
    """

    start: npt.NDArray[np.int64]
    ballot: npt.NDArray[np.int32]
    points: Points | None

    def of(self, place: int) -> npt.NDArray[np.int32]:
        return self.ballot[self.start[place] : self.start[place + 1]]

    def points_of(self, place: int) -> Points | None:
        return None if self.points is None else self.points[self.start[place] : self.start[place + 1]]


@dataclass(frozen=True)
class Company:
    """How many supporters of a project support each of the others too, counted when a project is first asked about.

    `counts`: int32, shape (projects, projects), of which the rows with a mark in `known` are filled; shape (0, 0) where
    counting would take longer than looking at ballots.
    """

    ballots: Ballots
    counts: npt.NDArray[np.int32]
    known: npt.NDArray[np.uint8] = field(repr=False)

    @classmethod
    def of(cls, ballots: Ballots, projects: int, *, always: bool = False) -> "Company":
        """Begin to count, if ballots are few and short enough, or always. Takes 4 bytes for each pair of projects."""
        counted = always or (projects * projects <= MOST_COUNTS and pairs_of(ballots) <= MOST_PAIRS)
        size = projects if counted else 0
        return cls(ballots, np.zeros((size, size), np.int32), np.zeros(projects, np.uint8))

    def row(self, place: int, who: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
        """Return the row of a project, whose supporters are `who`."""
        if not self.known[place]:
            at = choices_of(self.ballots.start, who)
            self.counts[place] = np.bincount(self.ballots.project[at], minlength=len(self.known))
            self.known[place] = 1
        result: npt.NDArray[np.int32] = self.counts[place]
        return result


def pairs_of(ballots: Ballots) -> int:
    """Count the pairs of choices on one ballot; where the choices alone are more than `MOST_PAIRS`, these."""
    choices = len(ballots.project)
    return choices if choices > MOST_PAIRS else int(np.square(ballots.lengths).sum())


def turn(
    ballots: Ballots, projects: int, points: Points | None = None, votes: Sequence[int] | None = None
) -> Supporters:
    """Turn ballots into supporters: a counting sort of the choices by project, whose `votes` may be known already."""
    start = np.zeros(projects + 1, np.int64)
    np.cumsum(count_choices(ballots, projects) if votes is None else votes, out=start[1:])
    if warm.wanted(len(ballots.project)):
        return turn_compiled(ballots, start, points)
    order = np.argsort(ballots.project, kind="stable")
    return Supporters(start, ballots.owner[order], None if points is None else points[order])


def turn_compiled(ballots: Ballots, start: npt.NDArray[np.int64], points: Points | None) -> Supporters:
    from tequio.counting import passes

    ballot = np.empty(len(ballots.project), np.int32)
    given = np.empty(0 if points is None else len(points), np.int64)
    passes.turn(
        ballots.start, ballots.project, given if points is None else points, start[:-1].copy(), ballot, given
    )
    return Supporters(start, ballot, None if points is None else given)


def choices_of(start: npt.NDArray[np.int64], ballots: npt.NDArray[np.int32]) -> npt.NDArray[np.int64]:
    """Return where the choices of some ballots stand: the ranges start[b] to start[b + 1], one after the other."""
    begin, length = start[ballots], start[ballots + 1] - start[ballots]
    ends = np.cumsum(length)
    result: npt.NDArray[np.int64] = np.arange(ends[-1] if len(ends) else 0) + np.repeat(
        begin - (ends - length), length
    )
    return result
