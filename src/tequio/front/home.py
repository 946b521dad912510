"""What the home page shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from tequio.catalogue.links.queries import around
from tequio.catalogue.links.trail import steps_of
from tequio.catalogue.numbers import spoken
from tequio.catalogue.records.queries import Named, named
from tequio.decide.budgets.page import Line, line_of
from tequio.decide.budgets.queries import last_decided, under_way
from tequio.front.asked import Asked
from tequio.front.finding import find
from tequio.front.map.results import map_of
from tequio.front.queries import first_practice, first_space, first_trail, numbers_without_engine

NEW = 6
DECIDED = 2
DOORS = 3


@dataclass(frozen=True, slots=True)
class Door:
    """A way in, as `ui/door.html` shows it."""

    verb: str
    title: str
    text: str
    url: str
    language: str = ""


def front_page(language: str) -> dict[str, Any]:
    """All that the home page's template shows: at most eleven queries."""
    asked = Asked(fixed={"kind": ("practice",)})
    found = find(asked, language, size=NEW, facets=("language",), exact=("language",))
    answer = found.answer
    countries, tongues = (
        numbers_without_engine()
        if found.plain
        else (len(answer.countries), len(answer.facets.get("language", [])))
    )
    start, told = first_trail(), first_practice()
    on_trail = around(start).trail if start else []
    names = named([*answer.record_ids, *on_trail, *([told] if told else [])], language, summaries=True)
    decided, tell = [line_of(budget) for budget in under_way(DECIDED)], _address_to_tell()
    return {
        "doors": doors(names.get(told) if told else None, decided, told_by=tell),
        "figures": {
            "practices": answer.total,
            "said": spoken(answer.total),
            "countries": countries,
            "languages": tongues,
        },
        "newest": [names[record] for record in answer.record_ids if record in names],
        "trail": steps_of(names[record] for record in on_trail if record in names),
        "map": map_of(asked, answer.countries, answer.total, language, linked=False),
        "decided": decided,
        "tell": tell,
    }


def doors(first: Named | None, decided: Sequence[Line], *, told_by: str) -> list[Door]:
    """Three ways in, one after the other as far as there is something behind them: one query.

    Read what somebody did; take part in what is being decided; recount what was decided; look around; tell one's own.
    """
    made = []
    if first:
        made.append(Door("know", _("Read a practice"), first.title, first.url, first.language))
    if pressing := next((line for line in decided if line.doors), None):
        way = pressing.doors[0]
        made.append(Door("decide", way.title, f"{pressing.space}, {pressing.name}. {way.text}", way.url))
    if over := last_decided():
        line, said = (
            line_of(over),
            _("{place}, {edition}: take its ballots, change one, and see who notices."),
        )
        text = said.format(place=line.space, edition=line.name)
        made.append(Door("decide", _("Recount a vote"), text, line.doors[0].url))
    look = _("By place, by theme, by year, or on the map of the world.")
    made.append(Door("know", _("Look around"), look, reverse("search")))
    if told_by:
        tell = _(
            "In one sitting or in ten. What you write is saved as you go, and nobody sees it before you send it."
        )
        made.append(Door("know", _("Tell your own"), tell, told_by))
    return made[:DOORS]


def _address_to_tell() -> str:
    """Where a practice is begun; nothing on a site without a space."""
    space = first_space()
    try:
        return reverse("practice-new", args=[space.slug]) if space else ""
    except NoReverseMatch:
        return ""
