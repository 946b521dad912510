"""Reading a `.pb` file as a past edition: its plan, its projects, its ballots. Nothing is written."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path

from tequio.catalogue.importing.rules import cut_title
from tequio.catalogue.records.rules import TITLE_LONGEST
from tequio.counting import (
    Election,
    Malformed,
    Project,
    Settings,
    Unclear,
    official_winners,
    parse_pb,
    settings_of,
)
from tequio.decide.budgets.plans import Plan, PlannedContest, PlannedPart
from tequio.decide.budgets.rules import FINISHED
from tequio.decide.past.rules import (
    SLUG,
    SLUG_LONGEST,
    edition_name,
    edition_slug,
    first_of,
    keyed,
    limits,
    phases,
    step_of,
)
from tequio.ground.territories.coordinates import point
from tequio.ground.territories.recognise import Recogniser
from tequio.kit.money import LARGEST, Money
from tequio.kit.plain import one_line, plain
from tequio.kit.refusals import Refused

KEY_LONGEST = 64
CONTEST = "all"


@dataclass(frozen=True)
class Asked:
    """What the command says beside the file; empty stands for what the file says."""

    slug: str = ""
    currency: str = ""
    language: str = ""


@dataclass(frozen=True)
class PastProject:
    """A project as the file has it; `cost` is in minor units, None of one that left the ballot."""

    id: str
    title: str
    about: str
    cost: int | None
    zone: str
    heading: str
    point: tuple[float, float] | None


@dataclass(frozen=True)
class Past:
    """A past edition, read and found fit.

    `named` says whether META names the rule; `official` is None where the file does not say who won.
    """

    name: str
    data: bytes
    election: Election
    settings: Settings
    named: bool
    official: frozenset[str] | None
    plan: Plan
    projects: tuple[PastProject, ...]
    language: str
    country: str = ""
    place: str = ""
    meta: Mapping[str, str] = field(default_factory=dict)

    @property
    def sha256(self) -> bytes:
        return hashlib.sha256(self.data).digest()


def read_past(path: Path, asked: Asked, *, otherwise: str) -> Past:
    """Read a file, whole. Refuses, with line and column, what cannot be counted, and what cannot be an edition.

    `otherwise` is the language of its texts where the file does not say.
    """
    data, election = _election(path)
    return _Reading(path.name[:200], data, election, asked).past(otherwise)


def _election(path: Path) -> tuple[bytes, Election]:
    try:
        data = path.read_bytes()
        return data, parse_pb(data)
    except OSError as error:
        raise Refused("past.unreadable", file=path.name, reason=error.strerror or "") from None
    except Malformed as error:
        if not error.line:
            raise Refused("past.malformed_whole", file=path.name, reason=error.reason) from None
        where = {"line": error.line, "column": error.column}
        raise Refused("past.malformed", file=path.name, reason=error.reason, **where) from None


class _Reading:
    """One file on its way to a past edition."""

    def __init__(self, name: str, data: bytes, election: Election, asked: Asked) -> None:
        self.name, self.data, self.election, self.asked = name, data, election, asked
        self.meta = {key: one_line(value) for key, value in election.meta.items()}
        self.currency = (asked.currency or self.meta.get("currency", "")).upper()
        if not self.currency:
            raise Refused("past.no_currency")
        self.decimals = Money(0, self.currency).decimals
        try:
            self.settings, self.named = settings_of(election.meta), True
        except Unclear:
            self.settings, self.named = Settings("greedy"), False
        if self.settings.rule != "equal-shares":
            # Only the count by equal shares that is set beside has steps; those of META stay as they are.
            step = Fraction(step_of(election.budget, len(election.ballots)))
            self.settings = replace(self.settings, step=step)
        whole = self.meta.get("subunit") or self.meta.get("district") or ""
        self.places = [one_line(project.zone) or whole for project in election.projects]
        self.purposes = [self._purpose(project) for project in election.projects]
        self.zones = {one.name: one for one in keyed(self.places, otherwise="zone")}
        self.headings = {one.name: one for one in keyed(self.purposes, otherwise="heading")}

    def past(self, otherwise: str) -> Past:
        official = official_winners(self.election)
        rows = zip(self.election.projects, self.places, self.purposes, strict=True)
        projects = tuple(self._project(*row) for row in rows)
        place = dict.fromkeys((self.meta.get("unit", ""), self.meta.get("subunit", "")))
        return Past(
            name=self.name,
            data=self.data,
            election=self.election,
            settings=self.settings,
            named=self.named,
            official=None if official is None else frozenset(official),
            plan=self._plan(projects),
            projects=projects,
            language=(self.asked.language or self.meta.get("language", "") or otherwise)[:10].lower(),
            country=Recogniser().country(self.meta.get("country", "")) or "",
            place=", ".join(filter(None, place))[:200],
            meta=self.meta,
        )

    @staticmethod
    def _purpose(project: Project) -> str:
        said = project.fields.get("category") or project.fields.get("target") or ""
        return first_of(one_line(said))

    def _project(self, project: Project, place: str, purpose: str) -> PastProject:
        if len(project.id) > KEY_LONGEST:
            raise Refused("past.id_too_long", id=project.id[:20], limit=KEY_LONGEST)
        fields = project.fields
        return PastProject(
            id=project.id,
            title=cut_title(one_line(project.name) or project.id, TITLE_LONGEST),
            about=plain(fields.get("description", "")).strip(),
            cost=None if project.withdrawn else self._minor(project.cost, project.id),
            zone=self.zones[place].key if place else "",
            heading=self.headings[purpose].key if purpose else "",
            point=point(fields.get("latitude", ""), fields.get("longitude", "")),
        )

    def _minor(self, amount: Fraction, what: str) -> int:
        minor = amount * 10**self.decimals
        if minor.denominator != 1 or not 0 <= minor <= LARGEST:
            raise Refused(
                "past.amount_too_fine", what=what, amount=str(float(amount)), currency=self.currency
            )
        return int(minor)

    def _plan(self, projects: tuple[PastProject, ...]) -> Plan:
        slug, name = self.asked.slug or edition_slug(self.meta), edition_name(self.meta) or self.name
        if not SLUG.fullmatch(slug) or len(slug) > SLUG_LONGEST:
            raise Refused("past.bad_slug", slug=slug)
        money = self._minor(self.election.budget, "budget")
        contest = PlannedContest(CONTEST, {"en": name}, self._money(projects, money), self._contest())
        return Plan(
            slug=slug,
            names={"en": name},
            currency=self.currency,
            amount=money,
            contests=(contest,),
            zones=tuple(PlannedPart(one.key, {"": one.name}) for one in self.zones.values()),
            headings=tuple(PlannedPart(one.key, {"": one.name}) for one in self.headings.values()),
            dates=phases(self.meta),
            options={"stage": FINISHED, "origin": self.name},
        )

    def _money(self, projects: tuple[PastProject, ...], money: int) -> dict[tuple[str, str], int]:
        """All the money where there is one place and purpose, else in one purse from which they all draw."""
        places = dict.fromkeys((project.zone, project.heading) for project in projects)
        if len(places) == 1:
            return dict.fromkeys(places, money)
        return {("", ""): money} | {place: 0 for place in places if place != ("", "")}

    def _contest(self) -> dict[str, str | int | bool]:
        vote_type, count = self.election.vote_type, len(self.election.projects)
        return {
            **limits(self.meta, vote_type, count),
            "rule": self.settings.rule,
            "completion": self.settings.completion,
            "comparison": self.settings.compare or "none",
            "threshold": int(self.settings.min_votes),
        }
