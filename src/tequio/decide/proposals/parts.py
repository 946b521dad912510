"""The zones and headings by which the proposals of an edition are told apart."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from tequio.decide.budgets.models import Allocation
from tequio.ground.kept import Kept
from tequio.ground.spaces.models import said_in

_Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Divided:
    """A zone or a heading by its name in the reader's language; a zone with its point, where it has one."""

    name: str
    point: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Parts:
    """The keys of zone and heading of each allocation; zones and headings by key, in order."""

    of: dict[int, tuple[str, str]]
    zones: dict[str, Divided]
    headings: dict[str, Divided]

    def said(self, allocation: int) -> list[str]:
        """The names of an allocation's zone and heading; a heading that all share goes without saying."""
        zone, heading = self.of.get(allocation, ("", ""))
        shown = [self.zones[zone].name] if zone else []
        return [*shown, self.headings[heading].name] if heading and len(self.headings) > 1 else shown


NONE = Parts({}, {}, {})


def parts_of(edition: int, language: str) -> Parts:
    """The parts of an edition as a list prints them: one query in five seconds."""
    return _kept(edition, language)()


@lru_cache(maxsize=128)
def _kept(edition: int, language: str) -> Kept[Parts]:
    return Kept(lambda: read_parts(edition, language), seconds=5)


def read_parts(edition: int, language: str) -> Parts:
    """Read the parts of an edition: one query."""
    rows = list(_allocations(edition))
    return Parts(
        {pk: (zone[1] or "", heading[1] or "") for pk, zone, heading in rows},
        _ordered((zone for _pk, zone, _heading in rows), language),
        _ordered((heading for _pk, _zone, heading in rows), language),
    )


def _allocations(edition: int) -> Iterator[tuple[int, _Row, _Row]]:
    """Each allocation with position, key, names and point of its zone and its heading, without models: there are hundreds."""
    zone = ("zone__position", "zone__key", "zone__names", "zone__lat", "zone__lon")
    heading = ("heading__position", "heading__key", "heading__names")
    for pk, *said in Allocation.objects.filter(budget=edition).values_list("pk", *zone, *heading):
        yield pk, tuple(said[:5]), tuple(said[5:])


def _ordered(rows: Iterable[_Row], language: str) -> dict[str, Divided]:
    found = {row[1]: row for row in rows if row[1]}
    return {
        key: Divided(
            said_in(names, language, "en"),
            (point[0], point[1]) if point and None not in point else None,
        )
        for _position, key, names, *point in sorted(found.values(), key=lambda row: row[:2])
    }
