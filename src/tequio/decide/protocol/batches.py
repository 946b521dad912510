"""Which waiting ballots are logged now, and in which order: neither may tell who voted when."""

from collections.abc import Iterable, Mapping, Sequence
from random import Random, SystemRandom
from typing import TypeVar

T = TypeVar("T")

LARGEST = 5_000
"""Leaves that SQLite logs in one transaction."""


def pick(waiting: Sequence[T], hold: int, *, closing: bool = False, by: Random | None = None) -> list[T]:
    """Return what is logged now: all but `hold`, picked at random; nothing while fewer than 2 x `hold` wait.

    At the close everything is logged. Since `hold` ballots always stay behind, no batch, not even the last, is smaller
    than `hold`, unless the whole vote is.
    """
    if closing:
        return list(waiting)
    if not waiting or len(waiting) < 2 * hold:
        return []
    return (by or SystemRandom()).sample(waiting, len(waiting) - hold)


def parts(picked: Sequence[T], largest: int = LARGEST) -> list[Sequence[T]]:
    """Cut a pick into batches of at most `largest`, as equal as can be.

    A remainder could be a batch under `hold`; equal parts cannot, as long as `largest` is at least twice `hold`.
    """
    count = -(-len(picked) // largest)
    return [picked[len(picked) * part // count : len(picked) * (part + 1) // count] for part in range(count)]


def in_order(hashes: Iterable[bytes]) -> list[bytes]:
    """Return a batch's leaf hashes in ascending order: as good as a shuffle, and checkable."""
    return sorted(hashes)


def marked(
    voted: Mapping[str, Sequence[T]], fewest: int, *, closing: bool = False, by: Random | None = None
) -> list[T]:
    """Return the roll entries to mark as voted tonight, in random order, from the new voters of each zone.

    A zone with fewer than `fewest` new voters waits for another night, or for the close: a mark on one person alone
    would tell the night of their ballot.
    """
    ready = [entry for entries in voted.values() if closing or len(entries) >= fewest for entry in entries]
    (by or SystemRandom()).shuffle(ready)
    return ready
