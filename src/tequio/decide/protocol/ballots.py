"""A ballot's choices: one canonical form for equal choices, checked against the frozen rules."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from tequio.decide.protocol import canonical
from tequio.decide.protocol.faults import Fault
from tequio.decide.protocol.fields import record, rows
from tequio.decide.protocol.freeze import Contest, Freeze

LONGEST = 256 * 1024
"""Bytes of the longest ballot."""

VOTE = rb'\["[A-Za-z0-9_-]+",[1-9][0-9]{0,14}\]'
PART = rb'\{"contest":"[a-z0-9_-]+","votes":\[' + VOTE + rb"(?:," + VOTE + rb")*\]\}"
USUAL = re.compile(rb'\{"parts":\[(?:' + PART + rb"(?:," + PART + rb')*)?\],"zone":"[a-z0-9_-]+"\}')
"""The one spelling of choices that hold nothing but plain ids and numbers: it needs no second look at its form."""

Votes: TypeAlias = tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Ballot:
    """Choices that are valid under the freeze: for each contest voted in, pairs of project and number.

    The number is 1 (approval, knapsack), the place (ranking) or the points (cumulative). No contest at all is a blank
    ballot, which is valid and takes a vote back.
    """

    zone: str
    parts: Mapping[str, Votes]


def write_choices(freeze: Freeze, zone: str, parts: Mapping[str, Iterable[tuple[str, int]]]) -> bytes:
    """Return the canonical bytes of choices, contests and projects put in order, empty contests left out.

    Refuses (`Fault`) choices that break the rules of this vote.
    """
    listed = [
        {"contest": contest, "votes": [[project, number] for project, number in sorted(votes)]}
        for contest, votes in sorted((contest, list(votes)) for contest, votes in parts.items())
        if votes
    ]
    choices = canonical.write({"parts": listed, "zone": zone})
    read_ballot(freeze, choices)
    return choices


def read_ballot(freeze: Freeze, choices: bytes) -> Ballot:
    """Return the ballot that canonical bytes state.

    Refuses (`Fault`) bytes of another form, and choices that break the rules: an unknown zone, a contest closed to it, a
    project of another contest, too few or too many, over the budget, two incompatible projects.
    """
    usual = len(choices) <= LONGEST and USUAL.fullmatch(choices)
    parsed = json.loads(choices) if usual else canonical.read(choices, longest=LONGEST)
    form = record(parsed, "ballot", ("parts", "zone"))
    zone = freeze.zone.get(form["zone"]) if type(form["zone"]) is str else None
    if zone is None:
        raise Fault("ballot.zone", zone=str(form["zone"])[:64])
    parts: dict[str, Votes] = {}
    for row in rows(form["parts"], "ballot"):
        part = record(row, "ballot", ("contest", "votes"))
        name = part["contest"]
        if type(name) is not str or name not in freeze.contest:
            raise Fault("ballot.contest", contest=str(name)[:64])
        if parts and name <= next(reversed(parts)):
            raise Fault("ballot.order")
        parts[name] = read_votes(part["votes"])
        check_votes(freeze, freeze.contest[name], parts[name])
    if not freeze.open_to(zone.id, parts):
        closed = next(name for name in parts if name not in zone.contests)
        raise Fault("ballot.contest", contest=closed)
    return Ballot(zone.id, parts)


def read_votes(value: object) -> Votes:
    votes: list[tuple[str, int]] = []
    for pair in rows(value, "ballot", least=1):
        if type(pair) is not list or [type(item) for item in pair] != [str, int]:
            raise Fault("ballot.form")
        if votes and pair[0] <= votes[-1][0]:
            raise Fault("ballot.order")
        votes.append((pair[0], pair[1]))
    return tuple(votes)


def check_votes(freeze: Freeze, contest: Contest, votes: Votes) -> None:
    """Refuse votes that the contest's format or limits do not allow."""
    for name, _number in votes:
        project = freeze.project.get(name)
        if project is None or project.contest != contest.id:
            raise Fault("ballot.project", project=name[:64])
        if not contest.incompatible_together:
            check_rivals(project.incompatible, votes, name)
    CHECKS[contest.format](freeze, contest, votes)


def check_rivals(incompatible: Iterable[str], votes: Votes, name: str) -> None:
    if incompatible:
        chosen = {project for project, _number in votes}
        for rival in incompatible:
            if rival in chosen:
                raise Fault("ballot.incompatible", first=min(name, rival), second=max(name, rival))


def check_count(contest: Contest, votes: Votes) -> None:
    least, most = contest.limits.get("least", 0), contest.limits["most"]
    if not least <= len(votes) <= most:
        raise Fault("ballot.count", contest=contest.id, chosen=len(votes), least=least, most=most)


def check_ones(votes: Votes) -> None:
    for _project, number in votes:
        if number != 1:
            raise Fault("ballot.number")


def check_approval(freeze: Freeze, contest: Contest, votes: Votes) -> None:
    check_ones(votes)
    check_count(contest, votes)


def check_knapsack(freeze: Freeze, contest: Contest, votes: Votes) -> None:
    check_ones(votes)
    spent = sum(freeze.project[project].cost for project, _number in votes)
    if spent > contest.limits["spend"]:
        raise Fault("ballot.spend", contest=contest.id, spent=spent, most=contest.limits["spend"])


def check_ranking(freeze: Freeze, contest: Contest, votes: Votes) -> None:
    check_count(contest, votes)
    if sorted(number for _project, number in votes) != list(range(1, len(votes) + 1)):
        raise Fault("ballot.places")


def check_cumulative(freeze: Freeze, contest: Contest, votes: Votes) -> None:
    check_count(contest, votes)
    each, points = contest.limits["each"], contest.limits["points"]
    if any(not 1 <= number <= each for _project, number in votes):
        raise Fault("ballot.points_each", each=each)
    given = sum(number for _project, number in votes)
    if given > points:
        raise Fault("ballot.points", contest=contest.id, given=given, points=points)


CHECKS: dict[str, Any] = {
    "approval": check_approval,
    "knapsack": check_knapsack,
    "ranking": check_ranking,
    "cumulative": check_cumulative,
}
