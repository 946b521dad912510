"""Draws the plan of a town: a circle for each zone, a dot for each thing, as one inline SVG without styles or scripts."""

from collections.abc import Callable, Sequence
from html import escape
from math import cos, radians, sqrt
from typing import NamedTuple

from tequio.kit.map.draw import Drawing, Mark

WIDTH, HEIGHT, MARGIN = 720, 400, 64
SMALLEST, LARGEST, DOT = 12, 40, 7
MOST = 60
LEAST_SPAN = 0.004
"""Degrees of latitude that the plan shows at least: some 450 metres, so that one lonely point is no blur."""

SIGN, LINE = 9, 18
"""How wide a letter of a label is, about, and how high its line."""


class Circle(NamedTuple):
    """A zone as it is drawn."""

    x: int
    y: int
    radius: int


class Box(NamedTuple):
    """A rectangle on the plan: a label, or what a circle fills."""

    left: float
    top: float
    right: float
    bottom: float

    def covers(self, other: "Box") -> float:
        """How much of another one it covers."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        return wide * high if wide > 0 and high > 0 else 0.0

    @property
    def outside(self) -> float:
        """How far it stands out of the plan."""
        return (
            max(0, -self.left) + max(0, self.right - WIDTH) + max(0, -self.top) + max(0, self.bottom - HEIGHT)
        )


def draw_plan(
    zones: Sequence[Mark], dots: Sequence[Mark], *, title: str, description: str, name: str
) -> Drawing | None:
    """Draw zones as circles in proportion to their counts, named beside, and dots over them; None where there is neither.

    The plan fits what it shows, north is up. 60 zones and 60 dots are drawn at most. Text is escaped here; `name`
    begins its two ids and must be unique in the page.
    """
    shown, over = list(zones)[:MOST], list(dots)[:MOST]
    if not (shown or over):
        return None
    place = _placing([*shown, *over])
    most = max((zone.count for zone in shown), default=1) or 1
    round_ones = [
        Circle(*place(zone), max(SMALLEST, round(LARGEST * sqrt(zone.count / most)))) for zone in shown
    ]
    words = _labels(round_ones, [zone.label for zone in shown])
    circles = [_circle(*one) for one in zip(shown, round_ones, words, strict=True)]
    points = [_point(dot, *place(dot)) for dot in over]
    name = escape(name)
    svg = (
        f'<svg class="map plan" viewBox="0 0 {WIDTH} {HEIGHT}" role="group" aria-labelledby="{name}-title"'
        f' aria-describedby="{name}-desc"><title id="{name}-title">{escape(title)}</title>'
        f'<desc id="{name}-desc">{escape(description)}</desc>{_ground()}'
        f'<g class="map-mark">{"".join(circles)}</g><g class="map-dot">{"".join(points)}</g></svg>'
    )
    return Drawing(svg, len(shown), len(zones) - len(shown))


def _placing(marks: Sequence[Mark]) -> Callable[[Mark], tuple[int, int]]:
    """Return what turns degrees into pixels; a degree of longitude is as narrow as it is there."""
    lats, lons = [mark.lat for mark in marks], [mark.lon for mark in marks]
    middle = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    narrow = max(0.05, cos(radians(middle[0])))
    high = max(max(lats) - min(lats), LEAST_SPAN)
    wide = max((max(lons) - min(lons)) * narrow, LEAST_SPAN)
    scale = min((WIDTH - 2 * MARGIN) / wide, (HEIGHT - 2 * MARGIN) / high)

    def place(mark: Mark) -> tuple[int, int]:
        x = WIDTH / 2 + (mark.lon - middle[1]) * narrow * scale
        y = HEIGHT / 2 - (mark.lat - middle[0]) * scale
        return round(x), round(y)

    return place


def _ground() -> str:
    columns = "".join(f"M{x} 0V{HEIGHT}" for x in range(80, WIDTH, 80))
    rows = "".join(f"M0 {y}H{WIDTH}" for y in range(80, HEIGHT, 80))
    ground = f'<rect class="map-ground" width="{WIDTH}" height="{HEIGHT}" rx="8"/>'
    return f'{ground}<path class="map-grid" d="{columns}{rows}"/>'


def _labels(circles: Sequence[Circle], labels: Sequence[str]) -> list[Box]:
    """Put each label below, above or beside its circle: where it covers the least of other labels and circles."""
    taken = [Box(x - r, y - r, x + r, y + r) for x, y, r in circles]
    placed: list[Box] = []
    for circle, label in zip(circles, labels, strict=True):
        ways = _ways(circle, len(label) * SIGN)
        costs = [sum(way.covers(other) for other in (*taken, *placed)) + 9 * way.outside for way in ways]
        placed.append(ways[costs.index(min(costs))])
    return placed


def _ways(circle: Circle, wide: float) -> list[Box]:
    """Where a label of this width may stand, the best place first."""
    x, y, radius = circle
    left, beside = x - wide / 2, radius + 6
    return [
        Box(left, y + radius + 4, left + wide, y + radius + 4 + LINE),
        Box(left, y - radius - 4 - LINE, left + wide, y - radius - 4),
        Box(x + beside, y - LINE / 2, x + beside + wide, y + LINE / 2),
        Box(x - beside - wide, y - LINE / 2, x - beside, y + LINE / 2),
    ]


def _circle(zone: Mark, circle: Circle, word: Box) -> str:
    drawn = f'<circle cx="{circle.x}" cy="{circle.y}" r="{circle.radius}"/>'
    x, y = round((word.left + word.right) / 2), round(word.bottom - LINE / 4)
    return _linked(zone, f'{drawn}<text x="{x}" y="{y}" text-anchor="middle">{escape(zone.label)}</text>')


def _point(dot: Mark, x: int, y: int) -> str:
    return _linked(dot, f'<title>{escape(dot.label)}</title><circle cx="{x}" cy="{y}" r="{DOT}"/>')


def _linked(mark: Mark, drawn: str) -> str:
    return f'<a href="{escape(mark.href)}">{drawn}</a>' if mark.href else f"<g>{drawn}</g>"
