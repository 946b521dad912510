"""Entering a write into the ledger, sealing what was entered, erasing a detail."""

import secrets
from collections.abc import Sequence
from typing import Any

from django.db import connection, transaction

from tequio.ground.ledger.models import Entry, EntryDetail
from tequio.ground.ledger.queries import COLUMNS, head
from tequio.ground.ledger.rules import Line, digest_of, hash_of

BATCH = 500
SEALERS_LOCK = 7_319_001
"""Key of PostgreSQL's advisory lock: one sealer at a time."""


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


def enter_all(action: str, *, subjects: Sequence[str], by: int | None, space: int | None = None) -> None:
    """Insert one unsealed entry for each subject, in the caller's transaction; one query for each thousand."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("Ledger entries belong inside the transaction of their writes.")
    rows = [Entry(action=action, subject=subject, by=by, space=space) for subject in subjects]
    Entry.objects.bulk_create(rows, batch_size=1000)


def seal() -> int:
    """Give every committed entry its position and its hash; return the ledger's last position.

    Batches of 500, each one transaction of four queries; one query when there is nothing to do. An entry whose
    transaction commits late gets a later position than its neighbours by id: the chain follows the sealing.
    """
    while Entry.objects.filter(position=None).exists():
        if not _seal_batch():
            break
    return head()[0]


@transaction.atomic
def _seal_batch() -> int:
    if not _only_sealer():
        return 0
    position, previous = head()
    unsealed = Entry.objects.filter(position=None).order_by("id")[:BATCH].values_list(*COLUMNS)
    sealed = []
    for line in (Line(*row) for row in unsealed):
        position += 1
        previous = hash_of(previous, position, line)
        sealed.append((position, previous, line.id))
    if sealed:
        with connection.cursor() as cursor:
            cursor.executemany("UPDATE ground_entry SET position = %s, hash = %s WHERE id = %s", sealed)
    return len(sealed)


def _only_sealer() -> bool:
    """SQLite has one writer anyway; on PostgreSQL a second sealer goes away instead of waiting."""
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SEALERS_LOCK])
        return bool(cursor.fetchone()[0])
