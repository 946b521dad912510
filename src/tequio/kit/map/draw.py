"""Draws marks on the silhouette of the world's land as one inline SVG, without styles or scripts."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from math import sqrt

from tequio.kit.map.projection import HEIGHT, WIDTH, project

MOST_MARKS = 60
MOST_BYTES = 9_999
# Radii in pixels of the drawing; one record has the smallest, and no mark grows over the largest.
SMALLEST, LARGEST = 4, 20


@dataclass(frozen=True, slots=True)
class Mark:
    """A place with how many things are there; `label` is what a person reads ("Brasil: 53"), `href` where it leads."""

    lat: float
    lon: float
    count: int
    label: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """An SVG that may stand in a page as it is, with how many marks it shows and how many found no room."""

    svg: str
    shown: int
    left_out: int

    def __str__(self) -> str:
        return self.svg


def draw_map(marks: Iterable[Mark], *, title: str, description: str, name: str = "map") -> Drawing:
    """The world with a circle per mark, big ones first so that small ones lie on top; always under 10,000 bytes.

    The area of a circle is in proportion to its count, with a floor that a finger still finds and a cap. The 60 largest
    marks are drawn, fewer when long links or labels would make the drawing too heavy; `left_out` says how many are
    missing. Text is escaped here. With links the drawing is a group (a picture would hide them from screen readers),
    without any it is one picture; `name` begins its two ids and must be unique in the page. Marks of no count are no
    marks. The same marks in any order give the same drawing.
    """
    ordered = sorted(
        (mark for mark in marks if mark.count > 0),
        key=lambda mark: (-mark.count, mark.label, mark.lat, mark.lon, mark.href),
    )
    kept = ordered[:MOST_MARKS]
    frame = _frame(title, description, name, linked=any(mark.href for mark in kept))
    room = MOST_BYTES - _size(*frame)
    scale = min(SMALLEST, LARGEST / sqrt(kept[0].count)) if kept else 0
    circles: list[str] = []
    for mark in kept:
        circle = _circle(mark, max(SMALLEST, round(scale * sqrt(mark.count))))
        room -= _size(circle)
        if room < 0:
            break
        circles.append(circle)
    return Drawing("".join([frame[0], *circles, frame[1]]), len(circles), len(ordered) - len(circles))


def _frame(title: str, description: str, name: str, *, linked: bool) -> tuple[str, str]:
    """What stands before and after the marks."""
    name = escape(name)
    before = (
        f'<svg class="map" viewBox="0 0 {WIDTH} {HEIGHT}" role="{"group" if linked else "img"}"'
        f' aria-labelledby="{name}-title" aria-describedby="{name}-desc">'
        f'<title id="{name}-title">{escape(title)}</title><desc id="{name}-desc">{escape(description)}</desc>'
        f'<path class="map-land" d="{land()}"/><g class="map-mark">'
    )
    return before, "</g></svg>"


def _circle(mark: Mark, radius: int) -> str:
    x, y = project(mark.lat, mark.lon)
    place = f'<circle cx="{x:.0f}" cy="{y:.0f}" r="{radius}"'
    label = f"<title>{escape(mark.label)}</title>" if mark.label else ""
    if mark.href:
        return f'<a href="{escape(mark.href)}">{label}{place}/></a>'
    return f"{place}>{label}</circle>"


@cache
def land() -> str:
    """The path of the world's land, under 4,000 bytes, made by tools/build_world.py; read from the package once."""
    return (files("tequio.kit.map") / "world.path").read_text(encoding="ascii")


def _size(*parts: str) -> int:
    return sum(len(part.encode()) for part in parts)
