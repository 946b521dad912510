"""Casting leaves no trace but the ballot: no other row, no log line, no session, nothing that tells how votes stand."""

import hashlib
import logging

import pytest
from django.db import connection

from tequio.decide.ballots.models import Ballot
from tequio.decide.electorates.models import RollEntry, VotingCode
from tequio.decide.logs.models import Leaf
from tequio.decide.logs.services import log_batch
from tequio.ground.metrics import measures
from tests.decide.ballots.pages import address, come_in, tap
from tests.decide.town import make_vote

pytestmark = pytest.mark.django_db
FORBIDDEN = {
    RollEntry: {
        "ballot",
        "chain",
        "code_number",
        "turn",
        "at",
        "time",
        "address",
        "session",
        "browser",
        "created",
        "updated",
    },
    VotingCode: {"used", "used_at", "at", "created", "updated", "ballot", "chain"},
    Ballot: {"person", "entry", "serial", "created", "updated", "draft", "history", "logged", "at"},
    Leaf: {"ballot", "at", "time", "created"},
}


def tables():
    """A digest of each table's rows."""
    found = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            rows = sorted(repr([bytes(x) if isinstance(x, memoryview) else x for x in row]) for row in cursor)
            found[table] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return found


@pytest.mark.parametrize("model", FORBIDDEN, ids=lambda model: model.__name__)
def test_no_column_says_what_must_not_be_known(model):
    assert {field.name for field in model._meta.get_fields()} & FORBIDDEN[model] == set()


def test_two_hundred_casts_change_the_ballots_and_nothing_else(client, space, caplog):
    vote = make_vote(space, each=40)
    entries = list(vote.roll.select_related("zone", "budget"))
    client.get(address(vote))
    before, counted = tables(), str(measures.__dict__.get("REQUESTS", ""))
    caplog.set_level(logging.DEBUG)
    for entry in entries:
        client.cookies.clear()
        come_in(client, entry)
        first = f"add:p{1 + 2 * [zone.key for zone in vote.zones.all()].index(entry.zone.key)}"
        assert tap(client, vote, first).status_code == 303
        assert client.get(address(vote, "receipt")).status_code == 200
        assert set(client.cookies) <= {"csrftoken", f"vote-{vote.pk}"}
    after = tables()
    assert {table for table in after if after[table] != before[table]} == {"decide_ballot"}
    said = " ".join(record.getMessage() for record in caplog.records if record.name != "django.db.backends")
    assert "ballot" not in said.lower()
    assert str(measures.__dict__.get("REQUESTS", "")) == counted
    assert Ballot.objects.count() == 200


def test_nothing_public_tells_how_votes_stand_before_the_opening(client, space):
    vote = make_vote(space, each=40)
    for entry in vote.roll.filter(zone__key="corniche").select_related("zone", "budget"):
        come_in(client, entry)
        tap(client, vote, "add:p1")
    log_batch(vote)
    client.cookies.clear()
    for page in ("", "log/", "proposals/", "freeze.json", "checkpoint", "checkpoints.jsonl", "log.txt"):
        answer = client.get(f"/en/{vote.space.slug}/budget/{vote.slug}/{page}")
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert answer.status_code == 200, page
        for tally in (b">40<", b"40 votes", b"40 ballots", b'"votes"'):
            assert tally not in body, (page, tally)
    assert client.get(f"/en/{vote.space.slug}/budget/{vote.slug}/result/").status_code == 404
