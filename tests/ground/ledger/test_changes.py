"""Whoever changes anything in the sealed ledger is found: random single changes, each by a hand on the database."""

import random

import pytest
from django.db import connection, transaction

from tequio.ground.ledger.models import Entry, EntryDetail
from tequio.ground.ledger.queries import verify
from tequio.ground.ledger.services import enter, seal

ENTRIES = 40
COLUMNS = ("at", "action", "by", "space", "subject", "digest", "hash", "position")


@pytest.fixture
def ledger(db):
    """Forty sealed entries with details, and a database whose guards somebody took away."""
    with transaction.atomic():
        for number in range(ENTRIES):
            enter(
                "record.published",
                subject=f"record:{number}",
                by=number,
                space=2,
                detail={"title": f"Huerta {number}", "lines": [number, 2.5, None], "said": "ñandú"},
            )
    seal()
    on = " ON ground_entry" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for guard in ("ledger_content", "ledger_sealed", "ledger_kept"):
            cursor.execute(f"DROP TRIGGER IF EXISTS {guard}{on}")


def changed(value, rng):
    """Another value, one step away."""
    if isinstance(value, str):
        place = rng.randrange(len(value))
        return (
            value[:place]
            + rng.choice([c for c in "0123456789abcdef:" if c != value[place]])
            + value[place + 1 :]
        )
    if isinstance(value, int):
        return value + rng.choice([-1, 1, 1000])
    return value + type(value - value)(microseconds=rng.choice([1, -1, 86_400_000_000]))


def change_something(rng) -> str:
    """Change one thing, as somebody would who has the database in their hands; says what."""
    entry = Entry.objects.order_by("id")[rng.randrange(ENTRIES)]
    act = rng.choice(["column"] * 8 + ["detail", "salt", "delete", "swap"])
    if act == "column":
        column = rng.choice(COLUMNS)
        if column == "position":
            Entry.objects.filter(pk=entry.pk).update(position=entry.position + ENTRIES + rng.randrange(1, 9))
        else:
            Entry.objects.filter(pk=entry.pk).update(**{column: changed(getattr(entry, column), rng)})
        return f"{column} of {entry.position}"
    if act == "detail":
        EntryDetail.objects.filter(entry=entry).update(data={**entry.detail.data, "title": "Forged"})
    elif act == "salt":
        EntryDetail.objects.filter(entry=entry).update(salt=changed(entry.detail.salt, rng))
    elif act == "delete":
        if entry.position == ENTRIES:
            return ""
        EntryDetail.objects.filter(entry=entry).delete()
        Entry.objects.filter(pk=entry.pk).delete()
    else:
        other = Entry.objects.exclude(pk=entry.pk).order_by("?").first()
        Entry.objects.filter(pk=entry.pk).update(subject=other.subject)
    return f"{act} of {entry.position}"


def missed(number: int) -> list[str]:
    rng, unseen = random.Random(number), []
    for _ in range(number):
        with transaction.atomic():
            what = change_something(rng)
            if what and not list(verify()):
                unseen.append(what)
            transaction.set_rollback(True)
    return unseen


def test_fifty_random_changes_are_all_found(ledger):
    assert list(verify()) == []
    assert missed(50) == []


@pytest.mark.proof
def test_thousand_random_changes_are_all_found(ledger):
    assert missed(1000) == []
