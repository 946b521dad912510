"""Reads JSON (an array of objects) and JSON Lines (an object a line)."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tequio.kit.refusals import Refused
from tequio.kit.tables.encodings import encoding_of, note_on
from tequio.kit.tables.table import LONGEST_LINE, MOST_COLUMNS, Row, Table

MOST_ARRAY = 200_000_000
_SPACE = re.compile(r"[ \t\r\n]*")


def read_array(path: Path) -> Table:
    """Read an array of objects; a file that breaks off is refused whole, with the line where it does."""
    if path.stat().st_size > MOST_ARRAY:
        raise Refused("table.array_too_large", most=MOST_ARRAY // 1_000_000)
    encoding = encoding_of(path)
    return _table(lambda: _array(path.read_text(encoding=encoding)), note_on(encoding))


def read_lines(path: Path) -> Table:
    """Read an object a line; a line that is no object is a row with a fault."""
    encoding = encoding_of(path)
    return _table(lambda: _lines(path, encoding), note_on(encoding))


def _table(rows: Any, notes: tuple[Refused, ...]) -> Table:
    columns: dict[str, None] = {}
    total = 0
    for row in rows():
        total += 1
        columns.update(dict.fromkeys(row.cells))
        if len(columns) > MOST_COLUMNS:
            raise Refused("table.too_many_columns", count=len(columns), most=MOST_COLUMNS)
    if not total:
        raise Refused("table.empty")
    return Table("json", tuple(columns), total, rows, notes)


def _array(text: str) -> Iterator[Row]:
    at, line = _skip(text, 0), 1
    if text[at : at + 1] != "[":
        raise Refused("table.not_an_array")
    counted, at = 0, _skip(text, at + 1)
    while text[at : at + 1] != "]":
        line, counted = line + text.count("\n", counted, at), at
        try:
            value, at = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            raise Refused("table.json_broken", line=line) from None
        yield _row(line, value)
        at = _skip(text, at)
        if text[at : at + 1] == ",":
            at = _skip(text, at + 1)
        elif text[at : at + 1] != "]":
            raise Refused("table.json_broken", line=line + text.count("\n", counted, at))


def _lines(path: Path, encoding: str) -> Iterator[Row]:
    with path.open(encoding=encoding, newline="\n") as file:
        number = 0
        while text := file.readline(LONGEST_LINE):
            number += 1
            if len(text) == LONGEST_LINE:
                raise Refused("table.line_too_long", line=number, most=LONGEST_LINE)
            if text.strip():
                yield _line(number, text.strip())


def _line(number: int, text: str) -> Row:
    try:
        return _row(number, _DECODER.decode(text))
    except (ValueError, RecursionError):
        return Row(number, {}, Refused("table.json_broken", line=number))


def _row(line: int, value: Any) -> Row:
    if not isinstance(value, dict):
        return Row(line, {}, Refused("table.not_an_object"))
    if _unwritable(value):
        return Row(line, {}, Refused("table.nul"))
    return Row(line, value)


def _unwritable(value: Any) -> bool:
    """NUL and lone surrogates can be spelt in JSON, and no database keeps them."""
    if isinstance(value, str):
        return "\0" in value or any("\ud800" <= sign <= "\udfff" for sign in value)
    if isinstance(value, dict):
        return any(_unwritable(key) or _unwritable(item) for key, item in value.items())
    return isinstance(value, list) and any(_unwritable(item) for item in value)


def _skip(text: str, at: int) -> int:
    found = _SPACE.match(text, at)
    return found.end() if found else at


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a key stands twice")
    return made


def _no_such_number(name: str) -> Any:
    raise ValueError(name)


_DECODER = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_such_number)
