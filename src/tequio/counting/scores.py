"""What a project's ballots are worth: votes, points, Borda and lexicographic scores."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from tequio.counting import warm
from tequio.counting.election import Ballots, Election, Points
from tequio.counting.settings import Unclear

BLOCK = 1 << 22


@dataclass(frozen=True)
class Worth:
    """Each project's score (exact; the greedy rules go by it) and votes (ballots that support it)."""

    score: Sequence[Fraction]
    votes: Sequence[int]


def worth_of(election: Election, ordinal: str = "borda") -> Worth:
    """Score every project: approvals count 1, points count themselves, rankings by `ordinal`; see `choice_points`.

    "lexicographic" prefers more first places, then more second places, and so on.
    """
    votes = count_choices(supported(election.ballots), len(election.projects))
    if election.vote_type == "ordinal" and ordinal == "lexicographic":
        return Worth(lexicographic(election), votes)
    points = choice_points(election, ordinal)
    if points is None:
        return Worth([Fraction(value) for value in votes], votes)
    totals = total_points(election.ballots, points, len(election.projects))
    return Worth([Fraction(value, election.ballots.points_scale) for value in totals], votes)


def choice_points(election: Election, ordinal: str = "borda") -> Points | None:
    """Return what each choice is worth, int64, shape (choices,), in units of 1 / points_scale; None where all are 1.

    Borda (1784) gives a project as many points as the ballot ranks projects below it; "pabulib" one more, as Pabulib's
    score column does.
    """
    ballots = election.ballots
    if election.vote_type != "ordinal":
        return ballots.points
    ends = np.repeat(ballots.start[1:], ballots.lengths)
    below: Points = ends - np.arange(1, len(ballots.project) + 1, dtype=np.int64)
    return below + 1 if ordinal == "pabulib" else below


def supported(ballots: Ballots) -> Ballots:
    """Leave out the choices that a ballot gave no points or negative ones: they support nothing."""
    if ballots.points is None or (ballots.points > 0).all():
        return ballots
    keep = ballots.points > 0
    kept = np.zeros(len(keep) + 1, np.int64)
    np.cumsum(keep, out=kept[1:])
    return Ballots(kept[ballots.start], ballots.project[keep], ballots.points[keep], ballots.points_scale)


def count_choices(ballots: Ballots, projects: int) -> list[int]:
    """Count the ballots that name each project: one pass over the choices, in blocks so that memory stays small."""
    if warm.wanted(len(ballots.project)):
        from tequio.counting import passes

        return [int(count) for count in passes.count_choices(ballots.project, projects)]
    counts = np.zeros(projects, np.int64)
    for begin in range(0, len(ballots.project), BLOCK):
        counts += np.bincount(ballots.project[begin : begin + BLOCK], minlength=projects)
    return [int(count) for count in counts]


def total_points(ballots: Ballots, points: Points, projects: int) -> list[int]:
    if len(points) * int(np.abs(points).max(initial=0)) >= 2**62:
        raise Unclear("The points of all ballots together are too large to be counted.")
    totals = np.zeros(projects, np.int64)
    np.add.at(totals, ballots.project, points)
    return [int(total) for total in totals]


def lexicographic(election: Election) -> list[Fraction]:
    """Weigh a rank (ballots + 1) times the next, so that no number of lower ranks makes up for a higher one."""
    ballots, projects = election.ballots, len(election.projects)
    longest = int(ballots.lengths.max(initial=0))
    if projects * longest > 50_000_000:
        raise Unclear("Lexicographic scores of so many projects and ranks would not fit into memory.")
    rank = np.arange(len(ballots.project), dtype=np.int64) - np.repeat(ballots.start[:-1], ballots.lengths)
    table = np.zeros((projects, longest), np.int64)
    np.add.at(table, (ballots.project, rank), 1)
    scores = []
    for row in table.tolist():
        score = 0
        for count in row:
            score = score * (len(ballots) + 1) + count
        scores.append(Fraction(score))
    return scores
