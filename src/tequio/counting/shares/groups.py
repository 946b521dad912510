"""Ballots that are equal as far as a share can reach, counted as one.

A project whose supporters together cannot pay its cost is never bought, at this share or a lower one, so that what a ballot
says of it does not matter. Of Łódź's 90,494 ballots of 2022, 2,638 differ in what is left. Compiled, for whole payments.
"""

from dataclasses import replace
from fractions import Fraction

import numpy as np

from tequio.counting.election import Ballots
from tequio.counting.shares.problem import Marks, Money, Problem
from tequio.counting.supporters import choices_of, turn

GROWTH = Fraction(5, 4)  # ballots are grouped anew when the share has grown so much,
STEPS = 16  # and by so many steps
MISSES = 4  # grouping ends when so many runs had to be played again: what is equal at one share may be so at the next
WORTH = Fraction(4, 5)  # of the choices must be left at most, or grouping gives too little


class Groups:
    """The groups of a problem's ballots for shares that are raised by `step`."""

    def __init__(self, problem: Problem, step: Fraction) -> None:
        """Refuses nothing: where grouping gives too little, or ballots give points, `at` returns None."""
        self.problem, self.step, self.reach = problem, step, Fraction(-1)
        self.misses = 0
        self.within: Problem | None = None
        self.useless = problem.points is not None or not len(problem.company.counts)

    def at(self, share: Fraction) -> Problem | None:
        """Return the problem with equal ballots as one, for this share and some higher ones; None where that gives too little."""
        if share > self.reach and not self.useless:
            self.reach = max(share * GROWTH, share + STEPS * self.step)
            marks = payable(self.problem, self.reach)
            self.within = grouped(self.problem, marks)
            left = int(self.problem.votes[marks == 1].sum())
            self.useless = len(self.within.ballots.project) > WORTH * left
        return None if self.useless else self.within

    def missed(self) -> None:
        """Note that bounds could not choose in a run."""
        self.misses += 1
        self.useless = self.useless or self.misses >= MISSES


def payable(problem: Problem, share: Fraction) -> Marks:
    """Mark the open projects whose supporters together have the cost, at a share."""
    votes = problem.votes.tolist()
    marks = [
        is_open and cost <= share * count
        for is_open, cost, count in zip(problem.open.tolist(), problem.costs, votes, strict=True)
    ]
    return np.array(marks, np.uint8)


def grouped(problem: Problem, marks: Marks) -> Problem:
    """Return a problem of which only some projects count, with one ballot for all that chose the same of these."""
    from tequio.counting import passes

    ballots, projects = problem.ballots, problem.projects
    key = np.random.default_rng(1).integers(1, 1 << 63, projects, np.uint64) * marks
    table = np.full(1 << (2 * len(ballots)).bit_length(), -1, np.int32)
    words, many = np.empty(len(ballots), np.uint64), np.empty(len(ballots), np.int32)
    start, project = np.zeros(len(ballots) + 1, np.int64), np.empty(len(ballots.project) + 1, np.uint16)
    groups = passes.group(ballots.start, ballots.project, key, table, words, many, start, project)
    kept, many = singles_first(Ballots(start[: groups + 1], project[: start[groups]]), many[:groups])
    supporters = turn(kept, projects)
    return replace(
        problem, ballots=kept, supporters=supporters, open=problem.open & marks, many=many, compiled=[]
    )


def singles_first(ballots: Ballots, many: Money) -> tuple[Ballots, Money]:
    """Move the ballots that stand for one voter to the front."""
    order = np.argsort(many > 1, kind="stable").astype(np.int32)
    start = np.zeros(len(order) + 1, np.int64)
    np.cumsum(ballots.lengths[order], out=start[1:])
    return Ballots(start, ballots.project[choices_of(ballots.start, order)]), many[order]
