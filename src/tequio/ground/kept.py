"""Small tables that every page looks up (names of countries, themes), read once a minute by each process."""

import time
import weakref
from collections.abc import Callable
from typing import Generic, TypeVar, cast

Value = TypeVar("Value")
_all: "weakref.WeakSet[Kept[object]]" = weakref.WeakSet()


class Kept(Generic[Value]):
    """What `read` returns, read again when it is older than `seconds`.

    Two threads may read at the same time; both get a whole value.
    """

    def __init__(self, read: Callable[[], Value], *, seconds: float = 60) -> None:
        self._read, self._seconds = read, seconds
        self._value: Value | None = None
        self._until = float("-inf")
        _all.add(self)  # type: ignore[arg-type]

    def __call__(self) -> Value:
        now = time.monotonic()
        if now >= self._until:
            self._value = self._read()
            self._until = now + self._seconds
        return cast("Value", self._value)

    def forget(self) -> None:
        self._until = float("-inf")


def forget_all() -> None:
    """Let everything be read again: for tests, and after a bulk change in this process."""
    for kept in list(_all):
        kept.forget()
