"""The demo's drafts: one in progress, one on the desk, one sent back with its reason."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from tequio.catalogue.publishing.services import save_draft, send, send_back, start
from tequio.catalogue.records.models import Record
from tequio.catalogue.records.queries import of_origins
from tequio.front.demo.reading import read_folder
from tequio.ground.people.models import Person
from tequio.ground.spaces.models import Space
from tequio.know.practices.setup import ensure_template


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
    draft = send(draft, template=ensure_template(space), by=author)
    if data["state"] == "returned":
        send_back(draft, reason=data["reason"], by=people[data["returned_by"]])


def _change(data: Mapping[str, Any]) -> dict[str, Any]:
    change = {key: data[key] for key in ("title", "summary", "territory", "place") if key in data}
    change["sections"] = {key: prose.strip() for key, prose in data.get("sections", {}).items()}
    change["answers"] = dict(data.get("answers", {}))
    change["themes"] = tuple(data.get("themes", ()))
    if "lat" in data:
        change["point"] = (float(data["lat"]), float(data["lon"]))
    return change
