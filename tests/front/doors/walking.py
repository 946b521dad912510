"""Walks every route as every person, to a record of every visibility, in its own space and under another one's name."""

from collections import defaultdict
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path

from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from tequio.catalogue.attachments.models import Attachment
from tequio.catalogue.publishing.models import Draft, Version
from tequio.catalogue.publishing.services import hide, publish, save_draft, send, start, withdraw
from tequio.catalogue.records.models import Record
from tequio.catalogue.records.rules import VISIBILITIES
from tequio.decide.budgets.models import Budget
from tequio.ground.spaces.services import give_role, open_space
from tequio.know.practices.setup import ensure_template
from tests.cast import make_person, practice_content
from tests.decide.ideas import idea
from tests.decide.results.ended import make_closed, make_counted
from tests.decide.town import make_budget, make_proposal

TABLE = Path(__file__).with_name("table.txt")
ROLES = ("visitor", "amina", "bruno", "dora", "chen", "olga")
"""Nobody; the author; the coordinator of the space; an outsider; the coordinator of another space; the operator."""
# What stands in an address where no record and no space does.
EXAMPLES = {
    "page": "1",
    "part": "story",
    "key": "MQ-nonsense",
    "kind": "practice",
    "version": "0" * 12,
    "uidb36": "1",
    "pk": "1",
    "name": "plan.pdf",
    "step": "name",
    "plan": "city",
}
EVERYWHERE = "-"


@dataclass(frozen=True)
class Door:
    """One address that one method asks for: the route, whose space it names, the visibility of what it leads to."""

    route: str
    method: str
    space: str
    state: str


@dataclass(frozen=True)
class Route:
    """One route of the site, and what its whole address asks for."""

    name: str
    arguments: frozenset[str]


