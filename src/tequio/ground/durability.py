"""Lets a long run of small transactions reach the disk together, where it can be repeated."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

_LATER = {"sqlite": "PRAGMA synchronous=NORMAL", "postgresql": "SET synchronous_commit TO off"}
_AT_ONCE = {
    "sqlite": "PRAGMA synchronous=FULL; PRAGMA wal_checkpoint(PASSIVE)",
    "postgresql": "SET synchronous_commit TO on",
}


@contextmanager
def durable_at_the_end() -> Iterator[None]:
    """Spare this connection the wait for the disk at each commit.

    Nothing is lost when the process dies. When the machine loses its power, the last transactions may be gone, whole
    and in order, so only work that finds its place again may be done so. Inside a transaction it changes nothing.
    """
    if connection.in_atomic_block:
        yield
        return
    _tell(_LATER)
    try:
        yield
    finally:
        _tell(_AT_ONCE)


def _tell(statements: dict[str, str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements.get(connection.vendor, "").split("; "):
            if statement:
                cursor.execute(statement)
