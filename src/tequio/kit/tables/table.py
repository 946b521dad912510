"""A table as it was found in a file, and the limits that a file keeps to."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from tequio.kit.refusals import Refused

MOST_COLUMNS = 1_000
MOST_BYTES = 1_000_000_000
LONGEST_CELL = 131_072
LONGEST_LINE = 4_000_000


@dataclass(frozen=True)
class Row:
    """One row: the line it begins on and its cells by column. With a `fault` it cannot be used, and why."""

    line: int
    cells: dict[str, Any]
    fault: Refused | None = None


@dataclass(frozen=True)
class Table:
    """A table whose file was read once from end to end: `total` rows, of which some may have a fault.

    `rows()` reads the file again, one row at a time. Cells are text, but for JSON, whose values stay as they are.
    `form` is csv, xlsx or json; `notes` say what a reader of the report should know of how the file was read.
    """

    form: str

    columns: tuple[str, ...]
    total: int
    rows: Callable[[], Iterator[Row]]
    notes: tuple[Refused, ...] = ()

    def require(self, *columns: str) -> None:
        """Refuse the table when one of the columns is missing, naming it and those there are."""
        for column in columns:
            if column not in self.columns:
                raise Refused("table.missing_column", column=column, columns=", ".join(self.columns))


def check_columns(names: list[str]) -> tuple[str, ...]:
    """Return the names of columns without outer space; refuse too many, one without a name, and two alike."""
    names = [name.strip() for name in names]
    while names and not names[-1]:
        names.pop()
    if not names:
        raise Refused("table.no_heading")
    if len(names) > MOST_COLUMNS:
        raise Refused("table.too_many_columns", count=len(names), most=MOST_COLUMNS)
    for number, name in enumerate(names, 1):
        if not name:
            raise Refused("table.column_without_name", number=number)
        if name in names[: number - 1]:
            raise Refused("table.column_twice", column=name)
    return tuple(names)


def as_row(line: int, columns: tuple[str, ...], values: list[str]) -> Row:
    """Put cells under their columns: missing ones at the end are empty, filled ones beyond the heading are a fault."""
    beyond = values[len(columns) :]
    if any(beyond):
        return Row(line, {}, Refused("table.too_many_cells", cells=len(values), columns=len(columns)))
    cells = dict.fromkeys(columns, "")
    cells.update(zip(columns, values, strict=False))
    return Row(line, cells)
