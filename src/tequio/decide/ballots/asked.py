"""What the voting page posts: the turn and the choices that it showed, and the one thing that was tapped."""

from dataclasses import dataclass, field

from django.http import QueryDict

from tequio.decide.ballots.rules import Choices, Tap, read_tap
from tequio.decide.protocol.freeze import Freeze
from tequio.decide.protocol.leaves import LAST_TURN
from tequio.kit.refusals import Refused

MOST_CHOSEN = 900
LAST_NUMBER = 10**6


@dataclass(frozen=True)
class Asked:
    """`base` is the turn and `shown` the choices of the page; together with the tap they are the whole request."""

    base: int
    shown: Choices
    tap: Tap = field(default=Tap(""))
    zone: str = ""

    @property
    def chosen(self) -> list[str]:
        """The choices as the page carries them."""
        return [
            f"{contest}:{project}:{number}"
            for contest, votes in self.shown.items()
            for project, number in votes.items()
        ]


def read_asked(said: QueryDict, rules: Freeze) -> Asked:
    """Read a posted page. Refuses what this ballot's page cannot have sent."""
    was = said.getlist("was")
    base = said.get("base", "")
    if len(was) > MOST_CHOSEN or not base.isdecimal() or len(base) > 10 or int(base) >= LAST_TURN:
        raise Refused("ballot.unknown_tap")
    shown: Choices = {}
    for line in was:
        contest, project, number = _chosen(line)
        known = rules.project.get(project)
        if known is None or known.contest != contest:
            raise Refused("ballot.unknown_tap")
        shown.setdefault(contest, {})[project] = number
    zone = said.get("zone", "")
    return Asked(int(base), shown, read_tap(said.get("do", "")), zone if zone in rules.zone else "")


def _chosen(line: str) -> tuple[str, str, int]:
    parts = line.split(":")
    if len(parts) != 3 or not parts[2].isdecimal() or not 1 <= int(parts[2][:8]) <= LAST_NUMBER:
        raise Refused("ballot.unknown_tap")
    return parts[0], parts[1], int(parts[2][:8])
