"""Runs at one share after another: together for as long as they buy the same, apart from where they part."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from tequio.counting import warm
from tequio.counting.eligible import Rivals
from tequio.counting.shares import rounds
from tequio.counting.shares.bounds import NEVER
from tequio.counting.shares.groups import Groups
from tequio.counting.shares.problem import Problem, Scale
from tequio.counting.shares.run import Run, begin, go_on, narrowed, play_grouped

FEW = 2  # so many steps of a span that parted go on one by one: both ends of a range cost as much
LONG = 16  # fewer steps are not begun together: a span costs two single runs, and more where it parts
REACH = 32  # a span covers at most this part of a share: over more of it the lines say too little
Marks = npt.NDArray[np.int8]
Begun = tuple[Scale, rounds.State]


@dataclass
class Span:
    """Steps from `least` to `most`: not yet begun, or under way with the same purchases so far."""

    least: int
    most: int
    begun: Begun | None = None
    halved_in: int = -1  # the round in which it was halved without a place to cut

    @property
    def length(self) -> int:
        return self.most - self.least


def raised(problem: Problem, rivals: Rivals, share: Fraction, step: Fraction) -> Iterator[tuple[int, Run]]:
    """Yield the run of every share above one, in steps without end: the last step for which each holds, and the run.

    Its `share` is the first for which it holds. Steps are played one by one, and in spans where outcomes stay the same, the
    longer the calmer they are; a span is cut in a round where it parts, and each piece goes on from there.
    """
    groups: Groups | None = None
    done, length = 0, 1
    before: list[int] | None = None
    while True:
        calm, last = True, done + length
        todo = [Span(done + 1, last)] if length >= LONG else [Span(n, n) for n in range(last, done, -1)]
        while todo:
            span = todo.pop()
            ended: Run | None = None
            pieces: list[Span] = []
            if span.begun is None and span.length == 0:
                if groups is None and warm.wanted(0):
                    groups = Groups(problem, step)
                ended = play_grouped(problem, rivals, groups, share + step * span.least)
            else:
                ended, pieces = follow(problem, rivals, span, share, step)
            todo += reversed(pieces)
            if ended is not None:
                done, calm = span.most, calm and (before is None or before == ended.order)
                before = ended.order
                yield done, ended
        grown = 2 * length if 2 * length * REACH * step <= share else length
        length = grown if calm else max(length // 2, 1)


def follow(
    problem: Problem, rivals: Rivals, span: Span, share: Fraction, step: Fraction
) -> tuple[Run | None, list[Span]]:
    """Play a span as far as it holds together; return its run if that is to the end, else the pieces to go on with."""
    first = share + step * span.least
    if span.begun is None:
        if span.length < FEW:
            return None, [Span(each, each) for each in range(span.least, span.most + 1)]
        span.begun = begin(problem, [first, share + step * span.most])
    scale, state = span.begun
    if go_on(problem, rivals, scale, state) == rounds.DONE:
        return Run(first, state.order, state.tied), []
    return None, parted(problem, span, span.begun)


def parted(problem: Problem, span: Span, begun: Begun) -> list[Span]:
    """Cut a span whose round is unclear: the ends where it is clear go on, what is between begins anew."""
    if span.length == 0:
        return [Span(span.least, span.most)]
    before, after = clear_ends(problem, *begun, span.length + 1)
    if not before and not after:
        return halves(problem, span, begun)
    begins, resumes = span.least + before, span.most - after + 1
    pieces = pieces_of(problem, span, begun, span.least, begins - 1)
    if resumes - begins > FEW:
        pieces.append(Span(begins, resumes - 1))
    else:
        pieces += pieces_of(problem, span, begun, begins, resumes - 1)
    return pieces + pieces_of(problem, span, begun, resumes, span.most)


def halves(problem: Problem, span: Span, begun: Begun) -> list[Span]:
    """Cut a span in the middle; where it was cut so in the same round already, its bounds are too wide: begin anew."""
    middle = (span.least + span.most) // 2
    number = len(begun[1].order)
    if span.halved_in == number:
        return [Span(span.least, middle), Span(middle + 1, span.most)]
    pieces = pieces_of(problem, span, begun, span.least, middle)
    pieces += pieces_of(problem, span, begun, middle + 1, span.most)
    for piece in pieces:
        piece.halved_in = number
    return pieces


def pieces_of(problem: Problem, span: Span, begun: Begun, least: int, most: int) -> list[Span]:
    """Return the part of a span from one step to another, under way; few steps one by one, none as nothing."""
    few = most - least < FEW
    ends = [(each, each) for each in range(least, most + 1)] if few else [(least, most)]
    found = []
    for first, last in ends:
        part = np.array([first - span.least, last - span.least][: 1 + (first < last)]) / span.length
        found.append(Span(first, last, (begun[0], narrowed(problem, begun[1], part))))
    return found


def clear_ends(problem: Problem, scale: Scale, state: rounds.State, steps: int) -> tuple[int, int]:
    """Estimate for how many steps from each end of a span the contenders of its round are told apart.

    It only says where to cut: each piece asks again.
    """
    way = np.arange(steps) / (steps - 1)
    unsure = [bid for bid in state.contenders if (bid.pay_hi == NEVER).any()]
    if unsure:
        rows = [payable(problem, scale, state, bid.place, way) for bid in unsure]
        kinds = np.array(rows)
        clear = (kinds >= 0).all(axis=0)
    else:
        lows = np.array([bid.low[0] + (bid.low[1] - bid.low[0]) * way for bid in state.contenders])
        highs = np.array([bid.high[0] + (bid.high[1] - bid.high[0]) * way for bid in state.contenders])
        kinds = highs.argmin(axis=0)[None]
        highest = highs.min(axis=0)
        np.put_along_axis(lows, kinds, np.inf, axis=0)
        clear = highest < lows.min(axis=0)
    before, after = (run_of(clear & (kinds == kinds[:, [end]]).all(axis=0), end) for end in (0, -1))
    return (before, after) if before + after <= steps else (0, 0)


def run_of(marks: npt.NDArray[np.bool_], end: int) -> int:
    """Count the marks from one end up to the first that is missing."""
    ordered = marks if end == 0 else marks[::-1]
    return len(ordered) if ordered.all() else int(np.argmin(ordered))


def payable(
    problem: Problem, scale: Scale, state: rounds.State, place: int, way: npt.NDArray[np.float64]
) -> Marks:
    """Say along a range whether a project's supporters have its cost: 1 yes, 0 no, -1 where the bounds cannot tell."""
    who = problem.supporters.of(place)
    has_lo, has_hi = (rows[:, who].sum(axis=1).astype(float) for rows in (state.lo, state.hi))
    sure = has_lo[0] + (has_lo[1] - has_lo[0]) * way >= scale.cost_hi[place]
    never = has_hi[0] + (has_hi[1] - has_hi[0]) * way < scale.cost_lo[place]
    return np.where(sure, 1, np.where(never, 0, -1)).astype(np.int8)
