"""The demo's drafts: in progress, on the desk, sent back, and what was published and then hidden or withdrawn."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F

from tequio.catalogue.publishing.models import Decision, Draft, Offer
from tequio.catalogue.publishing.services import hide, publish, save_draft, send, send_back, start, withdraw
from tequio.catalogue.records.models import Record
from tequio.catalogue.records.queries import of_origins
from tequio.front.demo.reading import read_folder
from tequio.ground.people.models import Person
from tequio.ground.spaces.models import Space
from tequio.know.practices.setup import ensure_template

LEAVING = {"hidden": hide, "withdrawn": withdraw}


def draft_all(space: Space, people: Mapping[str, Person]) -> int:
    """Write the drafts as their authors would, each once; returns how many were new."""
    drafts = read_folder("drafts")
    origins = {f"demo:{key}": data for key, data in drafts.items()}
    have = set(of_origins(space, "practice", origins).values_list("origin", flat=True))
    fresh = {origin: data for origin, data in origins.items() if origin not in have}
    for origin, data in fresh.items():
        _draft(origin, data, space, people)
    return len(fresh)


@transaction.atomic
def _draft(origin: str, data: Mapping[str, Any], space: Space, people: Mapping[str, Person]) -> None:
    author = people[data["author"]]
    draft = start(kind="practice", space=space, language=data["original"], by=author)
    Record.objects.filter(pk=draft.record_id).update(origin=origin)
    draft = save_draft(draft, change=_change(data), by=author)
    if data["state"] == "writing":
        return
    template = ensure_template(space)
    draft = send(draft, template=template, by=author)
    decider = people[data.get("decided_by", data.get("returned_by", "bruno"))]
    if data["state"] == "returned":
        send_back(draft, reason=data["reason"], language=data["reason_language"], by=decider)
    elif data["state"] in LEAVING:
        record = publish(draft, template=template, by=decider)
        LEAVING[data["state"]](record, reason=data["reason"], language=data["reason_language"], by=decider)
    as_if_ago(draft.record, data.get("days", 0))


def as_if_ago(record: Record, days: int) -> None:
    """Let what happened to a record have happened some days ago, so that a board shows who has waited for how long."""
    past = timedelta(days=days)
    Draft.objects.filter(record=record).update(saved=F("saved") - past)
    Draft.objects.filter(record=record, sent__isnull=False).update(sent=F("sent") - past)
    Decision.objects.filter(record=record).update(at=F("at") - past)
    Offer.objects.filter(record=record).update(made=F("made") - past)


def _change(data: Mapping[str, Any]) -> dict[str, Any]:
    change = {key: data[key] for key in ("title", "summary", "territory", "place") if key in data}
    change["sections"] = {key: prose.strip() for key, prose in data.get("sections", {}).items()}
    change["answers"] = dict(data.get("answers", {}))
    change["themes"] = tuple(data.get("themes", ()))
    if "lat" in data:
        change["point"] = (float(data["lat"]), float(data["lon"]))
    return change
