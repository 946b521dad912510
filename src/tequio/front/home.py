"""What the home page shows."""

from typing import Any

from django.urls import NoReverseMatch, reverse

from tequio.catalogue.links.queries import around
from tequio.catalogue.links.trail import steps_of
from tequio.catalogue.records.queries import named
from tequio.decide.budgets.page import line_of
from tequio.decide.budgets.queries import under_way
from tequio.front.asked import Asked
from tequio.front.finding import find
from tequio.front.map.results import map_of
from tequio.front.queries import first_practice, first_space, first_trail, numbers_without_engine

NEW = 6
DECIDED = 2


def front_page(language: str) -> dict[str, Any]:
    """All that the home page's template shows: at most ten queries."""
    asked = Asked(fixed={"kind": ("practice",)})
    found = find(asked, language, size=NEW)
    answer = found.answer
    countries, tongues = (
        numbers_without_engine()
        if found.plain
        else (len(answer.countries), len(answer.facets.get("language", [])))
    )
    start, told = first_trail(), first_practice()
    on_trail = around(start).trail if start else []
    names = named([*answer.record_ids, *on_trail, *([told] if told else [])], language, summaries=True)
    return {
        "first": names.get(told) if told else None,
        "figures": {"practices": answer.total, "countries": countries, "languages": tongues},
        "newest": [names[record] for record in answer.record_ids if record in names],
        "trail": steps_of(names[record] for record in on_trail if record in names),
        "map": map_of(asked, answer.countries, answer.total, language, linked=False),
        "decided": [line_of(budget) for budget in under_way(DECIDED)],
        "tell": _address_to_tell(),
    }


def _address_to_tell() -> str:
    """Where a practice is begun; nothing on a site without a space."""
    space = first_space()
    try:
        return reverse("practice-new", args=[space.slug]) if space else ""
    except NoReverseMatch:
        return ""
