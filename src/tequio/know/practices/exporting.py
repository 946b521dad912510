"""Writes practices and actors in each format of an export, one record at a time."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO

from tequio.catalogue.importing.flat import flatten
from tequio.catalogue.importing.queries import shape_for, wholes
from tequio.ground.spaces.models import Space
from tequio.kit.tables.writing import csv_lines, json_lines, write_workbook

Rows = Iterable[dict[str, Any]]


def text_lines(space: Space, kind: str, form: str, rows: Rows) -> Iterator[str]:
    """Yield the lines of a `csv` or `jsonl` export."""
    if form == "jsonl":
        return json_lines(rows)
    shape = shape_for(space, kind)
    return csv_lines(shape.columns, (flatten(row, shape) for row in rows))


def write(
    target: BinaryIO, space: Space, kind: str, form: str, each: Callable[[Rows], Rows] = lambda rows: rows
) -> None:
    """Write all published records of a kind. `each` sees the rows pass, for a progress bar.

    Refuses a text that the format has no room for.
    """
    rows = each(wholes(space, kind))
    if form == "xlsx":
        shape = shape_for(space, kind)
        write_workbook(target, shape.columns, (flatten(row, shape) for row in rows), kind)
        return
    target.writelines(line.encode() for line in text_lines(space, kind, form, rows))
