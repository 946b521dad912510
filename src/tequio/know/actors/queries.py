"""Reads of actors."""

from collections.abc import Mapping, Sequence

from tequio.catalogue.kinds import Facts
from tequio.catalogue.records.models import Record, Text
from tequio.ground.spaces.models import Space
from tequio.know.actors.models import Actor


def actor_facts(record_ids: Sequence[int]) -> Mapping[int, Facts]:
    """Tell the search what it wants to know of actors: one query."""
    rows = Actor.objects.filter(record__in=record_ids)
    return {actor.record_id: Facts(spheres=(actor.sphere,) if actor.sphere else ()) for actor in rows}


def actor_named(space: Space, name: str) -> Record | None:
    """Find a published actor of a space by its exact name in any language: one query."""
    found = Text.objects.filter(
        record__space=space, record__kind="actor", record__visibility="published", title=name
    )
    text = found.select_related("record").order_by("record_id").first()
    return text.record if text else None
