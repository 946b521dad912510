"""What every worker does by itself: follow the ledger, and repeat some jobs."""

from collections.abc import Callable
from datetime import timedelta

Follower = Callable[[int], object]

FOLLOWERS: list[Follower] = []
RECURRING: dict[str, int] = {}


def follow(follower: Follower) -> None:
    """Have a function called with the ledger's last position: once when a worker starts, then after each sealing.

    A follower remembers by itself how far it has come, and may be called twice with the same position. Each has a
    thread of its own; one that fails is called again later.
    """
    if follower not in FOLLOWERS:
        FOLLOWERS.append(follower)


def every(pause: timedelta, path: str) -> None:
    """Have a job without arguments repeated, for the first time soon after a worker's first start."""
    RECURRING[path] = int(pause.total_seconds())
