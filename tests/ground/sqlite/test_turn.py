"""Writers of one SQLite file, in threads, in processes, after a fork and after a fault."""

import contextlib
import itertools
import subprocess
import sys
import threading

import pytest
from django.db import DatabaseError, IntegrityError, OperationalError, connections, transaction
from django.db.utils import ConnectionHandler

from tequio.ground.sqlite.base import READS
from tequio.settings.environment import database

pytestmark = pytest.mark.one_database

PROCESS = """
import sys
from django.conf import settings
settings.configure()
from django.db.utils import ConnectionHandler
from tequio.settings.environment import database
connection = ConnectionHandler({"default": database("sqlite:///" + sys.argv[1], var=None)})["default"]
"""
WRITES = """
for number in range(200):
    with connection.cursor() as cursor:
        if number % 2:
            cursor.execute("INSERT INTO line (who, number) VALUES (%s, %s)", [sys.argv[2], number])
            continue
        cursor.execute("BEGIN IMMEDIATE")
        cursor.execute("SELECT max(id) FROM line")
        cursor.execute("INSERT INTO line (who, number) VALUES (%s, %s) RETURNING id", [sys.argv[2], number])
        cursor.fetchone()
        cursor.execute("COMMIT")
"""
ENDLESS = """
connection.ensure_connection()
for number in range(10**9):
    with connection.cursor() as cursor:
        cursor.execute("BEGIN IMMEDIATE")
        cursor.execute("INSERT INTO line (who, number) VALUES ('killed', %s)", [number])
        cursor.execute("COMMIT")
    print(number, flush=True)
"""
FORK = """
import os, time
with connection.cursor() as cursor:
    cursor.execute("BEGIN IMMEDIATE")
    cursor.execute("INSERT INTO line (who, number) VALUES ('parent', 1)")
    child = os.fork()
    if child == 0:
        connection.turn.give_back(connection)
        os._exit(0 if not connection.has_turn else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert connection.has_turn
    probe = connection.turn
    import fcntl
    with open(probe.path) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            raise SystemExit("the child gave the parent's turn away")
        except BlockingIOError:
            pass
    cursor.execute("COMMIT")
assert not connection.has_turn
"""

numbers = itertools.count()


def connect(path, **options):
    settings = database(f"sqlite:///{path}", var=None)
    settings["OPTIONS"] = {**settings["OPTIONS"], **options}
    alias = f"{path.stem}{next(numbers)}"
    return ConnectionHandler({"default": {}, alias: settings})[alias]


def atomic(wrapper):
    """`transaction.atomic` over a connection that no settings name."""
    connections[wrapper.alias] = wrapper
    return transaction.atomic(using=wrapper.alias)


@pytest.fixture(autouse=True)
def own_databases(django_db_blocker):
    with django_db_blocker.unblock():
        yield


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "lines.sqlite3"
    wrapper = connect(path)
    with wrapper.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE line (id INTEGER PRIMARY KEY, who TEXT, number INT, UNIQUE (who, number))"
        )
    wrapper.close()
    return path


@pytest.fixture
def wrapper(file):
    wrapper = connect(file, timeout=0.2)
    yield wrapper
    wrapper.close()


def add(wrapper, who, number):
    with wrapper.cursor() as cursor:
        cursor.execute("INSERT INTO line (who, number) VALUES (%s, %s)", [who, number])


def count(wrapper):
    with wrapper.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM line")
        return cursor.fetchone()[0]


def python(code, *arguments, **options):
    return subprocess.Popen([sys.executable, "-c", PROCESS + code, *arguments], **options)


def test_four_processes_write_without_a_locked_database_and_lose_nothing(file, wrapper):
    processes = [python(WRITES, str(file), f"process {number}") for number in range(4)]
    assert [process.wait(timeout=60) for process in processes] == [0, 0, 0, 0]
    assert count(wrapper) == 800


def test_killing_a_writer_loses_nothing_that_was_acknowledged_and_frees_its_turn(file, wrapper):
    writer = python(ENDLESS, str(file), stdout=subprocess.PIPE, text=True)
    for _ in range(200):
        last = int(writer.stdout.readline())
    writer.kill()
    last = max([last, *map(int, writer.stdout.read().splitlines()[:-1])])
    writer.stdout.close()
    writer.wait()
    assert count(wrapper) >= last + 1
    add(wrapper, "next", 1)


