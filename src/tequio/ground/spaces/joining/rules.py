"""What an invitation and a request to join may be."""

import hashlib
import re
import secrets
from datetime import datetime, timedelta

from tequio.kit.refusals import Refused

GOOD_FOR = timedelta(days=14)
MOST_AT_ONCE = 50
MOST_OPEN = 500
WORDS_LONGEST = 1000
_ADDRESS = re.compile(
    r"[^\s@<>\"',;:()\[\]\\]{1,64}@(?:[^\s@<>\"',;:()\[\]\\.]{1,63}\.)+[^\s@<>\"',;:()\[\]\\.]{2,63}"
)


def new_token() -> str:
    """Make a token that nobody guesses: 256 bits."""
    return secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    """What is kept of a token; it is random, so a plain digest is enough."""
    return hashlib.sha256(token.encode()).hexdigest()


def addresses(text: str) -> list[str]:
    """Read addresses as people paste them: one a line, or with commas or semicolons between; each once, in small letters.

    Refuses one that is none, more than 50, and an empty list.
    """
    found = list(dict.fromkeys(part.lower() for part in re.split(r"[\s,;]+", text) if part))
    if not found:
        raise Refused("invitation.no_address")
    if len(found) > MOST_AT_ONCE:
        raise Refused("invitation.too_many", count=len(found), limit=MOST_AT_ONCE)
    for email in found:
        if len(email) > 254 or not _ADDRESS.fullmatch(email):
            raise Refused("invitation.bad_address", email=email)
    return found


def check_invitation(*, used: datetime | None, expires: datetime, now: datetime) -> None:
    """Refuse an invitation that was used or is too old."""
    if used:
        raise Refused("invitation.used")
    if expires <= now:
        raise Refused("invitation.expired", when=expires.date().isoformat())


def check_request(words: str) -> None:
    if len(words) > WORDS_LONGEST:
        raise Refused("join.words_too_long", letters=len(words), limit=WORDS_LONGEST)
