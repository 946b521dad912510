"""What the page of one actor shows, ready to print."""

from collections.abc import Mapping
from typing import Any

from tequio.catalogue.links.queries import Tie
from tequio.catalogue.records.queries import Named
from tequio.catalogue.records.reading import Reading
from tequio.kit.html import script_data
from tequio.know.actors.models import Actor


def body_of(
    reading: Reading, ties: list[Tie], names: Mapping[int, Named], frame: Mapping[str, Any]
) -> dict[str, Any]:
    """What the template shows beside the frame that every record has; no query."""
    actor: Actor = reading.record.actor
    place = ", ".join(spoken.name for spoken in frame["places"])
    return {
        "actor": actor,
        "sphere": Actor.Sphere(actor.sphere).label if actor.sphere else "",
        "leads": _tied(ties, names, "owner"),
        "supports": _tied(ties, names, "partner"),
        "json_ld": script_data(_json_ld(reading, actor, url=frame["url"], place=place)),
    }


def _tied(ties: list[Tie], names: Mapping[int, Named], relation: str) -> list[Named]:
    """The practices behind the links of one relation, each once, the newest first."""
    found = {tie.other for tie in ties if tie.relation == relation and not tie.outward}
    return [names[other] for other in sorted(found, reverse=True) if other in names]


def _json_ld(reading: Reading, actor: Actor, *, url: str, place: str) -> dict[str, Any]:
    data = {
        "@context": "https://schema.org",
        "@type": "Organization",
        "name": reading.text.title,
        "description": reading.text.summary,
        "url": url,
        "sameAs": actor.website,
        "location": {"@type": "Place", "name": place} if place else None,
    }
    return {key: value for key, value in data.items() if value}
