"""Strict fields of canonical objects: every field is named, every value has one shape, nothing else is taken."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from tequio.decide.protocol.canonical import LARGEST
from tequio.decide.protocol.faults import Fault

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)")
PLAIN_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
PROJECT_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


def record(value: object, where: str, names: Iterable[str]) -> dict[str, Any]:
    """Return an object that has exactly these fields."""
    if type(value) is not dict:
        raise Fault("form.object", where=where)
    for name in names:
        if name not in value:
            raise Fault("form.missing", where=where, field=name)
    for name in value:
        if name not in names:
            raise Fault("form.unknown", where=where, field=name)
    return value


def rows(value: object, where: str, most: int = 100_000, least: int = 0) -> list[Any]:
    if type(value) is not list or not least <= len(value) <= most:
        raise Fault("form.list", where=where)
    return value


def whole(value: object, where: str, least: int = 0, most: int = LARGEST) -> int:
    if type(value) is not int or not least <= value <= most:
        raise Fault("form.number", where=where)
    return value


def prose(value: object, where: str, most: int = 20_000, least: int = 0) -> str:
    """Return a text that may have several lines and no other control signs."""
    if (
        type(value) is not str
        or not least <= len(value) <= most
        or re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", value)
    ):
        raise Fault("form.text", where=where)
    return value


def line(value: object, where: str, most: int = 500) -> str:
    """Return a text of one line without outer spaces, not empty."""
    text = prose(value, where, most, 1)
    if text != text.strip() or re.search(r"[\n\u2028\u2029]", text):
        raise Fault("form.text", where=where)
    return text


def one_of(value: object, where: str, allowed: Iterable[str]) -> str:
    if type(value) is not str or value not in allowed:
        raise Fault("form.choice", where=where)
    return value


def pattern(value: object, where: str, expression: str) -> str:
    if type(value) is not str or not re.fullmatch(expression, value):
        raise Fault("form.pattern", where=where)
    return value


def hexes(value: object, where: str, size: int) -> bytes:
    """Return the bytes of a lower-case hexadecimal text of exactly `size` bytes."""
    return bytes.fromhex(pattern(value, where, f"[0-9a-f]{{{2 * size}}}"))


def plain_id(value: object, where: str) -> str:
    """Return an id that is also a safe file name everywhere."""
    if type(value) is not str or not PLAIN_ID.fullmatch(value) or RESERVED.fullmatch(value):
        raise Fault("form.id", where=where)
    return value


def project_id(value: object, where: str) -> str:
    if type(value) is not str or not PROJECT_ID.fullmatch(value):
        raise Fault("form.id", where=where)
    return value


def moment(value: object, where: str) -> datetime:
    """Return a time written as `2026-12-01T20:00:00Z`."""
    if type(value) is str and MOMENT.fullmatch(value) and value.isascii():
        try:
            return datetime.fromisoformat(value)
        except ValueError:
            pass
    raise Fault("form.moment", where=where)


def write_moment(value: datetime) -> str:
    """Write an aware time to the second, in UTC."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def unique(values: Iterable[str], where: str) -> None:
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise Fault("form.twice", where=where, id=value)
        seen.add(value)
