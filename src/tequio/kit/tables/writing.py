"""Writes tables as CSV, XLSX and JSON Lines, one row at a time."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from tequio.kit.refusals import Refused
from tequio.kit.tables.cells import neutral, to_workbook
from tequio.kit.tables.table import LONGEST_CELL

Cells = Mapping[str, str | int | float]
LONGEST_IN_WORKBOOK = 32_767
LARGEST_IN_WORKBOOK = 10**15
MOST_ROWS_IN_WORKBOOK = 1_048_576


class _Echo:
    """A file that gives back what is written to it."""

    def write(self, text: str) -> str:
        return text


def csv_lines(columns: Sequence[str], rows: Iterable[Cells]) -> Iterator[str]:
    """Yield the lines of a CSV file, the first with the mark by which spreadsheets know UTF-8.

    Text that a spreadsheet would run is made harmless by `cells.neutral`; numbers stay as they are.
    """
    writer = csv.writer(_Echo())
    yield "\ufeff" + str(writer.writerow([neutral(column) for column in columns]))
    for row in rows:
        yield str(writer.writerow([_csv_cell(row.get(column, ""), column) for column in columns]))


def _csv_cell(value: str | float, column: str) -> str:
    if not isinstance(value, str):
        return repr(value)
    if len(value) >= LONGEST_CELL:
        raise Refused("table.cell_too_long_to_write", column=column, most=LONGEST_CELL)
    return neutral(value)


def json_lines(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield one JSON object a line."""
    for row in rows:
        yield json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n"


def json_array(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield the parts of one JSON array, an object a line; what JSON has no form for is written as text."""
    yield "["
    for number, row in enumerate(rows):
        yield ("," if number else "") + "\n" + json.dumps(row, ensure_ascii=False, default=str)
    yield "\n]\n"


def write_workbook(
    target: Path | BinaryIO, columns: Sequence[str], rows: Iterable[Cells], title: str
) -> None:
    """Write one sheet; text is stored as text, never as a formula. Refuses a cell over 32,767 signs, more than a sheet's rows.

    The rows pass through a temporary file: memory stays constant.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "A2"
    try:
        _fill(sheet, columns, rows)
    except BaseException:
        sheet.close()
        raise
    book.save(target)


def _fill(sheet: Any, columns: Sequence[str], rows: Iterable[Cells]) -> None:
    sheet.append([_text_cell(sheet, column, column) for column in columns])
    for number, row in enumerate(rows, 2):
        if number > MOST_ROWS_IN_WORKBOOK:
            raise Refused("table.too_many_rows_to_write", most=MOST_ROWS_IN_WORKBOOK)
        sheet.append([_text_cell(sheet, row.get(column, ""), column) for column in columns])


def _text_cell(sheet: Any, value: str | float, column: str) -> Any:
    if isinstance(value, float) and float(f"{value:.15g}") != value:
        value = repr(value)  # a sheet would round it
    if not isinstance(value, str):
        return value if abs(value) < LARGEST_IN_WORKBOOK else _text_cell(sheet, str(value), column)
    if not value:
        return None
    text = to_workbook(value)
    if len(text) > LONGEST_IN_WORKBOOK:
        raise Refused("table.cell_too_long_to_write", column=column, most=LONGEST_IN_WORKBOOK)
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    return cell
