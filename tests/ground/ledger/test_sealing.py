"""Entering, sealing, following and verifying the ledger."""

import contextlib
import hashlib
import threading
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from tequio.ground.ledger.models import Entry, EntryDetail
from tequio.ground.ledger.queries import Fault, changes_since, head, verify
from tequio.ground.ledger.rules import Line, canonical, hash_of
from tequio.ground.ledger.services import BATCH, enter, seal


def enter_some(number, **fields):
    with transaction.atomic():
        return [
            enter("record.published", subject=f"record:{n}", by=1, space=2, **fields) for n in range(number)
        ]


def overwrite(sql):
    """What somebody does who has the database in their hands: the triggers go first."""
    on = " ON ground_entry" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for guard in ("ledger_content", "ledger_sealed", "ledger_kept"):
            cursor.execute(f"DROP TRIGGER IF EXISTS {guard}{on}")
        cursor.execute(sql)


def test_sealing_gives_gapless_positions_and_a_chain(db):
    enter_some(3)
    assert seal() == 3
    entries = list(Entry.objects.order_by("id"))
    assert [entry.position for entry in entries] == [1, 2, 3]
    assert len({entry.hash for entry in entries}) == 3
    assert head() == (3, entries[-1].hash)
    assert list(verify()) == []


def test_hash_is_what_the_guide_says_it_is():
    line = Line(4, datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), "record.published", 7, None, "record:1", "")
    assert canonical({"b": 2.0, "a": ["é", None]}) == '{"a":["é",null],"b":2}'
    written = (
        '{"action":"record.published","at":"2026-01-02T03:04:05.000000+00:00","by":7,"digest":"","id":4,'
        '"position":1,"previous":"","space":null,"subject":"record:1"}'
    )
    assert hash_of("", 1, line) == hashlib.sha256(written.encode()).hexdigest()


def test_sealing_nothing_asks_two_questions(db, django_assert_num_queries):
    with django_assert_num_queries(2):
        assert seal() == 0


def test_sealing_goes_on_over_batches_and_later_entries(db):
    enter_some(BATCH + 1)
    assert seal() == BATCH + 1
    enter_some(1)
    assert seal() == BATCH + 2
    assert list(verify()) == []


def test_entry_that_commits_late_is_sealed_later_than_its_neighbours(db):
    for number in (2, 1):
        Entry(id=number, action="record.published", subject="record:1").save(force_insert=True)
        seal()
    assert [(entry.id, entry.position) for entry in changes_since(0)] == [(2, 1), (1, 2)]
    assert list(verify()) == []


def test_followers_of_the_feed_miss_nothing(db):
    enter_some(5)
    seal()
    first = changes_since(0, limit=2)
    rest = changes_since(first[-1].position)
    assert [entry.position for entry in first + rest] == [1, 2, 3, 4, 5]
    assert changes_since(5) == []


@pytest.mark.parametrize("sealed", [True, False])
def test_database_refuses_to_delete_or_rewrite_an_entry(db, sealed):
    [entry] = enter_some(1)
    if sealed:
        seal()
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.filter(id=entry.id).update(subject="record:forged")
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.filter(id=entry.id).delete()


def test_database_refuses_to_seal_twice(db):
    [entry] = enter_some(1)
    seal()
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.filter(id=entry.id).update(position=8, hash="8")


def test_detail_can_be_erased_and_the_chain_stays_whole(db):
    detail = {"title": "Huerta", "amount": 2.0, "lines": [1, 2.5, None]}
    kept, erased = enter_some(2, detail=detail)
    seal()
    EntryDetail.objects.filter(entry=erased).delete()
    assert EntryDetail.objects.get().entry_id == kept.id
    assert list(verify()) == []


def test_verifying_names_a_changed_entry_a_changed_detail_and_a_missing_one(db):
    entries = enter_some(5, detail={"title": "Huerta"})
    seal()
    overwrite("UPDATE ground_entry SET subject = 'record:forged' WHERE position = 2")
    EntryDetail.objects.filter(entry=entries[2]).update(data={"title": "Otra"})
    EntryDetail.objects.filter(entry=entries[3]).delete()
    overwrite("DELETE FROM ground_entry WHERE position = 4")
    assert list(verify()) == [
        Fault(2, entries[1].id, "the entry or its hash was changed"),
        Fault(3, entries[2].id, "its detail was changed"),
        Fault(5, entries[4].id, "positions 4 to 4 are missing"),
    ]


def test_entering_outside_a_transaction_is_refused(transactional_db):
    with pytest.raises(RuntimeError, match="inside the transaction"):
        enter("record.published", subject="record:1", by=None)


def test_write_that_is_rolled_back_leaves_no_entry(db):
    with contextlib.suppress(ValueError), transaction.atomic():
        enter("record.published", subject="record:1", by=None)
        raise ValueError
    assert not Entry.objects.exists()


def test_two_sealers_and_two_writers_at_once_make_one_chain(transactional_db):
    def write():
        for _ in range(20):
            enter_some(2)
        connection.close()

    def keep_sealing():
        for _ in range(20):
            seal()
        connection.close()

    threads = [threading.Thread(target=work) for work in (write, write, keep_sealing, keep_sealing)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert seal() == 80
    assert [entry.position for entry in changes_since(0)] == list(range(1, 81))
    assert list(verify()) == []
