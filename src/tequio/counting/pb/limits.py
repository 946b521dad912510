"""The limits that META sets for a ballot, and the ballots that do not keep them."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from tequio.counting.amounts import parse_amount, write_amount
from tequio.counting.election import Election

SENTENCES = {
    "min_length": "chooses {value} projects; at least {limit} were asked.",
    "max_length": "chooses {value} projects; at most {limit} were allowed.",
    "min_sum_cost": "chooses projects for {value} in all; at least {limit} was asked.",
    "max_sum_cost": "chooses projects for {value} in all; at most {limit} was allowed.",
    "min_sum_points": "gives {value} points in all; at least {limit} were asked.",
    "max_sum_points": "gives {value} points in all; at most {limit} were allowed.",
    "min_points": "gives one project {value} points; at least {limit} were asked.",
    "max_points": "gives one project {value} points; at most {limit} were allowed.",
}


@dataclass(frozen=True)
class Violation:
    """A ballot that does not keep a limit. `line` is the file's, 0 without a file; `ballot` counts from 0."""

    ballot: int
    line: int
    limit: str
    allowed: Fraction
    value: Fraction

    def __str__(self) -> str:
        sentence = SENTENCES[self.limit]
        return f"line {self.line}: the ballot " + sentence.format(
            value=write_amount(self.value), limit=write_amount(self.allowed)
        )


def violations(election: Election) -> list[Violation]:
    """List the ballots that break a limit of META, by line. A limit that is no number is left aside."""
    found = [violation for limit in limits_of(election).items() for violation in breaking(election, *limit)]
    return sorted(found, key=lambda violation: (violation.ballot, violation.limit))


def limits_of(election: Election) -> dict[str, Fraction]:
    limits: dict[str, Fraction] = {}
    if election.vote_type == "choose-1":
        limits["max_length"] = Fraction(1)
    for name in SENTENCES:
        try:
            limits[name] = parse_amount(election.meta.get(name, ""), lenient=True)
        except ValueError:
            continue
    return limits


def breaking(election: Election, limit: str, allowed: Fraction) -> Iterator[Violation]:
    values, scale = measured(election, limit)
    if values is None:
        return
    bound = allowed * scale
    wrong = values < -int(-bound // 1) if limit.startswith("min") else values > int(bound // 1)
    for ballot in np.nonzero(wrong)[0].tolist():
        line = int(election.voters.line[ballot]) if ballot < len(election.voters.line) else 0
        yield Violation(ballot, line, limit, allowed, Fraction(int(values[ballot]), scale))


def measured(election: Election, limit: str) -> tuple[np.ndarray | None, int]:
    """Return what the limit speaks of for each ballot, int64, shape (ballots,), and its scale."""
    ballots = election.ballots
    if limit.endswith("_length"):
        return ballots.lengths, 1
    if limit.endswith("_sum_cost"):
        return sums_of_cost(election)
    if ballots.points is None:
        return None, 1
    if limit.endswith("_sum_points"):
        return sums(ballots.points, ballots.start), ballots.points_scale
    return extremes(ballots.points, ballots.start, limit), ballots.points_scale


def sums_of_cost(election: Election) -> tuple[np.ndarray, int]:
    """Return what the projects of each ballot cost together, int64, shape (ballots,), and its scale."""
    scale = int(np.lcm.reduce([project.cost.denominator for project in election.projects] or [1]))
    scaled = [int(project.cost * scale) for project in election.projects]
    costs = np.array(scaled, np.int64 if sum(scaled) < 2**62 else object)  # whole numbers of any size
    return sums(costs[election.ballots.project], election.ballots.start), scale


def sums(values: np.ndarray, start: np.ndarray) -> np.ndarray:
    total = np.concatenate([np.zeros(1, values.dtype), np.cumsum(values)])
    result: np.ndarray = total[start[1:]] - total[start[:-1]]
    return result


def extremes(points: np.ndarray, start: np.ndarray, limit: str) -> np.ndarray:
    """Return each ballot's least or greatest points; an empty ballot keeps every limit."""
    pick = np.minimum if limit.startswith("min") else np.maximum
    result = np.full(
        len(start) - 1, np.iinfo(np.int64).max if limit.startswith("min") else np.iinfo(np.int64).min
    )
    filled = start[1:] > start[:-1]
    if filled.any():
        result[filled] = pick.reduceat(points, start[:-1][filled])
    return result
