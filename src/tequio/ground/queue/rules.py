"""When a job is tried again, and when a recurring one is due next."""

from datetime import datetime, timedelta

LEASE = timedelta(seconds=30)
"""A worker that was not heard of for so long is taken for dead."""
ATTEMPTS = 10
"""So many times a job is tried, over about two and a half hours, before the operator is told."""


def backoff(attempt: int) -> timedelta:
    """Pause after a failed attempt: 10 s, doubled each time, at most an hour."""
    return timedelta(seconds=min(10 * 2 ** (attempt - 1), 3600))


def next_time(at: datetime, every: int, now: datetime) -> datetime:
    """First time after `now` in steps of `every` seconds from `at`; what was missed is not made up for."""
    steps = int((now - at).total_seconds() // every) + 1
    return at + timedelta(seconds=every * max(steps, 1))
