"""What a tap on the voting page makes of the choices that it shows."""

from collections.abc import Mapping
from dataclasses import dataclass

from tequio.decide.protocol.freeze import Contest, Freeze
from tequio.kit.refusals import Refused

Votes = dict[str, int]
Choices = dict[str, Votes]
"""By contest and project: 1 (approval, knapsack), the place (ranking) or the points (cumulative)."""

ADD, REMOVE, UP, CLEAR = "add", "remove", "up", "clear"


@dataclass(frozen=True)
class Tap:
    """What was tapped: `add:p12`, `remove:p12`, `up:p12` or `clear`."""

    what: str
    project: str = ""


def read_tap(text: str) -> Tap:
    """Read what a button says. Refuses what no button of the page says."""
    what, _, project = text.partition(":")
    if what not in {ADD, REMOVE, UP, CLEAR} or (what == CLEAR) != (project == ""):
        raise Refused("ballot.unknown_tap")
    return Tap(what, project)


def tapped(freeze: Freeze, shown: Mapping[str, Mapping[str, int]], tap: Tap) -> Choices:
    """Return the choices after a tap; those shown are not changed.

    Adding in a ranking gives the next place, in points one more; removing closes the gap, or takes one point. Whether
    the choices may be cast is for the frozen rules to say. Refuses a project that is not on this ballot.
    """
    choices = {contest: dict(votes) for contest, votes in shown.items()}
    if tap.what == CLEAR:
        return {}
    project = freeze.project.get(tap.project)
    if project is None:
        raise Refused("ballot.unknown_tap")
    contest = freeze.contest[project.contest]
    votes = choices.setdefault(contest.id, {})
    CHANGES[tap.what](contest, votes, project.id)
    return {contest: votes for contest, votes in choices.items() if votes}


def _add(contest: Contest, votes: Votes, project: str) -> None:
    if contest.format == "cumulative":
        votes[project] = votes.get(project, 0) + 1
    elif project not in votes:
        votes[project] = len(votes) + 1 if contest.format == "ranking" else 1


def _remove(contest: Contest, votes: Votes, project: str) -> None:
    number = votes.pop(project, 0)
    if contest.format == "cumulative" and number > 1:
        votes[project] = number - 1
    if contest.format == "ranking" and number:
        for other, place in votes.items():
            votes[other] = place - (place > number)


def _up(contest: Contest, votes: Votes, project: str) -> None:
    """Change places with the one above."""
    place = votes.get(project, 0)
    above = next((other for other, other_place in votes.items() if other_place == place - 1), None)
    if contest.format == "ranking" and above:
        votes[project], votes[above] = place - 1, place


CHANGES = {ADD: _add, REMOVE: _remove, UP: _up}


def wanting(freeze: Freeze, choices: Mapping[str, Mapping[str, int]]) -> dict[str, int]:
    """Say how many are still to be chosen in each contest that was begun with fewer than a ballot needs.

    Such choices wait in the page, and nothing is cast.
    """
    return {
        contest: freeze.contest[contest].limits["least"] - len(votes)
        for contest, votes in choices.items()
        if len(votes) < freeze.contest[contest].limits.get("least", 0)
    }
