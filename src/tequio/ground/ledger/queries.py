"""Reading the ledger: its head, its changes since a position, and whether anybody touched it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from tequio.ground.ledger.models import Entry
from tequio.ground.ledger.rules import Line, digest_of, hash_of

COLUMNS = ("id", "at", "action", "by", "space", "subject", "digest")


@dataclass(frozen=True)
class Fault:
    """Something that the ledger cannot have become by itself, at a position and in an entry."""

    position: int
    entry: int
    what: str


def head() -> tuple[int, str]:
    """Position and hash of the last sealed entry; (0, "") before the first (one query)."""
    last = Entry.objects.filter(position__isnull=False).order_by("-position").first()
    return (last.position or 0, last.hash) if last else (0, "")


def mark() -> tuple[int, int]:
    """What changes with each write that enters the ledger: the last entry and the last position (one query).

    Two transactions may commit in another order than they took their entries; the later position tells then.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT (SELECT MAX(id) FROM ground_entry), (SELECT MAX(position) FROM ground_entry)")
        entry, position = cursor.fetchone()
    return entry or 0, position or 0


def changes_since(position: int, limit: int = 500) -> list[Entry]:
    """Sealed entries after a position, in order: the change feed (one query).

    Positions have no gaps and never change, so whoever remembers the last one it saw misses nothing.
    """
    return list(Entry.objects.filter(position__gt=position).order_by("position")[:limit])


def verify() -> Iterator[Fault]:
    """Walk the sealed ledger from its first entry and name each fault; a stream, one query with the details.

    After a changed hash the walk goes on from the hash that is written, so that one change is one fault.
    """
    rows = Entry.objects.filter(position__isnull=False).order_by("position")
    last, previous = 0, ""
    columns = ("position", "hash", "detail__salt", "detail__data", *COLUMNS)
    for position, written, salt, detail, *rest in rows.values_list(*columns).iterator(chunk_size=2000):
        line = Line(*rest)
        if position != last + 1:
            yield Fault(position, line.id, f"positions {last + 1} to {position - 1} are missing")
        elif hash_of(previous, position, line) != written:
            yield Fault(position, line.id, "the entry or its hash was changed")
        if detail is not None and digest_of(salt, detail) != line.digest:
            yield Fault(position, line.id, "its detail was changed")
        last, previous = position, written


def oldest_unsealed() -> datetime | None:
    """Say since when the oldest unsealed entry waits; none when all are sealed (one query)."""
    return Entry.objects.filter(position=None).order_by("id").values_list("at", flat=True).first()