def test_threads_write_without_a_locked_database_and_lose_nothing(file, wrapper):
    faults = []

    def write(who):
        own = connect(file)
        try:
            for number in range(50):
                add(own, who, number)
        except DatabaseError as fault:
            faults.append(fault)
        finally:
            own.close()

    threads = [threading.Thread(target=write, args=(f"thread {number}",)) for number in range(4)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert faults == []
    assert count(wrapper) == 200


def test_fork_leaves_the_turn_with_the_parent(file):
    assert python(FORK, str(file)).wait(timeout=20) == 0


def test_transaction_holds_the_turn_until_its_outermost_end(wrapper):
    with atomic(wrapper):
        assert wrapper.has_turn
        with atomic(wrapper):
            add(wrapper, "inner", 1)
        assert wrapper.has_turn
    assert not wrapper.has_turn
    assert count(wrapper) == 1


def test_transaction_that_fails_gives_the_turn_back(wrapper):
    add(wrapper, "once", 1)
    with contextlib.suppress(IntegrityError), atomic(wrapper):
        add(wrapper, "twice", 1)
        add(wrapper, "once", 1)
    assert not wrapper.has_turn
    assert count(wrapper) == 1


def test_connection_closed_in_a_transaction_gives_the_turn_back(wrapper):
    with atomic(wrapper):
        add(wrapper, "lost", 1)
        wrapper.close()
        assert not wrapper.has_turn
    assert count(wrapper) == 0


def test_write_outside_a_transaction_has_the_turn_for_its_statement_only(wrapper):
    with wrapper.cursor() as cursor:
        cursor.execute(
            "INSERT INTO line (who, number) VALUES ('a', 1), ('a', 2), ('a', 3), ('a', 4) RETURNING number"
        )
        assert not wrapper.has_turn
        assert cursor.fetchone() == (1,)
        assert cursor.fetchmany(2) == [(2,), (3,)]
        assert list(cursor) == [(4,)]
        assert cursor.fetchone() is None
    with pytest.raises(IntegrityError):
        add(wrapper, "a", 1)
    assert not wrapper.has_turn


def test_manual_transaction_keeps_the_turn_until_it_is_rolled_back(wrapper):
    wrapper.set_autocommit(False)
    add(wrapper, "manual", 1)
    assert wrapper.has_turn
    wrapper.rollback()
    assert not wrapper.has_turn
    wrapper.set_autocommit(True)
    assert count(wrapper) == 0


def test_writer_who_waits_too_long_hears_that_the_database_is_locked_and_reading_goes_on(file, wrapper):
    other = connect(file, timeout=0.1)
    with atomic(wrapper):
        add(wrapper, "slow", 1)
        with pytest.raises(OperationalError, match="database is locked: another thread"), atomic(other):
            pass
        assert count(other) == 0
        assert wrapper.has_turn
    add(other, "next", 1)
    assert count(other) == 2
    other.close()


def test_begin_that_fails_gives_the_turn_back(file, wrapper):
    other = connect(file, timeout=0.1)
    other.ensure_connection()
    other.connection.execute("BEGIN IMMEDIATE")
    with pytest.raises(OperationalError, match="locked"), atomic(wrapper):
        pass
    assert not wrapper.has_turn
    other.connection.rollback()
    other.close()


@pytest.mark.parametrize(
    ("sql", "reads"),
    [
        ("SELECT 1", True),
        ("  select 1", True),
        ("WITH a AS (SELECT 1) SELECT * FROM a", True),
        ("WITH a AS (SELECT 1)\nINSERT INTO b SELECT * FROM a", False),
        ("PRAGMA foreign_keys", True),
        ("BEGIN", True),
        ("BEGIN IMMEDIATE", False),
        ("SELECTED", False),
        ("INSERT INTO a VALUES (1)", False),
        ("CREATE TABLE a (b)", False),
        ("VACUUM", False),
    ],
)
def test_statement_is_known_to_read_only_when_it_surely_does(sql, reads):
    assert bool(READS.match(sql)) is reads


def test_site_stands_on_this_backend_and_waits_for_the_disk(settings):
    assert settings.DATABASES["default"]["ENGINE"] == "tequio.ground.sqlite"
    assert "synchronous=FULL" in database("", var=settings.VAR)["OPTIONS"]["init_command"]
