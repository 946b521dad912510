"""The declared order that decides every tie of every round."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from tequio.counting.amounts import in_parts
from tequio.counting.election import Election
from tequio.counting.outcome import Tie
from tequio.counting.scores import Worth
from tequio.counting.settings import Settings, Unclear


def tie_ranks(election: Election, settings: Settings, worth: Worth) -> list[int]:
    """Return each project's rank in the declared order; lower goes first. Every two projects differ.

    "cheapest" (the advice of equalshares.net): the lower cost, then the more votes, then the lot. "listed": the order of
    the file. "lexicographic": the project id as text. "drawn:SEED": the lot alone. The lot is the SHA-256 of the seed, a
    newline and the project id: anybody can draw it again, and it stays the same for all rounds.
    """
    kind, _, seed = settings.ties.partition(":")
    places = range(len(election.projects))
    if settings.tie_order:
        if sorted(settings.tie_order) != sorted(project.id for project in election.projects):
            raise Unclear("The order for ties must name every project once.")
        given = {name: rank for rank, name in enumerate(settings.tie_order)}
        return [given[project.id] for project in election.projects]
    costs, _ = in_parts([project.cost for project in election.projects])
    scores, _ = in_parts(worth.score)
    keys = {
        "cheapest": lambda place: (costs[place], -scores[place], lot(election, place, seed)),
        "listed": lambda place: place,
        "lexicographic": lambda place: election.projects[place].id,
        "drawn": lambda place: lot(election, place, seed),
    }
    ranks = [0] * len(election.projects)
    for rank, place in enumerate(sorted(places, key=keys[kind])):
        ranks[place] = rank
    return ranks


def lot(election: Election, place: int, seed: str) -> tuple[bytes, str]:
    name = election.projects[place].id
    return hashlib.sha256(f"{seed}\n{name}".encode()).digest(), name


@dataclass
class Ties:
    """Breaks ties by rank and remembers where it had to."""

    election: Election
    ranks: Sequence[int]
    found: list[Tie] = field(default_factory=list)

    def first(self, places: Sequence[int], number: int) -> int:
        """Return the one of several equal projects that goes first in round `number`."""
        if len(places) == 1:
            return places[0]
        ordered = sorted(places, key=lambda place: self.ranks[place])
        self.found.append(Tie(number, self.election.ids(ordered)))
        return ordered[0]
