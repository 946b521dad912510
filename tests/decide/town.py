"""La Marsa for tests: an edition with five zones, one heading, ten priced proposals, and its electorate."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.utils import timezone

from tequio.catalogue.records.models import Record, Text
from tequio.decide.ballots.casting import cast
from tequio.decide.budgets.models import Budget
from tequio.decide.budgets.plans import Plan, PlannedContest, PlannedPart
from tequio.decide.budgets.rules import PHASES
from tequio.decide.budgets.services import open_budget
from tequio.decide.electorates.models import Electorate, RollEntry
from tequio.decide.logs.services import open_vote
from tequio.decide.proposals.models import Proposal
from tequio.ground.spaces.models import Space

ZONES = ("corniche", "gammarth", "sidi", "ville", "bhar")
LIGHT = PlannedPart("light", {"en": "Public lighting", "fr": "Éclairage public"})


def plan(slug: str = "2015", **changes) -> Plan:
    """550,000 TND for light, 110,000 in each zone, five approvals, counted by votes."""
    said = {
        "slug": slug,
        "names": {"en": "La Marsa 2015", "fr": "La Marsa 2015"},
        "currency": "TND",
        "amount": 550_000_000,
        "zones": tuple(PlannedPart(key, {"en": key.title()}) for key in ZONES),
        "headings": (LIGHT,),
        "contests": tuple(
            PlannedContest(key, {"en": f"Light in {key.title()}"}, {(key, "light"): 110_000_000})
            for key in ZONES
        ),
        "dates": dates(),
        "time_zone": "Africa/Tunis",
        "options": {"hold": 5},
    }
    return Plan(**{**said, **changes})


def dates(voting: datetime | None = None, days: int = 10) -> Mapping[str, datetime]:
    """A phase each ten days; voting begins now, unless said otherwise."""
    begin = (voting or timezone.now()) - timedelta(days=days * PHASES.index("balloting"))
    return {key: begin.replace(microsecond=0) + timedelta(days=days * at) for at, key in enumerate(PHASES)}


def make_budget(space: Space, *, stage: str = "informing", **changes) -> Budget:
    """An edition in a phase before the vote, with its electorate."""
    budget = open_budget(space, plan(**changes), by=None)
    Electorate.objects.create(budget=budget, words={"en": "Everybody of 16 or more who lives here."})
    if stage != "informing":
        Budget.objects.filter(pk=budget.pk).update(stage=stage)
        budget.refresh_from_db()
    return budget


def make_proposal(budget: Budget, title: str, *, zone: str = "corniche", author=None, **fields) -> Proposal:
    """A published proposal, in the words of its title; further fields are the proposal's own."""
    number = Proposal.objects.filter(budget=budget).count() + 1
    record = Record.objects.create(
        kind="proposal",
        space=budget.space,
        original_language="en",
        author=author,
        visibility="published",
        version=1,
        published=timezone.now(),
    )
    Text.objects.create(record=record, language="en", title=title, slug=title.lower().replace(" ", "-"))
    allocation = budget.allocations.get(zone__key=zone)
    return Proposal.objects.create(
        record=record, budget=budget, allocation=allocation, key=f"p{number}", **fields
    )


def make_feasible(budget: Budget, *, each: int = 2) -> list[Proposal]:
    """Some feasible proposals in each zone, from 20,000 TND on."""
    return [
        make_proposal(
            budget, f"Lamps {zone} {number}", zone=zone, stage="feasible", price=20_000_000 * (number + 1)
        )
        for zone in ZONES
        if budget.allocations.filter(zone__key=zone).exists()
        for number in range(each)
    ]


def make_voters(budget: Budget, *, each: int = 4) -> list[RollEntry]:
    """Some people of each zone on the roll."""
    return [
        RollEntry.objects.create(
            budget=budget, zone=zone, person_key=f"{zone.key} {number}".encode().ljust(32)
        )
        for zone in budget.zones.all()
        for number in range(each)
    ]


def make_vote(space: Space, *, each: int = 4, ends: timedelta = timedelta(days=10), **changes) -> Budget:
    """An edition whose vote is open, with priced projects and people on the roll."""
    begin = timezone.now() - timedelta(seconds=5)
    said = dict(dates(begin)) | {"counting": begin + ends, "finished": begin + ends + timedelta(days=9)}
    budget = make_budget(space, stage="publishing", **{"dates": said, **changes})
    make_feasible(budget)
    make_voters(budget, each=each)
    open_vote(budget, site="vote.example", by=None)
    budget.refresh_from_db()
    return budget


def cast_as(entry: RollEntry, *projects: str, base: int = 0):
    """Cast approvals of projects of the entry's own zone."""
    zone = entry.zone.key
    parts = {zone: [(project, 1) for project in projects]} if projects else {}
    return cast(entry.budget_id, bytes(entry.pk), zone, parts, base=base)
