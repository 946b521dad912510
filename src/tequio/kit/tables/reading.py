"""Opens a table by what its file is."""

from pathlib import Path

from tequio.kit.refusals import Refused
from tequio.kit.tables.delimited import read_delimited
from tequio.kit.tables.objects import read_array, read_lines
from tequio.kit.tables.table import MOST_BYTES, Table
from tequio.kit.tables.workbook import read_workbook

ZIP, OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_READERS = {
    ".csv": read_delimited,
    ".tsv": read_delimited,
    ".txt": read_delimited,
    ".json": read_array,
    ".jsonl": read_lines,
    ".ndjson": read_lines,
}


def read_table(path: Path) -> Table:
    """Open a CSV, XLSX, JSON or JSON Lines file; the whole file is read once, so that a broken one is refused early.

    Every refusal has a code that begins with `table.`; those of single rows stand in the rows.
    """
    try:
        start = _start(path)
        if start.startswith(ZIP):
            return read_workbook(path)
        if start.startswith(OLD_OFFICE):
            raise Refused("table.old_workbook")
        if path.suffix.lower() not in _READERS:
            raise Refused("table.unknown_format", name=path.name)
        return _READERS[path.suffix.lower()](path)
    except OSError as error:
        raise Refused("table.cannot_open", name=str(path), reason=error.strerror or "") from None


def _start(path: Path) -> bytes:
    if path.is_dir():
        raise Refused("table.is_a_folder", name=str(path))
    if not path.exists():
        raise Refused("table.no_such_file", name=str(path))
    size = path.stat().st_size
    if not size:
        raise Refused("table.empty")
    if size > MOST_BYTES:
        raise Refused("table.too_large", most=MOST_BYTES // 1_000_000)
    with path.open("rb") as file:
        return file.read(4)
