"""Reads the first sheet of an XLSX workbook: values only, no formulas, no macros, nothing outside the file."""

import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from openpyxl import load_workbook

from tequio.kit.refusals import Refused
from tequio.kit.tables.cells import from_workbook
from tequio.kit.tables.table import MOST_COLUMNS, Row, Table, as_row, check_columns

MOST_PARTS = 2_000
MOST_UNPACKED = 200_000_000
# XML shrinks about ten times; a bomb shrinks a thousand times.
MOST_SHRUNK = 200
SMALL = 1_000_000
MOST_ROWS = 1_048_576


def read_workbook(path: Path) -> Table:
    """Read the first sheet once to the end. Refuses what is no workbook, and one that unpacks to more than 200 MB."""
    check_package(path)
    names, sheets = _heading(path)

    def rows() -> Iterator[Row]:
        found = _cells(path)
        next(found)
        for line, values in found:
            yield as_row(line, names, values)

    notes = (Refused("table.other_sheets", sheets=", ".join(sheets)),) if sheets else ()
    return Table("xlsx", names, sum(1 for _ in rows()), rows, notes)


def check_package(path: Path) -> None:
    """Refuse a zip that would unpack to too much, by its directory alone: nothing is unpacked.

    A directory that lies is caught by the unpacking itself, which stops at the size it names.
    """
    try:
        with zipfile.ZipFile(path) as package:
            parts = package.infolist()
            document_types = [part for part in parts if _declares_a_type(package, part)]
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, ValueError):
        raise Refused("table.not_a_workbook") from None
    size = sum(part.file_size for part in parts)
    shrunk = any(
        part.file_size > SMALL and part.file_size > MOST_SHRUNK * part.compress_size for part in parts
    )
    if len(parts) > MOST_PARTS or size > MOST_UNPACKED or shrunk:
        raise Refused("table.bomb", most=MOST_UNPACKED // 1_000_000)
    if document_types:
        raise Refused("table.not_a_workbook")


def _declares_a_type(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    """No spreadsheet program writes a document type, which is where entities that explode are declared."""
    if not part.filename.lower().endswith((".xml", ".rels")):
        return False
    with package.open(part) as file:
        return b"<!doctype" in file.read(4096).replace(b"\0", b"").lower()


def _heading(path: Path) -> tuple[tuple[str, ...], list[str]]:
    first = next(_cells(path), None)
    if first is None:
        raise Refused("table.empty")
    return check_columns(first[1]), _sheets(path)[1:]


def _sheets(path: Path) -> list[str]:
    with _opened(path) as book:
        return [sheet.title for sheet in book.worksheets]


def _cells(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield (row number, cells) of each row that is not blank, as text."""
    with _opened(path) as book:
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        for number, values in enumerate(_values(sheet), 1):
            texts = [spelt(value) for value in values]
            if len(texts) > MOST_COLUMNS and any(texts[MOST_COLUMNS:]):
                raise Refused("table.too_many_columns", count=len(texts), most=MOST_COLUMNS)
            if number > MOST_ROWS:
                raise Refused("table.not_a_workbook")
            if any(texts):
                yield number, texts


def _values(sheet: Any) -> Iterator[tuple[Any, ...]]:
    try:
        yield from sheet.iter_rows(values_only=True)
    except Refused:
        raise
    except Exception:  # noqa: BLE001 - the parser raises many kinds over a damaged sheet
        raise Refused("table.not_a_workbook") from None


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    """Open a workbook to read values only."""
    with path.open("rb") as file:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                book = load_workbook(file, read_only=True, data_only=True, keep_vba=False)
        except Exception:  # noqa: BLE001 - the parser raises many kinds over a damaged package
            raise Refused("table.not_a_workbook") from None
        if not book.worksheets:
            raise Refused("table.empty")
        try:
            yield book
        finally:
            book.close()


def spelt(value: Any) -> str:
    """Spell a cell as text: 12.0 as 12, a day as 2014-01-09, a moment as 2014-01-09T10:00:00."""
    if value is None:
        return ""
    if isinstance(value, str):
        return from_workbook(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    return value.isoformat() if isinstance(value, date | time) else str(value)
