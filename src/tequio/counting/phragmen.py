"""Phragmén's sequential rule with costs.

M. Los, Z. Christoff, D. Grossi, "Proportional Budget Allocations: Towards a Systematization" (IJCAI 2022): every
ballot earns money at the same speed; a project is bought as soon as its supporters together own its cost, and they pay
all they own. The count ends when the next project would overspend.
"""

from collections.abc import Sequence
from fractions import Fraction

import gmpy2
import numpy as np
import numpy.typing as npt

from tequio.counting.election import Election
from tequio.counting.eligible import Rivals, excluded
from tequio.counting.outcome import Outcome, Round
from tequio.counting.scores import supported, worth_of
from tequio.counting.settings import Settings
from tequio.counting.supporters import choices_of, turn
from tequio.counting.ties import Ties, tie_ranks


def count_phragmen(election: Election, settings: Settings) -> Outcome:
    """Count by Phragmén's sequential rule.

    Projects without supporters and projects that cost more than the whole budget are left out. Where one of several
    equal next projects would overspend, the count ends.
    """
    worth = worth_of(election, settings.ordinal)
    why = excluded(election, settings, worth)
    ties = Ties(election, tie_ranks(election, settings, worth))
    loads = Loads(election)
    rivals = Rivals(election, settings.exclusive)
    open_to = [
        p for p, project in enumerate(election.projects) if p not in why and project.cost <= election.budget
    ]
    open_to = [place for place in open_to if loads.supporters[place]]
    left, rounds, winners, missed = election.budget, list[Round](), list[int](), dict[str, Fraction]()
    while open_to:
        load, tied = loads.next(open_to)
        if any(election.projects[place].cost > left for place in tied):
            missed = dict.fromkeys(election.ids(tied), left)
            break
        chosen = ties.first(tied, len(winners) + 1)
        left -= election.projects[chosen].cost
        loads.buy(chosen, load)
        winners.append(chosen)
        rounds.append(Round(len(winners), election.projects[chosen].id, "bought", exact(load), left))
        open_to = [place for place in open_to if place != chosen and not rivals.won(place, winners)]
    reasons = {election.projects[place].id: reason for place, reason in why.items()}
    spent = election.budget - left
    return Outcome(
        settings, election.ids(winners), spent, election.budget, rounds, ties.found, {}, reasons, missed
    )


def exact(value: gmpy2.mpq) -> Fraction:
    return Fraction(int(value.numerator), int(value.denominator))


class Loads:
    """When each ballot last paid, and so when the supporters of a project can pay again.

    A ballot's load is the moment of its last purchase: one of the moments so far. `table[p, t]` counts the supporters of
    project p who last paid at moment t, so that a project's next moment is (cost + sum of table[p] x moments) / supporters:
    all terms are at least zero, and a float of it is off by (moments + 4) roundings at most.
    """

    def __init__(self, election: Election) -> None:
        ballots, projects = supported(election.ballots), len(election.projects)
        self.start, self.project = ballots.start, ballots.project
        self.turned = turn(ballots, projects)
        self.supporters = np.diff(self.turned.start)
        self.last = np.zeros(len(ballots), np.int64)
        self.table = np.zeros((projects, 16), np.int64)
        self.table[:, 0] = self.supporters
        self.moments = [gmpy2.mpq(0)]
        self.costs = [gmpy2.mpq(project.cost) for project in election.projects]
        self.cost_floats = np.array([float(project.cost) for project in election.projects])

    def next(self, places: Sequence[int]) -> tuple[gmpy2.mpq, list[int]]:
        """Return the earliest next moment, exact, and the projects that have it."""
        floats = self.floats(np.array(places))
        margin = 1 + 4 * (len(self.moments) + 8) * 2.0**-52
        near = [place for place, value in zip(places, floats, strict=True) if value <= floats.min() * margin]
        values = {place: self.moment(place) for place in near}
        best = min(values.values())
        return best, [place for place in near if values[place] == best]

    def floats(self, places: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
        moments = np.array([float(moment) for moment in self.moments])
        paid = self.table[places, : len(moments)] @ moments
        result: npt.NDArray[np.float64] = (self.cost_floats[places] + paid) / self.supporters[places]
        return result

    def moment(self, place: int) -> gmpy2.mpq:
        counts = self.table[place, : len(self.moments)].tolist()
        paid = sum(
            (count * moment for count, moment in zip(counts, self.moments, strict=True) if count),
            gmpy2.mpq(0),
        )
        return (self.costs[place] + paid) / int(self.supporters[place])

    def buy(self, place: int, load: gmpy2.mpq) -> None:
        """Let the supporters pay at this moment."""
        now = len(self.moments)
        self.moments.append(load)
        if now == self.table.shape[1]:
            self.table = np.hstack([self.table, np.zeros_like(self.table)])
        payers = self.turned.of(place)
        at = choices_of(self.start, payers)
        projects = self.project[at].astype(np.int64)
        before = np.repeat(self.last[payers], self.start[payers + 1] - self.start[payers])
        np.subtract.at(self.table, (projects, before), 1)
        np.add.at(self.table, (projects, np.full_like(projects, now)), 1)
        self.last[payers] = now
