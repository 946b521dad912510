"""Reads CSV, whatever separates its cells and however its text is encoded."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from tequio.kit.refusals import Refused
from tequio.kit.tables.encodings import encoding_of, note_on
from tequio.kit.tables.table import LONGEST_CELL, LONGEST_LINE, Row, Table, as_row, check_columns

DELIMITERS = (",", ";", "\t")


def read_delimited(path: Path) -> Table:
    """Read a CSV file once to the end: its heading, the number of its rows. Refuses broken quotes and endless lines."""
    encoding = encoding_of(path)
    delimiter = _delimiter(path, encoding)
    with path.open(encoding=encoding, newline="") as file:
        columns = check_columns(next(_cells(file, delimiter), (1, []))[1])

    def rows() -> Iterator[Row]:
        with path.open(encoding=encoding, newline="") as file:
            found = _cells(file, delimiter)
            next(found)
            for line, values in found:
                yield as_row(line, columns, values)

    return Table("csv", columns, sum(1 for _ in rows()), rows, note_on(encoding))


def _delimiter(path: Path, encoding: str) -> str:
    """Choose what cuts the heading into most columns; a comma when nothing does."""

    def columns(delimiter: str) -> int:
        with path.open(encoding=encoding, newline="") as file:
            try:
                return len(next(_cells(file, delimiter, strict=False), (1, []))[1])
            except Refused:
                return 0

    return max(DELIMITERS, key=columns)


def _cells(file: TextIO, delimiter: str, *, strict: bool = True) -> Iterator[tuple[int, list[str]]]:
    """Yield (line, cells) of each row that is not blank; `line` is where the row begins."""
    reader = csv.reader(_lines(file), delimiter=delimiter, strict=strict)
    begins = 1
    while True:
        try:
            values = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise _refusal(str(error), begins) from None
        if any(values):
            yield begins, values
        begins = reader.line_num + 1


def _lines(file: TextIO) -> Iterator[str]:
    number = 0
    while line := file.readline(LONGEST_LINE):
        number += 1
        if len(line) == LONGEST_LINE:
            raise Refused("table.line_too_long", line=number, most=LONGEST_LINE)
        yield line


def _refusal(error: str, line: int) -> Refused:
    if "field larger" in error:
        return Refused("table.cell_too_long", line=line, most=LONGEST_CELL)
    return Refused("table.quotes_broken", line=line)
