"""How long a comment may be, how long it may be changed, and how many answers a thread takes."""

from datetime import datetime, timedelta

from tequio.kit.refusals import Refused

LONGEST, REASON_LONGEST = 3_000, 500
"""Letters of a comment, and of the reason for which it is hidden."""
MOST_ANSWERS = 100
"""Answers in one thread: all of them stand on one page."""
TO_CHANGE = timedelta(minutes=15)
"""How long after it was written a comment may be changed. Taken back it may be at any time."""


def check_words(words: str) -> str:
    """Return words without outer space; refuse none, and more letters than a comment may have."""
    words = words.strip()
    if not words:
        raise Refused("comment.empty")
    if len(words) > LONGEST:
        raise Refused("comment.too_long", letters=len(words), limit=LONGEST)
    return words


def check_reason(reason: str) -> str:
    """Return the reason that everybody reads in place of a hidden comment; refuse none, and one that is too long."""
    reason = reason.strip()
    if not reason:
        raise Refused("comment.reason_missing")
    if len(reason) > REASON_LONGEST:
        raise Refused("comment.too_long", letters=len(reason), limit=REASON_LONGEST)
    return reason


def in_time(at: datetime, now: datetime) -> bool:
    """Say whether what was written at a moment may still be changed."""
    return now - at < TO_CHANGE


def check_in_time(at: datetime, now: datetime) -> None:
    """Refuse to change what others have had the time to answer."""
    if not in_time(at, now):
        raise Refused("comment.too_late", minutes=TO_CHANGE.seconds // 60)


def check_answers(given: int) -> None:
    """Refuse an answer to a thread that is full."""
    if given >= MOST_ANSWERS:
        raise Refused("comment.thread_full", limit=MOST_ANSWERS)
