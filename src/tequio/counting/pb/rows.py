"""Rows of a `.pb` text: cells between semicolons, some of them quoted, each with its line and column."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tequio.counting.malformed import Malformed

CELL_END = re.compile("[;\n]")


@dataclass(frozen=True)
class Row:
    """Cells as written, less quotes and outer spaces. `line` counts from 1; `columns[i]` is where cell i begins."""

    line: int
    cells: tuple[str, ...]
    columns: tuple[int, ...]

    def error(self, cell: int, reason: str, *, within: int = 0) -> Malformed:
        column = self.columns[cell] if cell < len(self.columns) else 1
        return Malformed(reason, line=self.line, column=column + within)


def rows_of(text: str, *, first_line: int = 1) -> Iterator[Row]:
    """Yield the rows of a text, in linear time; rows of nothing but spaces and semicolons are left out.

    A cell that begins with a quote goes on to the closing one, over semicolons and ends of lines; two quotes stand for
    one. Refuses a quote that nobody closes.
    """
    line, place, end = first_line, 0, len(text)
    while place < end:
        stop = text.find("\n", place)
        stop = end if stop < 0 else stop
        plain = text.find('"', place, stop) < 0
        if plain:
            row, after, lines = plain_row(text[place:stop], line), stop + 1, 1
        else:
            row, after, lines = quoted_row(text, place, line)
        if any(row.cells) or not plain:
            yield row
        place, line = after, line + lines


def plain_row(text: str, line: int) -> Row:
    cells = text.split(";")
    columns, column = [], 1
    for cell in cells:
        columns.append(column)
        column += len(cell) + 1
    return Row(line, tuple(cell.strip() for cell in cells), tuple(columns))


def quoted_row(text: str, place: int, line: int) -> tuple[Row, int, int]:
    """Read a row that holds quotes; return it, where the next one begins, and how many lines it took."""
    cells: list[str] = []
    columns: list[int] = []
    begin, first = place, place
    while True:
        columns.append(place - begin + 1)
        cell, place = quoted_cell(text, place, line)
        cells.append(cell)
        if place >= len(text) or text[place] == "\n":
            break
        place += 1
    return Row(line, tuple(cells), tuple(columns)), place + 1, 1 + text.count("\n", first, place)


def quoted_cell(text: str, place: int, line: int) -> tuple[str, int]:
    """Read one cell; return it and the place of the semicolon, end of line or end of text behind it."""
    opened = place
    while opened < len(text) and text[opened] in " \t":
        opened += 1
    if opened == len(text) or text[opened] != '"':
        stop = end_of_cell(text, place)
        return text[place:stop].strip(), stop
    parts, place = [], opened + 1
    while True:
        closing = text.find('"', place)
        if closing < 0:
            raise Malformed("a quote is opened here and never closed.", line=line, column=1)
        parts.append(text[place:closing])
        if text[closing + 1 : closing + 2] != '"':
            break
        parts.append('"')
        place = closing + 2
    stop = end_of_cell(text, closing + 1)
    return "".join(parts) + text[closing + 1 : stop].rstrip(), stop


def end_of_cell(text: str, place: int) -> int:
    found = CELL_END.search(text, place)
    return found.start() if found else len(text)


def decode(data: bytes, *, lenient: bool) -> str:
    try:
        return data.decode("utf-8", "replace" if lenient else "strict")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        raise Malformed(
            "a letter that is not UTF-8: save the file as UTF-8 (or use --lenient).",
            line=before.count(b"\n") + 1,
            column=column,
        ) from None
