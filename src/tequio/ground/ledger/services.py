"""Entering a write into the ledger."""

import hashlib
import json
import secrets
from typing import Any

from django.db import transaction

from tequio.ground.ledger.models import Entry, EntryDetail


def enter(
    action: str,
    *,
    subject: str,
    by: int | None,
    space: int | None = None,
    detail: dict[str, Any] | None = None,
) -> Entry:
    """Insert an unsealed entry in the caller's transaction (one query, two with a detail).

    Promises nothing outside a transaction: it refuses to be called there, since an entry without its write, or a
    write without its entry, is what the ledger exists to exclude.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("A ledger entry belongs inside the transaction of its write.")
    salt = secrets.token_hex(16) if detail else ""
    digest = digest_of(salt, detail) if detail else ""
    entry = Entry.objects.create(action=action, subject=subject, by=by, space=space, digest=digest)
    if detail:
        EntryDetail.objects.create(entry=entry, salt=salt, data=detail)
    return entry


def digest_of(salt: str, detail: dict[str, Any]) -> str:
    """Salted SHA-256 over the canonical JSON of a detail, in hex."""
    body = json.dumps(detail, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(f"{salt}\n{body}".encode()).hexdigest()
