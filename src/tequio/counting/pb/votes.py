"""The VOTES section: by a fast scan where every row is plain, else row by row with exact complaints."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np

from tequio.counting import warm
from tequio.counting.amounts import parse_amount
from tequio.counting.election import Ballots
from tequio.counting.malformed import Malformed
from tequio.counting.pb.rows import Row, decode, rows_of
from tequio.counting.voters import Voters

WITH_POINTS = ("cumulative", "scoring")
MOST_POINTS = 2**53


@dataclass(frozen=True)
class Votes:
    ballots: Ballots
    columns: tuple[str, ...]
    voters: Voters


def read_votes(data: bytes, line: int, ids: Sequence[str], vote_type: str, *, lenient: bool) -> Votes:
    """Read the section from its name on. `line` is where it begins in the file."""
    try:
        text = decode(data, lenient=lenient)
    except Malformed as error:
        raise Malformed(error.reason, line=error.line + line - 1, column=error.column) from None
    rows = rows_of(text, first_line=line)
    next(rows)
    header = next(rows, None)
    columns = columns_of(header, line, vote_type)
    points = "points" in columns and vote_type in WITH_POINTS
    if header is not None and not lenient and warm.wanted(len(data)):
        from tequio.counting.pb.plain_votes import scan_votes

        body = after_line(data, header.line - line)
        found = scan_votes(body, header.line + 1, ids, columns, points=points)
        if found is not None:
            return Votes(found[0], columns, found[1])
    return Slow(ids, columns, lenient=lenient, points=points).read(rows)


def after_line(data: bytes, number: int) -> bytes:
    """Return what follows line `number`, which is counted from 0."""
    place = -1
    for _ in range(number + 1):
        place = data.find(b"\n", place + 1)
        if place < 0:
            return b""
    return data[place + 1 :]


def columns_of(header: Row | None, line: int, vote_type: str) -> tuple[str, ...]:
    if header is None:
        raise Malformed("VOTES lacks its header, such as voter_id;vote.", line=line, column=1)
    columns = tuple(cell.lower() for cell in header.cells)
    if "vote" not in columns:
        raise header.error(0, "VOTES lacks the column vote.")
    if len(set(columns)) < len(columns):
        raise header.error(0, "VOTES names a column twice.")
    if vote_type in WITH_POINTS and "points" not in columns:
        raise header.error(0, f"ballots of type {vote_type} need the column points.")
    return columns


class Slow:
    """Reads ballots row by row: every spelling, every complaint."""

    def __init__(self, ids: Sequence[str], columns: tuple[str, ...], *, lenient: bool, points: bool) -> None:
        self.place = {name: place for place, name in enumerate(ids)}
        self.columns, self.lenient = columns, lenient
        self.vote_cell = columns.index("vote")
        self.points_cell = columns.index("points") if points else -1
        self.kept = [cell for cell in range(len(columns)) if cell not in (self.vote_cell, self.points_cell)]
        self.lengths: list[int] = []
        self.chosen: list[int] = []
        self.points: list[Fraction] = []
        self.lines: list[int] = []
        self.others: list[tuple[str, ...]] = []

    def read(self, rows: Iterable[Row]) -> Votes:
        for row in rows:
            self.add(row)
        start = np.zeros(len(self.lengths) + 1, np.int64)
        np.cumsum(self.lengths, out=start[1:])
        points, scale = self.scaled_points()
        ballots = Ballots(start, np.array(self.chosen, np.uint16), points, scale)
        names = tuple(self.columns[cell] for cell in self.kept)
        return Votes(
            ballots, self.columns, Voters.from_rows(self.others, names, np.array(self.lines, np.int64))
        )

    def add(self, row: Row) -> None:
        cells = row.cells
        if len(cells) > len(self.columns):
            raise row.error(
                len(self.columns), f"{len(cells)} cells where the header has {len(self.columns)}."
            )
        if len(cells) < len(self.columns):
            cells = cells + ("",) * (len(self.columns) - len(cells))
        names = self.names(cells[self.vote_cell])
        values = self.values(row, cells, len(names)) if self.points_cell >= 0 else []
        first: dict[int, int] = {}
        for index, place in enumerate(self.places(row, names)):
            if place >= 0:
                first.setdefault(place, index)
        self.chosen.extend(first)
        if self.points_cell >= 0:
            self.points.extend(values[index] for index in first.values())
        self.lengths.append(len(first))
        self.lines.append(row.line)
        self.others.append(tuple(cells[cell] for cell in self.kept))

    def names(self, text: str) -> list[str]:
        if text.lower() == "none" and text not in self.place:
            return []
        names = [name.strip() for name in text.split(",")]
        return [name for name in names if name]

    def places(self, row: Row, names: list[str]) -> list[int]:
        places = [self.place.get(name, -1) for name in names]
        if -1 in places and not self.lenient:
            name = names[places.index(-1)]
            within = row.cells[self.vote_cell].find(name)
            raise row.error(
                self.vote_cell, f"the ballot names {name!r}, which is no project.", within=max(within, 0)
            )
        return places

    def values(self, row: Row, cells: tuple[str, ...], wanted: int) -> list[Fraction]:
        text = cells[self.points_cell]
        parts = [] if text.lower() in ("", "none") else text.split(",")
        if len(parts) != wanted:
            raise row.error(
                self.points_cell, f"{wanted} projects and {len(parts)} points: each project needs one number."
            )
        try:
            return [parse_amount(part, lenient=self.lenient) for part in parts]
        except ValueError as error:
            raise row.error(self.points_cell, f"points: {error}") from None

    def scaled_points(self) -> tuple[np.ndarray | None, int]:
        if self.points_cell < 0:
            return None, 1
        scale = lcm(*{value.denominator for value in self.points}) if self.points else 1
        scaled = [int(value * scale) for value in self.points]
        if any(abs(value) > MOST_POINTS for value in scaled):
            raise Malformed("the points are too large or too finely divided to be counted.")
        return np.array(scaled, np.int64), scale
