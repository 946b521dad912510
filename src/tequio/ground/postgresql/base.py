"""Django's PostgreSQL backend with a health check at most once a second for each connection.

Django asks `SELECT 1` at the first query of every request: a third of what a ballot costs the database. A connection
that did its work a moment ago is believed; after the server's restart a request may meet the dead connection once, as
one in mid-flight would, and Django's own look at connections with errors then drops it.
"""

import time

from django.db.backends.postgresql import base

BELIEVED = 1.0
"""Seconds that a connection is believed to live after a check."""


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that remembers when it was last seen alive."""

    _seen_alive = float("-inf")

    def connect(self) -> None:
        super().connect()
        self._seen_alive = time.monotonic()

    def is_usable(self) -> bool:
        usable = bool(super().is_usable())
        self._seen_alive = time.monotonic() if usable else float("-inf")
        return usable

    def close_if_health_check_failed(self) -> None:
        if time.monotonic() - self._seen_alive < BELIEVED:
            self.health_check_done = (
                True  # for this request: a question asked later could come between a commit and its end
            )
        super().close_if_health_check_failed()
