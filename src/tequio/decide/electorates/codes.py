"""The code that opens somebody's ballot: twelve signs like those of a receipt, and never the code of a receipt."""

import hmac
import secrets
from hashlib import sha256

from tequio.decide.protocol.receipts import CODE, LIKE, SIGNS, signs_of
from tequio.decide.protocol.receipts import check_signs as receipt_check
from tequio.kit.refusals import Refused

BITS, DRAWN = 50, 10


def new_code() -> str:
    """Draw a code of 50 random bits; its last two signs check the others."""
    drawn = signs_of(secrets.randbits(BITS), DRAWN)
    return drawn + check_of(drawn)


def spelt(signs: str) -> str:
    """Write a code as it is printed: K7QF-2M9X-4D0T."""
    return "-".join((signs[:4], signs[4:8], signs[8:]))


def check_of(drawn: str) -> str:
    """Return the two signs that check the ten; they differ from those of a receipt with the same ten."""
    return signs_of(int.from_bytes(sha256(b"tequio-voting-check-v1\n" + drawn.encode()).digest()[:2]) >> 6, 2)


def read_code(text: str) -> str:
    """Read a code as people type it; small letters, missing hyphens and the look-alikes O, I and L are taken.

    Refuses what is no code, the code of a receipt, and a slip of the pen, each by its own name.
    """
    found = CODE.fullmatch(text.strip().upper())
    if not found:
        raise Refused("vote.code_unreadable")
    signs = "".join(found.groups()).translate(LIKE)
    if set(signs) <= set(SIGNS):
        if check_of(signs[:DRAWN]) == signs[DRAWN:]:
            return signs
        if receipt_check(signs[:DRAWN]) == signs[DRAWN:]:
            raise Refused("vote.code_of_receipt")
    raise Refused("vote.code_slip")


def digest_of(pepper: bytes, signs: str) -> bytes:
    """Return what is kept of a code, 32 bytes: without the pepper nobody can try codes against it."""
    return hmac.digest(pepper, b"tequio-voting-code-v1\n" + signs.encode(), "sha256")
