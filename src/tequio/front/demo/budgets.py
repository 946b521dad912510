"""The demo's editions of participatory budgets, each opened once; people may have gone on with them since."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.text import slugify

from tequio.decide.budgets.models import Budget
from tequio.decide.budgets.plans import Plan, PlannedContest, PlannedPart
from tequio.decide.budgets.services import open_budget
from tequio.decide.electorates.models import Electorate
from tequio.front.demo.reading import read_folder
from tequio.front.demo.voting import go_through
from tequio.ground.clock import now
from tequio.ground.people.models import Person
from tequio.ground.spaces.models import Space

TONGUES = ("en", "es", "fr", "pt")
FURTHER = ("base", "share", "legal_basis", "hold", "support_threshold", "supports_each")


def open_editions(people: Mapping[str, Person]) -> None:
    """Open the editions that the demo's files tell of, unless they are there."""
    for data in read_folder("budgets").values():
        space = Space.objects.get(slug=data["space"])
        if not Budget.objects.filter(space=space, slug=data["slug"]).exists():
            budget = _open(space, data, people[data["by"]])
            go_through(budget, data, people)


@transaction.atomic
def _open(space: Space, data: Mapping[str, Any], by: Person) -> Budget:
    budget = open_budget(space, plan_of(data), by=by)
    Electorate.objects.create(budget=budget, words=data["electorate"])
    return budget


def plan_of(data: Mapping[str, Any]) -> Plan:
    """Make a plan of a demo file: each zone has its contest; `whole` is the part of the whole territory."""
    zones = _zones(data)
    headings = tuple(
        PlannedPart(one["key"], {tongue: one[tongue] for tongue in TONGUES})
        for one in data.get("headings", ())
    )
    heading = headings[0].key if headings else ""
    weights = [*data.get("weights", [1] * len(zones)), *([data["whole"]] if "whole" in data else [])]
    parts = [*zones, *([PlannedPart("", data["names"])] if "whole" in data else [])]
    contests = tuple(
        PlannedContest(
            part.key or "whole",
            part.names,
            {(part.key, heading): data["amount"] * weight // sum(weights)},
            data["counting"],
        )
        for part, weight in zip(parts, weights, strict=True)
    )
    return Plan(
        slug=data["slug"],
        names=data["names"],
        currency=data["currency"],
        amount=data["amount"],
        contests=contests,
        zones=zones,
        headings=headings,
        dates=_dates(data["days"], data["time_zone"]),
        about=data["about"],
        time_zone=data["time_zone"],
        options={key: data[key] for key in FURTHER if key in data},
    )


def _zones(data: Mapping[str, Any]) -> tuple[PlannedPart, ...]:
    points = data.get("points", [None] * len(data["zones"]))
    return tuple(
        PlannedPart(slugify(name), dict.fromkeys(TONGUES, name), point=tuple(point) if point else None)
        for name, point in zip(data["zones"], points, strict=True)
    )


def _dates(days: Mapping[str, int], zone: str) -> dict[str, datetime]:
    morning = datetime.combine(now().astimezone(ZoneInfo(zone)).date(), time(9), ZoneInfo(zone))
    return {phase: morning + timedelta(days=after) for phase, after in days.items()}