def all_routes(patterns=None, asked=frozenset()):
    """Yield each route, as the resolver knows them; those without a name are redirects of a package's former addresses."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        names = asked | set(pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLPattern):
            if pattern.name:
                yield Route(pattern.name, names - set(pattern.default_args))
        else:
            yield from all_routes(pattern.url_patterns, names)


class Town:
    """Two spaces, six people, an edition; a practice, an actor and a proposal of each visibility, and a file of each."""

    def __init__(self) -> None:
        self.space = open_space("network", names={"en": "Network"}, language="en", by=None)
        self.other = open_space("forum", names={"en": "Forum"}, language="en", by=None)
        for space in (self.space, self.other):
            self.template = ensure_template(space)
        self.template = ensure_template(self.space)
        self.people = {name: make_person(name.title()) for name in ROLES[1:]}
        give_role(self.people["bruno"], self.space, "coordinator", by=None)
        give_role(self.people["chen"], self.other, "coordinator", by=None)
        type(self.people["olga"]).objects.filter(pk=self.people["olga"].pk).update(is_operator=True)
        self.records = {state: self._practice(state) for state in VISIBILITIES}
        self.actors = {state: self._actor(state) for state in VISIBILITIES}
        self.budget = make_budget(self.space)
        self.closed, self.intrusion = make_closed(self.space)
        self.counted = make_counted(self.space)
        self.proposals = {state: self._proposal(state) for state in VISIBILITIES}
        self.files = {state: self._file(self.records[state], state) for state in VISIBILITIES}
        self.clients = {name: Client() for name in ROLES}
        for name, person in self.people.items():
            self.clients[name].force_login(person)
        self.cookies = {name: client.cookies.output(header="") for name, client in self.clients.items()}

    def _practice(self, state: str) -> Record:
        amina, bruno = self.people["amina"], self.people["bruno"]
        draft = start(kind="practice", space=self.space, language="en", by=amina)
        said = practice_content(f"Light in {state}").to_json()
        text = said["texts"]["en"]
        change = {key: said[key] for key in ("answers", "territory")} | {
            key: text[key] for key in ("title", "summary", "sections")
        }
        draft = save_draft(draft, change=change, by=amina)
        record = draft.record
        if state != "draft":
            draft = send(draft, template=self.template, by=amina)
        if state in {"published", "hidden", "withdrawn"}:
            record = publish(draft, template=self.template, by=bruno)
        if state in {"hidden", "withdrawn"}:
            record = {"hidden": hide, "withdrawn": withdraw}[state](record, reason="As agreed.", by=bruno)
        return record

    def _actor(self, state: str) -> Record:
        from tequio.catalogue.records.models import Text
        from tequio.know.actors.models import Actor

        published = state in {"published", "hidden", "withdrawn"}
        record = Record.objects.create(
            kind="actor",
            space=self.space,
            original_language="en",
            author=self.people["amina"],
            visibility=state,
            version=int(published),
            published=self.records["published"].published if published else None,
        )
        Text.objects.create(
            record=record, language="en", title=f"Union {state}", slug=f"union-{state}", status="original"
        )
        Actor.objects.create(record=record, sector="union")
        return record

    def _proposal(self, state: str) -> Record:
        record = make_proposal(self.budget, f"Lamps {state}", author=self.people["amina"]).record
        if state in {"draft", "submitted"}:
            record.version, record.published = 0, None
        record.visibility = state
        record.save()
        said = idea(f"Lamps {state}").to_json()
        if record.version:
            Version.objects.create(record=record, number=1, content=said)
        else:
            Draft.objects.create(record=record, content=said)
        return record

    def _file(self, record: Record, state: str) -> Attachment:
        return Attachment.objects.create(
            record=record,
            file=ContentFile(state.encode(), "plan.pdf"),
            name="plan.pdf",
            media_type="application/pdf",
            size=len(state),
            sha256=f"{record.pk:064}",
            listed=record.version > 0,
        )

    def edition(self, route: Route) -> Budget:
        """The edition that a route is about: one whose result is public, one that is closed, or the young one."""
        if route.name.startswith("result"):
            return self.counted
        return self.closed if route.name in {"check", "settlement", "intrusion"} else self.budget

    def doors(self, route: Route):
        """Yield each door of a route with its address."""
        names = route.arguments
        spaces = ("own", "other") if "space" in names else (EVERYWHERE,)
        leads_to_one = "public_id" in names or route.name == "file"
        for space in spaces:
            for state in VISIBILITIES if leads_to_one else (EVERYWHERE,):
                address = self.address(route, names, space, state)
                for method in ("GET", "POST"):
                    yield Door(route.name, method, space, state), address

    def address(self, route: Route, names: frozenset[str], space: str, state: str) -> str:
        kept = {}
        kind = route.name.split("-")[0]
        records, title = {
            "actor": (self.actors, "union-"),
            "proposal": (self.proposals, "lamps-"),
            "discussion": (self.proposals, "lamps-"),
            "valuation": (self.proposals, "lamps-"),
        }.get(kind, (self.records, "light-in-"))
        for name in names:
            if name == "space":
                kept[name] = self.other.slug if space == "other" else self.space.slug
            elif name == "public_id":
                kept[name] = records[state].public_id
            elif name == "slug":
                kept[name] = f"{title}{state}"
            elif name == "budget":
                kept[name] = self.edition(route).slug
            elif name == "pk" and route.name == "intrusion":
                kept[name] = self.intrusion.pk
            elif name == "pk" and route.name == "budget-contest":
                kept[name] = self.budget.contests.first().pk
            elif name == "contest":
                kept[name] = "corniche"
            elif name == "pk" and route.name == "file":
                kept[name] = self.files[state].pk
            elif name == "key" and route.name.startswith("template"):
                kept[name] = "how" if "part" in route.name else "maturity"
            elif name == "person":
                kept[name] = self.people["bruno"].pk
            else:
                kept[name] = EXAMPLES.get(name, "1")
        return reverse(route.name, kwargs=kept)

    def outcome(self, role: str, method: str, address: str) -> str:
        """Knock as somebody and put everything back: the status, or `in` where one is asked to sign in."""
        cache.clear()
        self.clients[role].cookies = SimpleCookie(self.cookies[role])
        with transaction.atomic():
            ask = self.clients[role].get if method == "GET" else self.clients[role].post
            answer = ask(address)
            transaction.set_rollback(True)
        if answer.streaming:
            [close() for close in answer._resource_closers]
        to = answer.headers.get("Location", "")
        return "in" if answer.status_code == 302 and "/account/login/" in to else str(answer.status_code)


def walk() -> dict[Door, tuple[str, ...]]:
    """What each role gets at each door."""
    town, found = Town(), {}
    for route in all_routes():
        for door, address in town.doors(route):
            found[door] = tuple(town.outcome(role, door.method, address) for role in ROLES)
    return found


def written(found: dict[Door, tuple[str, ...]]) -> list[str]:
    """As lines of the table: visibilities with the same answers on one line."""
    together = defaultdict(list)
    for door, codes in found.items():
        together[door.route, door.method, door.space, codes].append(door.state)
    return [
        f"{route:36} {method:5} {space:6} {','.join(states):42} {' '.join(f'{code:4}' for code in codes)}".rstrip()
        for (route, method, space, codes), states in together.items()
    ]


def declared() -> dict[Door, tuple[str, ...]]:
    """What the table says."""
    table = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            route, method, space, states, *codes = line.split()
            for state in states.split(","):
                table[Door(route, method, space, state)] = tuple(codes)
    return table
