"""An election as equal shares sees it: who pays for what, at which exact price."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from tequio.counting.amounts import in_parts
from tequio.counting.election import Ballots, Election, Points
from tequio.counting.scores import Worth, choice_points, supported
from tequio.counting.settings import Settings, Unclear
from tequio.counting.supporters import Company, Supporters, turn

Ints = npt.NDArray[np.int64]
Money = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]
Marks = npt.NDArray[np.uint8]

DOWN, UP = 1 - 2.0**-50, 1 + 2.0**-50
MOST_MONEY = 61  # bits: the money of all ballots together, in the smallest units
MOST_SHARE = 30  # bits: the money of one ballot; that of both ends of a range together fits into 32 bits
CLIP = 2**61  # what nobody can pay; twice of it still fits into 64 bits


@dataclass(frozen=True)
class Problem:
    """What stays the same for every share.

    A supporter i of project p has the utility `unit[p] x points[i]` (points 1 where there are none). `weight[p]` is the
    sum of the supporters' points: while all can pay, the price is cost / (unit x weight), whose place among all projects
    is `flat_rank` (equal prices, equal ranks). `open` marks the projects that may be bought, `votes` counts supporters.
    Where ballots stand for several equal ones, `many` (int32, shape (ballots,)) says for how many; those of one come first.
    """

    ballots: Ballots
    points: Points | None
    supporters: Supporters
    costs: Sequence[Fraction]
    unit: Sequence[Fraction]
    weight: Sequence[int]
    flat_rank: Ints
    tie_rank: Ints
    open: Marks
    votes: Ints
    many: Money | None = None
    scales: dict[int, "Scale"] = field(default_factory=dict, repr=False)
    compiled: list[Any] = field(
        default_factory=list, repr=False
    )  # the compiled rounds, once they are prepared

    @property
    def projects(self) -> int:
        return len(self.costs)

    @cached_property
    def voters(self) -> int:
        return len(self.ballots) if self.many is None else int(self.many.sum())

    @cached_property
    def company(self) -> Company:
        """Always counted where ballots stand for several: looking at ballots one by one would take each for one voter."""
        return Company.of(self.ballots, self.projects, always=self.many is not None)

    @cached_property
    def in_parts(self) -> tuple[list[int], int]:
        """Every cost as a whole number of parts of the currency's unit, and how many parts it has."""
        return in_parts(self.costs)

    def cost_of(self, places: Iterable[int]) -> Fraction:
        """Return what some projects cost together."""
        costs, parts = self.in_parts
        return Fraction(sum([costs[place] for place in places]), parts)

    def flat_price(self, place: int) -> Fraction:
        return self.costs[place] / (self.unit[place] * self.weight[place])


def make_problem(
    election: Election, settings: Settings, worth: Worth, ranks: Sequence[int], closed: Sequence[int]
) -> Problem:
    """Prepare an election for equal shares. `closed` are the projects that cannot win."""
    utility = utility_of(election, settings)
    ballots, points = supporting(election, settings, utility)
    turned = turn(ballots, len(election.projects), points, worth.votes if points is None else None)
    costs = [project.cost for project in election.projects]
    unit = [cost if utility == "cost" and cost else Fraction(1) for cost in costs]
    weight = weights(turned, len(costs))
    is_open = np.array([bool(weight[place] and costs[place]) for place in range(len(costs))], np.uint8)
    is_open[list(closed)] = 0
    prices = {p: costs[p] / (unit[p] * weight[p]) for p in range(len(costs)) if weight[p]}
    rank = {price: number for number, price in enumerate(sorted(set(prices.values())))}
    flat = np.array([rank[prices[p]] if p in prices else len(rank) for p in range(len(costs))], np.int64)
    tie_rank, votes = np.array(ranks, np.int64), np.diff(turned.start)
    return Problem(ballots, points, turned, costs, unit, weight, flat, tie_rank, is_open, votes)


def utility_of(election: Election, settings: Settings) -> str:
    """Cost for approvals, score for points and rankings, unless the settings say otherwise."""
    scored = election.ballots.points is not None or election.vote_type == "ordinal"
    return settings.utility or ("score" if scored else "cost")


def supporting(election: Election, settings: Settings, utility: str) -> tuple[Ballots, Points | None]:
    """Return the choices that give their project some utility, and how many points each gives if they differ."""
    if utility != "score":
        return supported(election.ballots), None
    if election.vote_type == "ordinal" and settings.ordinal == "lexicographic":
        raise Unclear("Lexicographic scores order projects; equal shares needs Borda's points.")
    points = choice_points(election, settings.ordinal)
    if points is None:
        return election.ballots, None
    kept = supported(Ballots(election.ballots.start, election.ballots.project, points))
    return kept, kept.points


def weights(turned: Supporters, projects: int) -> list[int]:
    if turned.points is None:
        return [int(count) for count in np.diff(turned.start)]
    if len(turned.points) * int(turned.points.max(initial=0)) >= CLIP:
        raise Unclear("The points of all ballots together are too large to be counted.")
    total = np.zeros(len(turned.points) + 1, np.int64)
    np.cumsum(turned.points, out=total[1:])
    return [int(total[turned.start[p + 1]] - total[turned.start[p]]) for p in range(projects)]


@dataclass(frozen=True)
class Scale:
    """The costs in units of 2^-bits of the currency, for shares up to `most`.

    `cost_lo <= cost <= cost_hi` in units, int64; money of all ballots stays under 2^61 units and one ballot's under
    2^30. A project's price is payment x (1 / unit), of which `inverse_lo` and `inverse_hi` are bounds in floats; so are
    `flat_lo` and `flat_hi` of the price while all supporters can pay.
    """

    bits: int
    cost_lo: Ints
    cost_hi: Ints
    unit: Floats
    inverse_lo: Floats
    inverse_hi: Floats
    flat_lo: Floats
    flat_hi: Floats


def make_scale(problem: Problem, most: Fraction) -> Scale:
    """Choose the smallest unit that fits every share up to `most`; the same scale is made once."""
    voters = max(1, problem.voters).bit_length()
    bits = min(MOST_MONEY - 1 - voters, MOST_SHARE - 1) - log2_ceiling(most)
    if bits not in problem.scales:
        problem.scales[bits] = scale_of(problem, bits)
    return problem.scales[bits]


def scale_of(problem: Problem, bits: int) -> Scale:
    size = Fraction(2) ** bits
    scaled = [cost * size for cost in problem.costs]
    low = np.array([min(int(cost), CLIP) for cost in scaled], np.int64)
    high = np.array([min(-int(-cost // 1), CLIP) for cost in scaled], np.int64)
    unit = np.array([float(value) for value in problem.unit])
    flat = np.array(
        [
            float(problem.flat_price(place) * size) if problem.weight[place] else np.inf
            for place in range(len(unit))
        ]
    )
    inverse = 1.0 / unit
    return Scale(bits, low, high, unit, inverse * DOWN, inverse * UP, flat * DOWN, flat * UP)


def log2_ceiling(value: Fraction) -> int:
    """Return a k with value < 2^k, the least or one more."""
    return max(value.numerator.bit_length() - value.denominator.bit_length() + 1, -1000) if value else 0


def in_units(value: Fraction, bits: int) -> tuple[int, int]:
    """Return the whole units below and above a value."""
    above, below = value.numerator << max(bits, 0), value.denominator << max(-bits, 0)
    return above // below, -(-above // below)
