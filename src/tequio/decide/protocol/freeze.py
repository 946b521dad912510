"""The freeze: the rules of one vote, complete, hashed and published when voting opens; nothing else rules it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from hashlib import sha256
from zoneinfo import ZoneInfo

from tequio.decide.protocol.notes import VerifierKey

FORMAT = "tequio-freeze-v1"


@dataclass(frozen=True)
class Zone:
    """A zone of the roll, and the contests that its people vote in."""

    id: str
    name: str
    contests: tuple[str, ...]


@dataclass(frozen=True)
class Contest:
    """What is counted together. Money is in minor units.

    `limits` by format: approval and ranking `least`, `most` (projects); knapsack `spend` (money); cumulative `points`
    (the most in all), `each` (the most for one project), `most` (projects). `threshold` is the score that a project needs
    to be eligible. `incompatible_together` says whether one ballot may name two projects of which only one can win.
    """

    id: str
    name: str
    format: str
    limits: Mapping[str, int]
    budget: int
    rule: str
    utility: str
    completion: str
    step: int
    comparison: str
    scores: str
    threshold: int
    incompatible_together: bool


@dataclass(frozen=True)
class Project:
    """A project as it stands on the ballot. `cost` is in minor units; `incompatible` goes both ways."""

    id: str
    contest: str
    cost: int
    titles: Mapping[str, str]
    incompatible: tuple[str, ...]

    def title(self, language: str) -> str:
        """Return the title in a language, else the first one that there is."""
        return self.titles.get(language) or next(iter(self.titles.values()))


@dataclass(frozen=True)
class Freeze:
    """The rules of one vote, as read from the exact bytes that were published; make it with `read_freeze`.

    `other_zones` is how many zones beside one's own a ballot may vote in: 0 or 1.
    """

    body: bytes
    key: VerifierKey
    titles: Mapping[str, str]
    opens: datetime
    closes: datetime
    time_zone: str
    currency: str
    decimals: int
    legal_basis: str
    electorate: str
    zones: tuple[Zone, ...]
    contests: tuple[Contest, ...]
    projects: tuple[Project, ...]
    tie_order: tuple[str, ...]
    withdrawn_counts: bool
    other_zones: int
    hold: int
    join_check: bytes

    def title(self, language: str) -> str:
        """Return the edition's title in a language, else the original's, which stands first."""
        return self.titles.get(language) or next(iter(self.titles.values()))

    def open_to(self, zone: str, contests: Iterable[str]) -> bool:
        """Say whether somebody of a zone may vote in all of these contests: those of one's own zone, and, where the
        rules say so, those of one other zone.
        """
        foreign = set(contests).difference(self.zone[zone].contests)
        if not foreign:
            return True
        return self.other_zones > 0 and any(foreign <= set(other.contests) for other in self.zones)

    @property
    def origin(self) -> str:
        """The name under which this vote signs."""
        return self.key.origin

    @cached_property
    def sha256(self) -> bytes:
        """The fingerprint that is printed, is leaf 0 of the log, and stands in every receipt."""
        return sha256(self.body).digest()

    def day_of(self, moment: datetime) -> date:
        """The day of a moment where the vote is held."""
        return moment.astimezone(ZoneInfo(self.time_zone)).date()

    @cached_property
    def zone(self) -> dict[str, Zone]:
        return {zone.id: zone for zone in self.zones}

    @cached_property
    def contest(self) -> dict[str, Contest]:
        return {contest.id: contest for contest in self.contests}

    @cached_property
    def project(self) -> dict[str, Project]:
        return {project.id: project for project in self.projects}

    def projects_of(self, contest: str) -> list[Project]:
        """Return a contest's projects in the order of the ballot."""
        return self._by_contest.get(contest, [])[:]

    @cached_property
    def _by_contest(self) -> dict[str, list[Project]]:
        found: dict[str, list[Project]] = {}
        for project in self.projects:
            found.setdefault(project.contest, []).append(project)
        return found


def fingerprint(digest: bytes) -> str:
    """Write a hash as people compare it: sixteen groups of four signs."""
    text = digest.hex()
    return " ".join(text[place : place + 4] for place in range(0, len(text), 4))
