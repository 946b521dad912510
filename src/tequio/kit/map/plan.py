"""Draws the plan of a town: a circle for each zone, a dot for each thing, as one inline SVG without styles or scripts."""

from collections.abc import Callable, Sequence
from html import escape
from math import cos, radians, sqrt

from tequio.kit.map.draw import Drawing, Mark

WIDTH, HEIGHT, MARGIN = 720, 400, 64
SMALLEST, LARGEST, DOT = 12, 40, 7
MOST = 60
LEAST_SPAN = 0.004
"""Degrees of latitude that the plan shows at least: some 450 metres, so that one lonely point is no blur."""


def draw_plan(
    zones: Sequence[Mark], dots: Sequence[Mark], *, title: str, description: str, name: str
) -> Drawing | None:
    """Draw zones as circles in proportion to their counts, named below, and dots over them; None where there is neither.

    The plan fits what it shows, north is up. 60 zones and 60 dots are drawn at most. Text is escaped here; `name`
    begins its two ids and must be unique in the page.
    """
    shown, over = list(zones)[:MOST], list(dots)[:MOST]
    if not (shown or over):
        return None
    place = _placing([*shown, *over])
    most = max((zone.count for zone in shown), default=1) or 1
    circles = [
        _circle(zone, *place(zone), max(SMALLEST, round(LARGEST * sqrt(zone.count / most)))) for zone in shown
    ]
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


def _circle(zone: Mark, x: int, y: int, radius: int) -> str:
    drawn = f'<circle cx="{x}" cy="{y}" r="{radius}"/>'
    word = f'<text x="{x}" y="{y + radius + 18}" text-anchor="middle">{escape(zone.label)}</text>'
    return _linked(zone, drawn + word)


def _point(dot: Mark, x: int, y: int) -> str:
    return _linked(dot, f'<title>{escape(dot.label)}</title><circle cx="{x}" cy="{y}" r="{DOT}"/>')


def _linked(mark: Mark, drawn: str) -> str:
    return f'<a href="{escape(mark.href)}">{drawn}</a>' if mark.href else f"<g>{drawn}</g>"
