"""The map of a list: how many of its records each country has."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tequio.catalogue.lines import table_lines
from tequio.catalogue.numbers import spoken
from tequio.catalogue.search.query import About
from tequio.front.asked import Asked
from tequio.ground.territories.queries import Place, large_places
from tequio.kit.map.draw import Mark, draw_map

ROWS = 30


@dataclass(frozen=True, slots=True)
class ResultsMap:
    """The drawing, and the lines of the same as a table for those who do not see it.

    `more` is the address that lists all countries, where there are more than the table holds; `unplaced` records
    have no country.
    """

    svg: str
    lines: str
    more: str
    unplaced: str


def map_of(
    asked: Asked,
    countries: Mapping[str, int],
    total: int,
    language: str,
    *,
    linked: bool = True,
) -> ResultsMap | None:
    """Draw where the records of a list are; None when none of them has a country. No query but once a minute.

    One that is not `linked` is a picture only, for a page that is not the list.
    """
    places = large_places()
    known = [(places[code], count) for code, count in countries.items() if code in places]
    if not known:
        return None
    start = asked.start_of("territory")
    rows = [
        (place.name_in(language), count, f"{start}territory={place.code}") for place, count in _sorted(known)
    ]
    marks = [
        Mark(place.lat, place.lon, count, f"{name}: {spoken(count)}", url if linked else "")
        for (place, count), (name, _count, url) in zip(_sorted(known), rows, strict=True)
        if place.lat is not None and place.lon is not None
    ]
    description = ngettext("One country.", "%(count)d countries; the table has the same.", len(rows))
    more = replace(asked, page=1, whole="territory").address() if len(rows) > ROWS else ""
    drawing = draw_map(
        marks, title=_("Where they are"), description=description % {"count": len(rows)}, name="where"
    )
    return ResultsMap(drawing.svg, table_lines(rows[:ROWS]), more, _unplaced(total, sum(countries.values())))


def _unplaced(total: int, placed: int) -> str:
    """How many have no country; of estimates, nothing where rounding may be all there is between them."""
    left = max(0, total - placed)
    if isinstance(total, About):
        left = About(left if left * 100 > total else 0)
    return spoken(left) if left else ""


def _sorted(known: list[tuple[Place, int]]) -> list[tuple[Place, int]]:
    return sorted(known, key=lambda one: (-one[1], one[0].code))
