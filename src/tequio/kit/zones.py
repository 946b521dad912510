"""Time zones as people choose them: by the place that each is named for, the zones of one country before all others.

Names, countries and currencies are those of the Unicode CLDR, as Babel brings them.
"""

from datetime import date
from functools import cache
from typing import Any
from unicodedata import combining, normalize
from zoneinfo import available_timezones

from babel.core import Locale, get_global
from babel.numbers import get_territory_currencies

from tequio.kit.moments import place_of

UTC = "UTC"
AFRICA, AMERICAS, ANTARCTICA, ASIA, EUROPE, OCEANIA = _WORLD = "002", "019", "AQ", "142", "150", "009"
_PARTS = {
    "Africa": AFRICA, "America": AMERICAS, "Antarctica": ANTARCTICA, "Arctic": EUROPE, "Asia": ASIA, "Atlantic": EUROPE,
    "Australia": OCEANIA, "Europe": EUROPE, "Indian": AFRICA, "Pacific": OCEANIA,
}  # fmt: skip
# Islands whose part of the world is not the one that others of their ocean belong to.
_ISLANDS = {
    "Atlantic/Bermuda": AMERICAS, "Atlantic/Cape_Verde": AFRICA, "Atlantic/South_Georgia": AMERICAS,
    "Atlantic/St_Helena": AFRICA, "Atlantic/Stanley": AMERICAS, "Indian/Chagos": ASIA, "Indian/Christmas": OCEANIA,
    "Indian/Cocos": OCEANIA, "Indian/Maldives": ASIA, "Pacific/Easter": AMERICAS, "Pacific/Galapagos": AMERICAS,
}  # fmt: skip
Choice = tuple[str, Any]


@cache
def zones() -> frozenset[str]:
    """The time zones that have a place, whatever their spelling, and UTC."""
    named = (zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/"))
    return frozenset({UTC, *named})


@cache
def _countries() -> dict[str, str]:
    """By zone, in one spelling each, the country that it belongs to."""
    others, known = get_global("zone_aliases"), zones()
    found = get_global("zone_territories").items()
    return {zone: country for zone, country in found if zone in known and zone not in others}


def _spelt(zone: str) -> str:
    return str(get_global("zone_aliases").get(zone, zone))


def country_of(zone: str) -> str:
    """The country of a time zone, as ISO 3166-1 has it: `TN` for `Africa/Tunis`; empty where it has none."""
    return _countries().get(_spelt(zone), "")


def currency_in(country: str, day: date) -> str:
    """The currency that a country pays with on a day, as ISO 4217 has it; empty where none is known."""
    found = get_territory_currencies(country, start_date=day) if country else []
    return str(found[0]) if found else ""


def zones_offered(locale: str, *, near: str, now: str = UTC) -> list[Choice]:
    """UTC, the zones of the country of `near`, then all others by part of the world, each group by name: for a select.

    `now` is the zone that stands: it is offered in its own spelling.
    """
    country, stands = country_of(near), _spelt(now)
    groups: dict[str, list[tuple[str, str]]] = {country: [], **{part: [] for part in _WORLD}}
    for zone, name, of in _listed(locale):
        group = country if of == country else _part_of(zone)
        said = name if of == country else _with_country(name, of, locale)
        groups[group].append((now if zone == stands else zone, said))
    return [(UTC, UTC), *((_named(group, locale), rows) for group, rows in groups.items() if rows)]


@cache
def _listed(locale: str) -> tuple[tuple[str, str, str], ...]:
    """Each zone with the name of its place and its country, by that name."""
    rows = ((zone, place_of(zone, locale), country) for zone, country in _countries().items())
    return tuple(sorted(rows, key=lambda row: _sortable(row[1])))


def _part_of(zone: str) -> str:
    return _ISLANDS.get(zone) or _PARTS[zone.split("/", maxsplit=1)[0]]


def _with_country(name: str, country: str, locale: str) -> str:
    of = _named(country, locale)
    return name if of == name else f"{name} · {of}"


def _sortable(name: str) -> str:
    """A name without its accents and capitals, as lists are ordered by it."""
    bare = (sign for sign in normalize("NFKD", name.casefold()) if not combining(sign))
    return "".join(bare)


def _named(territory: str, locale: str) -> str:
    return str(Locale.parse(locale).territories.get(territory, territory))
