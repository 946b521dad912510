"""Builds the silhouette of the world's land that the map page draws: one SVG path in whole pixels.

    python tools/build_world.py SOURCES [BYTES]

SOURCES is a folder with land-110m.json (the npm package world-atlas, ISC); BYTES is the size that the path may have.
Run it with the package importable (`PYTHONPATH=src`). It needs `pip install shapely`; nothing of it is needed at run time.

The land is turned so that the edge of the drawing runs through the Bering Strait, projected, freed of Antarctica and of
specks, and simplified by Visvalingam and Whyatt's way without crossings, as gently as the size allows.
"""

import sys
from itertools import pairwise
from pathlib import Path

import shapely
from shapely import affinity
from shapely.geometry import Polygon, box
from shapely.geometry.base import BaseGeometry
from shapely.ops import transform, unary_union
from topojson import decode

from tequio.kit.map.projection import EDGE, project

PATH = Path(__file__).parent.parent / "src/tequio/kit/map/world.path"
SOUTH = -60
# Square pixels: land and water smaller than these are left out; the islands above the line ARCTIC are many and crowded.
SPECK, ARCTIC_SPECK, POND = 6.0, 25.0, 14.0
ARCTIC = 42
SMOOTH = 0.45
NEAR = 1e-6


def land(sources: Path) -> list[Polygon]:
    """The land in degrees, without Antarctica, each part from EDGE eastwards and whole unless EDGE cuts it."""
    ((_, _, world),) = decode(sources / "land-110m.json", "land")
    window = box(EDGE + NEAR, SOUTH, EDGE + 360 - NEAR, 90)
    parts = [part.buffer(0) for part in world.geoms if part.bounds[1] > SOUTH]
    copies = [affinity.translate(part, xoff=turn) for part in parts for turn in (-360, 0, 360)]
    return polygons(unary_union([copy.intersection(window) for copy in copies]))


def polygons(geometry: BaseGeometry) -> list[Polygon]:
    return [part for part in getattr(geometry, "geoms", [geometry]) if isinstance(part, Polygon)]


def drawn(parts: list[Polygon]) -> list[Polygon]:
    """The parts in pixels, inlets and spits narrower than SMOOTH closed and rounded, specks left out."""
    pixels = unary_union([transform(lambda lon, lat: project(lat, lon), part) for part in parts])
    smooth = pixels.buffer(SMOOTH).buffer(-2 * SMOOTH).buffer(SMOOTH)
    kept = unary_union([smooth, *(part for part in polygons(pixels) if not part.intersects(smooth))])
    return [
        part for part in polygons(kept) if part.area >= (ARCTIC_SPECK if part.bounds[3] < ARCTIC else SPECK)
    ]


def simplified(parts: list[Polygon], tolerance: float) -> list[Polygon]:
    thin = shapely.coverage_simplify(parts, tolerance)
    return [
        Polygon(part.exterior, [hole for hole in part.interiors if Polygon(hole).area >= POND])
        for part in thin
    ]


def path(parts: list[Polygon]) -> str:
    return "".join(ring(list(line.coords)) for part in parts for line in (part.exterior, *part.interiors))


def ring(coordinates: list[tuple[float, float]]) -> str:
    """One closed ring by relative steps; steps of no length are left out, and so is the way back."""
    points: list[tuple[int, int]] = []
    for x, y in coordinates[:-1]:
        point = (round(x), round(y))
        if not points or points[-1] != point:
            points.append(point)
    points = straightened(points)
    if len(points) < 3:
        return ""
    steps = [(x - a, y - b) for (a, b), (x, y) in pairwise(points)]
    numbers = "".join(f"{'' if n < 0 else ' '}{n}" for step in steps for n in step)
    return f"M{points[0][0]} {points[0][1]}l{numbers.lstrip()}z"


def straightened(points: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The points without those that stand on the straight line between their neighbours."""
    kept = []
    for index, (x, y) in enumerate(points):
        (a, b), (c, d) = points[index - 1], points[(index + 1) % len(points)]
        if (x - a) * (d - y) != (y - b) * (c - x):
            kept.append((x, y))
    return kept


def main(sources: Path, size: int = 3900) -> None:
    parts = drawn(land(sources))
    tolerance = 0.5
    while len(best := path(simplified(parts, tolerance))) > size:
        tolerance += 0.02
    PATH.write_text(best, encoding="ascii")
    print(f"{PATH.name}: {len(best)} bytes, {best.count('M')} rings, tolerance {tolerance:.2f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *(int(argument) for argument in sys.argv[2:]))
