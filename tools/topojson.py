"""Decodes a TopoJSON file (as the world-atlas package holds them) into shapely geometries in degrees."""

import json
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

Ring = list[tuple[float, float]]


def decode(path: Path, name: str) -> list[tuple[str, dict[str, Any], BaseGeometry]]:
    """(id, properties, geometry) of each member of the object called `name`; the id is "" where the file has none."""
    topology = json.loads(path.read_text(encoding="utf-8"))
    arcs = [_arc(arc, topology["transform"]) for arc in topology["arcs"]]
    members = topology["objects"][name]["geometries"]
    return [
        (str(member.get("id", "")), member.get("properties", {}), _geometry(member, arcs))
        for member in members
    ]


def _arc(deltas: list[list[int]], transform: dict[str, list[float]]) -> Ring:
    (scale_x, scale_y), (start_x, start_y) = transform["scale"], transform["translate"]
    xs = accumulate(delta[0] for delta in deltas)
    ys = accumulate(delta[1] for delta in deltas)
    return [(x * scale_x + start_x, y * scale_y + start_y) for x, y in zip(xs, ys, strict=True)]


def _geometry(member: dict[str, Any], arcs: list[Ring]) -> BaseGeometry:
    kind = member.get("type")
    if kind == "Polygon":
        return MultiPolygon([_polygon(member["arcs"], arcs)])
    if kind == "MultiPolygon":
        return MultiPolygon([_polygon(rings, arcs) for rings in member["arcs"]])
    return MultiPolygon()


def _polygon(rings: list[list[int]], arcs: list[Ring]) -> Polygon:
    shell, *holes = (_ring(ring, arcs) for ring in rings)
    return Polygon(shell, holes)


def _ring(indices: list[int], arcs: list[Ring]) -> Ring:
    """Arcs joined end to end: a negative index ~i means arc i backwards, and a joint is written once.

    Where the line steps over the antimeridian it goes on beyond 180 degrees, so that a land stays in one piece.
    """
    points: Ring = []
    for index in indices:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points.extend(arc[1:] if points else arc)
    turns = accumulate(
        (0 if abs(b - a) < 180 else -360 if b > a else 360) for (a, _), (b, _) in pairwise(points)
    )
    return points[:1] + [(x + turn, y) for (x, y), turn in zip(points[1:], turns, strict=True)]
