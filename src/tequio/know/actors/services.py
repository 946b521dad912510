"""Writes of actors."""

from typing import Any

from tequio.catalogue.publishing.services import put
from tequio.catalogue.records.content import Content, TextContent
from tequio.catalogue.records.models import Record
from tequio.catalogue.records.rules import TITLE_LONGEST
from tequio.ground.people.models import Person
from tequio.ground.spaces.models import Space
from tequio.know.actors.models import Actor
from tequio.know.actors.queries import actor_named
from tequio.know.actors.rules import checked_website


def resolve(content: Content, *, space: Space, by: Person | None) -> Content:
    """An actor's content names no other actors."""
    return content


def store(record: Record, content: Content) -> None:
    """Write an actor's own row from its answers `sector` and `website`: two queries. Refuses what is no website."""
    website = checked_website(str(content.answers.get("website") or ""))
    values = {"sector": content.answers.get("sector", ""), "website": website}
    Actor.objects.update_or_create(record=record, defaults=values)


def actor_by_name(name: str, *, space: Space, language: str, by: Person | None) -> Record:
    """Find an actor of the space by its name, or add it with nothing but the name, in the caller's transaction."""
    title = name[:TITLE_LONGEST]
    if found := actor_named(space, title):
        return found
    record = Record(kind="actor", space=space, author=by)
    put(
        record,
        Content(original=language, texts={language: TextContent(title=title)}),
        template=None,
        by=by,
    )
    return record


def resolved(
    entries: list[dict[str, Any]], *, space: Space, language: str, by: Person | None
) -> list[dict[str, Any]]:
    """Give each entry of an actor answer the public id of its actor; those that only have a name are found or added."""
    return [
        {
            **entry,
            "actor": entry.get("actor")
            or actor_by_name(entry["name"], space=space, language=language, by=by).public_id,
        }
        for entry in entries
    ]
