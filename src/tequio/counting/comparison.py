"""Which of two outcomes the ballots prefer, and what an outcome gives to whom."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from tequio.counting.election import Ballots, Election
from tequio.counting.outcome import Outcome
from tequio.counting.scores import supported


def winners_of(election: Election, ballots: Ballots, winners: Collection[str]) -> npt.NDArray[np.int64]:
    """Count the winners that each ballot supports, int64, shape (ballots,)."""
    won = np.zeros(len(election.projects), np.int64)
    won[[election.position[name] for name in winners]] = 1
    total = np.zeros(len(ballots.project) + 1, np.int64)
    np.cumsum(won[ballots.project], out=total[1:])
    return total[ballots.start[1:]] - total[ballots.start[:-1]]


def compared(election: Election, shares: Outcome, greedy: Outcome) -> Outcome:
    """Take the comparison step: keep equal shares unless more ballots prefer greedy.

    A ballot prefers the outcome with more winners that it supports; one without any winner in one of the outcomes counts
    like every other (equalshares.net describes the step; its own page leaves those ballots out).
    """
    ballots = supported(election.ballots)
    with_shares = winners_of(election, ballots, shares.winners)
    with_greedy = winners_of(election, ballots, greedy.winners)
    preferring = {
        "equal-shares": int(np.count_nonzero(with_shares > with_greedy)),
        "greedy": int(np.count_nonzero(with_greedy > with_shares)),
    }
    kept = "greedy" if preferring["greedy"] > preferring["equal-shares"] else "equal-shares"
    outcome = greedy if kept == "greedy" else shares
    return replace(outcome, settings=shares.settings, kept=kept, preferring=preferring)


@dataclass(frozen=True)
class Reach:
    """What an outcome gives to whom.

    `by_zone` and `by_category` are money; a project of several categories counts for each of them whole. `excluded` of
    `ballots` support no winner; the exclusion ratio is their share.
    """

    winners: int
    spent: Fraction
    by_zone: dict[str, Fraction]
    by_category: dict[str, Fraction]
    ballots: int
    excluded: int

    @property
    def exclusion_ratio(self) -> Fraction:
        return Fraction(self.excluded, self.ballots) if self.ballots else Fraction(0)

    @property
    def represented(self) -> Fraction:
        """The share of ballots that support at least one winner."""
        return 1 - self.exclusion_ratio if self.ballots else Fraction(0)


def reach_of(election: Election, outcome: Outcome) -> Reach:
    """Say where the money of an outcome goes and how many ballots see a winner."""
    zones: dict[str, Fraction] = {}
    categories: dict[str, Fraction] = {}
    for name in outcome.winners:
        project = election.projects[election.position[name]]
        amount = outcome.partial.get(name, project.cost)
        zones[project.zone] = zones.get(project.zone, Fraction(0)) + amount
        for category in project.categories or ("",):
            categories[category] = categories.get(category, Fraction(0)) + amount
    none = int(np.count_nonzero(winners_of(election, supported(election.ballots), outcome.winners) == 0))
    return Reach(len(outcome.winners), outcome.spent, zones, categories, len(election.ballots), none)
