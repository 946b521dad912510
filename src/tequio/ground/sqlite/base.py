"""Django's SQLite backend, with a turn for each writer.

A transaction takes its turn before `BEGIN IMMEDIATE` and gives it back at commit, rollback or close. A write outside a
transaction has the turn for that one statement: Django's own code and allauth save single rows that way. Reading
outside a transaction takes no turn.
"""

import re
import sqlite3
from collections.abc import Callable, Iterator
from typing import Any

from django.db.backends.sqlite3 import base

from tequio.ground.sqlite.operations import DatabaseOperations
from tequio.ground.sqlite.turn import Turn, turn_for

READS = re.compile(
    r"\s*(SELECT|EXPLAIN|PRAGMA|VALUES|COMMIT|END|ROLLBACK|SAVEPOINT|RELEASE|ATTACH|DETACH"
    r"|BEGIN(?!\s+(IMMEDIATE|EXCLUSIVE))|WITH(?!.*\b(INSERT|UPDATE|DELETE|REPLACE)\b))\b",
    re.IGNORECASE | re.DOTALL,
)
PATIENCE = 20.0
"""Seconds that a thread waits for another one of its process when the database's options name no `timeout`."""


class Cursor(base.SQLiteCursorWrapper):
    """A cursor that writes only in its connection's turn."""

    wrapper: "DatabaseWrapper"
    _rows: Iterator[Any] | None = None

    def execute(self, query: str, params: Any = None) -> Any:
        return self._run(query, lambda: base.SQLiteCursorWrapper.execute(self, query, params))

    def executemany(self, query: str, param_list: Any) -> Any:
        return self._run(query, lambda: base.SQLiteCursorWrapper.executemany(self, query, param_list))

    def executescript(self, script: str) -> Any:
        return self._run(script, lambda: sqlite3.Cursor.executescript(self, script))

    def _run(self, query: str, statement: Callable[[], Any]) -> Any:
        self._rows = None
        if not self.wrapper.has_turn:
            if READS.match(query):
                return statement()
            self.wrapper.take_turn()
        try:
            done = statement()
            if self.description is not None and not self.wrapper.in_transaction:
                # SQLite keeps its write lock until the rows of RETURNING are read.
                self._rows = iter(super().fetchall())
            return done
        finally:
            self.wrapper.end_turn()

    def fetchone(self) -> Any:
        return super().fetchone() if self._rows is None else next(self._rows, None)

    def fetchmany(self, size: int | None = None) -> Any:
        size = size or self.arraysize
        if self._rows is None:
            return super().fetchmany(size)
        return [row for _, row in zip(range(size), self._rows, strict=False)]

    def fetchall(self) -> Any:
        return super().fetchall() if self._rows is None else list(self._rows)

    def __next__(self) -> Any:
        return super().__next__() if self._rows is None else next(self._rows)


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that waits for its turn before it writes."""

    ops_class = DatabaseOperations
    turn: Turn | None = None

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        name = str(conn_params["database"])
        self.turn = None if self.creation.is_in_memory_db(name) else turn_for(name)
        return super().get_new_connection(conn_params)

    def create_cursor(self, name: str | None = None) -> Cursor:
        cursor: Cursor = self.connection.cursor(factory=Cursor)
        cursor.wrapper = self
        return cursor

    @property
    def has_turn(self) -> bool:
        return self.turn is None or self.turn.holder is self

    @property
    def in_transaction(self) -> bool:
        """Say what SQLite says: after a full disk it has rolled back by itself."""
        return self.connection is not None and self.connection.in_transaction

    def take_turn(self) -> None:
        patience = self.settings_dict["OPTIONS"].get("timeout", PATIENCE)
        if self.turn is not None and not self.turn.take(self, patience):
            raise sqlite3.OperationalError(
                f"database is locked: another thread of this process has been writing for {patience} s"
            )

    def end_turn(self, *, closed: bool = False) -> None:
        """Give the turn back unless a transaction is still open; without a turn nothing happens."""
        if self.turn is not None and (closed or not self.in_transaction):
            self.turn.give_back(self)

    def _commit(self) -> None:
        try:
            super()._commit()  # type: ignore[misc]
        finally:
            self.end_turn()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self.end_turn()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self.end_turn(closed=True)
