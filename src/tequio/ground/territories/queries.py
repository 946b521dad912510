"""Reads of territories."""

from collections.abc import Mapping
from dataclasses import dataclass

from tequio.ground.kept import Kept
from tequio.ground.territories.models import Territory

LARGE = ("world", "region", "country")


@dataclass(frozen=True, slots=True)
class Place:
    """A territory as pages name it."""

    code: str
    level: str
    parent: str
    names: Mapping[str, str]
    lat: float | None
    lon: float | None

    def name_in(self, language: str) -> str:
        return self.names.get(language) or self.names.get("en") or next(iter(self.names.values()), self.code)

    def language_of_name(self, language: str) -> str:
        """Say which language `name_in` answers in; `und` when nobody knows."""
        return next((key for key in (language, "en") if key in self.names), next(iter(self.names), "und"))


def places_of(codes: list[str]) -> dict[str, Place]:
    """Places by their codes: one query when some are smaller than a country, none else but once a minute."""
    large = large_places()
    found = {code: large[code] for code in codes if code in large}
    if missing := [code for code in codes if code not in found]:
        found |= _read(Territory.objects.filter(code__in=missing))
    return found


def chain_of(territory: Territory | None) -> list[Place]:
    """The territory and what it lies in, up to its country, smallest first: at most one query, mostly none."""
    if territory is None:
        return []
    codes = [code for code in territory.path.strip("/").split("/") if code]
    own = Place(territory.code, territory.level, "", territory.names, territory.lat, territory.lon)
    found = {**places_of([code for code in codes if code != territory.code]), territory.code: own}
    chain = [found[code] for code in reversed(codes) if code in found]
    small = [place for place in chain if place.level not in ("world", "region")]
    return small or chain[:1]


def _read_large() -> dict[str, Place]:
    return _read(Territory.objects.filter(level__in=LARGE))


def _read(rows: object) -> dict[str, Place]:
    values = rows.values_list("code", "level", "parent__code", "names", "lat", "lon")  # type: ignore[attr-defined]
    return {row[0]: Place(row[0], row[1], row[2] or "", *row[3:]) for row in values}


# Regions and countries, some 280 of them, by code.
large_places = Kept(_read_large)
