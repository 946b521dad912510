"""The pass of somebody who showed that they may vote: a sealed cookie, and no row in the database."""

import base64
import json
from datetime import timedelta
from functools import lru_cache
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from tequio.decide.budgets.models import Budget

LASTS = timedelta(minutes=30)


@lru_cache
def _seal(secret: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(sha256(b"tequio-pass-v1\n" + secret.encode()).digest()))


def name_of(budget: int) -> str:
    return f"vote-{budget}"


def give_pass(response: HttpResponse, budget: Budget, entry: bytes) -> None:
    """Put the pass into an answer. It holds the edition and the roll entry, nothing of what is chosen; it ends after 30 minutes."""
    said = json.dumps({"budget": budget.pk, "entry": entry.hex()}).encode()
    response.set_cookie(
        name_of(budget.pk),
        _seal(settings.SECRET_KEY).encrypt(said).decode(),
        max_age=LASTS,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Strict",
    )


def read_pass(request: HttpRequest, budget: int) -> bytes | None:
    """Return the roll entry's id that a pass names; none where there is no pass, or it ended, or is another edition's.

    No query: whether the entry is still on the roll is for the caller to see.
    """
    sealed = request.COOKIES.get(name_of(budget))
    if not sealed:
        return None
    try:
        said = json.loads(_seal(settings.SECRET_KEY).decrypt(sealed.encode(), ttl=int(LASTS.total_seconds())))
    except (InvalidToken, ValueError):
        return None
    return bytes.fromhex(said["entry"]) if said["budget"] == budget else None


def drop_pass(response: HttpResponse, budget: int) -> None:
    """Take the pass out of the browser."""
    response.delete_cookie(name_of(budget), samesite="Strict")
