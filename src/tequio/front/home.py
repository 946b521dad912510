"""What the home page shows."""

from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from tequio.catalogue.kinds import kind_of
from tequio.catalogue.links.queries import newest_trail_link, trail_around
from tequio.catalogue.links.trail import steps_of
from tequio.catalogue.records.queries import Named, named
from tequio.front.asked import Asked
from tequio.front.cards import cards_of
from tequio.front.finding import find
from tequio.front.queries import numbers_without_engine, oldest_on_a_trail
from tequio.ground.spaces.queries import default_space

NEW = 6


@dataclass(frozen=True, slots=True)
class Door:
    """A way in: a title that begins with a verb, one sentence, an address."""

    verb: str
    title: str
    text: str
    url: str


def front_page(language: str) -> dict[str, Any]:
    """All that the home page's template shows: at most eight queries."""
    found = find(Asked(fixed={"kind": ("practice",)}), language, size=NEW)
    answer = found.answer
    link = newest_trail_link()
    on_trail = trail_around(link.source_id) if link else []
    told = oldest_on_a_trail()
    names = named([*on_trail, *([told] if told else [])], language, summaries=True)
    numbers = numbers_without_engine() if found.plain else (len(answer.countries), len(answer.facets.get("language", [])))
    return {
        "cards": cards_of(answer.record_ids, language),
        "total": answer.total,
        "countries": numbers[0],
        "tongues": numbers[1],
        "trail": steps_of(names[record] for record in on_trail if record in names),
        "doors": _doors(names.get(told) if told else None),
        "list": _list_address(),
    }


def _doors(told: Named | None) -> list[Door]:
    """The ways in that exist now."""
    verb = kind_of("practice").verb
    doors = []
    if told:
        doors.append(Door(verb, _("Read: %(title)s") % {"title": told.title}, told.summary, told.url))
    return doors
