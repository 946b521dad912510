"""Which projects may win: those on the ballot, with enough votes, and not excluded by a winner."""

from collections.abc import Collection
from fractions import Fraction

from tequio.counting.election import Election
from tequio.counting.scores import Worth
from tequio.counting.settings import Settings, Unclear


def excluded(election: Election, settings: Settings, worth: Worth) -> dict[int, str]:
    """Say of each project that cannot win, by its place, why: "withdrawn", "minimum" or "filter"."""
    why: dict[int, str] = {}
    for place, project in enumerate(election.projects):
        if project.withdrawn:
            why[place] = "withdrawn"
        elif worth.score[place] < settings.min_votes:
            why[place] = "minimum"
        elif settings.cost_filter is not None and filtered(
            election, project.cost, worth.votes[place], settings.cost_filter
        ):
            why[place] = "filter"
    return why


def filtered(election: Election, cost: Fraction, votes: int, factor: Fraction) -> bool:
    """Świecie's filter: too few votes for what it costs, votes / ballots < cost / (factor x budget)."""
    return votes * factor * election.budget < cost * len(election.ballots)


class Rivals:
    """Projects of which only one can win."""

    def __init__(self, election: Election, groups: Collection[Collection[str]]) -> None:
        self.of: dict[int, set[int]] = {}
        for group in groups:
            places = {self.place(election, name) for name in group}
            for place in places:
                self.of.setdefault(place, set()).update(places - {place})

    @staticmethod
    def place(election: Election, name: str) -> int:
        if name not in election.position:
            raise Unclear(f"The exclusive project {name!r} is not in the election.")
        return election.position[name]

    def __bool__(self) -> bool:
        return bool(self.of)

    def won(self, place: int, winners: Collection[int]) -> bool:
        """Whether a rival of the project is among the winners."""
        return not self.of.get(place, set()).isdisjoint(winners)
