"""A connection is asked whether it lives once a second, not at each request; a dead one is dropped."""

import psycopg
import pytest
from django.db import OperationalError, connections

from tequio.ground.postgresql import base

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(db):
    """A connection of its own, as a web process keeps it between requests."""
    made = connections.create_connection("default")
    made.settings_dict = {**made.settings_dict, "CONN_HEALTH_CHECKS": True, "CONN_MAX_AGE": 600}
    made.connect()
    yield made
    made.close()


def pid_of(line) -> int:
    with line.cursor() as cursor:
        return cursor.execute("SELECT pg_backend_pid()").fetchone()[0]


def kill(pid: int, line) -> None:
    said = line.get_connection_params()
    own = {key: said[key] for key in ("user", "password", "host", "port") if said.get(key)}
    with psycopg.connect(dbname=said["dbname"], autocommit=True, **own) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])


def next_request(line) -> None:
    """What Django does with each connection where a request begins and ends."""
    line.close_if_unusable_or_obsolete()


def test_connection_seen_alive_a_moment_ago_is_not_asked(line, monkeypatch):
    asked = []
    usable = base.DatabaseWrapper.is_usable
    monkeypatch.setattr(base.DatabaseWrapper, "is_usable", lambda self: asked.append(1) or usable(self))
    for _ in range(3):
        next_request(line)
        pid_of(line)
    assert asked == []
    monkeypatch.setattr(base, "BELIEVED", 0.0)
    next_request(line)
    pid_of(line)
    pid_of(line)
    assert asked == [1]


def test_transaction_of_more_than_a_second_ends_as_a_short_one(line, monkeypatch):
    next_request(line)
    line.set_autocommit(False)
    first = pid_of(line)
    monkeypatch.setattr(base, "BELIEVED", 0.0)
    line.commit()
    line.set_autocommit(True)
    assert pid_of(line) == first


def test_dead_connection_is_replaced_by_the_next_request_after_a_second(line, monkeypatch):
    first = pid_of(line)
    kill(first, line)
    monkeypatch.setattr(base, "BELIEVED", 0.0)
    next_request(line)
    assert pid_of(line) != first


def test_dead_connection_that_was_believed_fails_once(line):
    first = pid_of(line)
    next_request(line)
    kill(first, line)
    with pytest.raises(OperationalError):
        pid_of(line)
    next_request(line)
    assert pid_of(line) != first
