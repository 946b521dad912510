"""The writer's turn: one writer at a time, in this process and among all processes that use the database file."""

import fcntl
import os
import threading
from urllib.parse import unquote, urlsplit


class Turn:
    """A lock of two layers: a thread lock, and within it a `flock` on a file beside the database.

    SQLite's own waiting is a sleep of growing length and then an error; here the kernel wakes the next writer as soon
    as the one before is done. The time limit counts among the threads of a process; among processes there is none,
    because the kernel gives back what a dead process held, and a long migration is worth waiting for.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self.holder: object | None = None
        self._threads = threading.Lock()
        self._file = -1

    def take(self, holder: object, seconds: float) -> bool:
        """Wait for the turn; False when another thread of this process kept it for longer than `seconds`."""
        if not self._threads.acquire(timeout=seconds):
            return False
        try:
            if self._file < 0:
                self._file = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o660)
            fcntl.flock(self._file, fcntl.LOCK_EX)
        except BaseException:
            self._threads.release()
            raise
        self.holder = holder
        return True

    def give_back(self, holder: object) -> None:
        """End the turn of `holder`; nothing happens when it has none, for instance because a fork took it away."""
        if self.holder is not holder:
            return
        self.holder = None
        try:
            fcntl.flock(self._file, fcntl.LOCK_UN)
        finally:
            self._threads.release()

    def forget(self) -> None:
        """Drop what a fork copied, without giving back what the parent still holds."""
        if self._file >= 0:
            os.close(self._file)
        self._file = -1
        self.holder = None
        self._threads = threading.Lock()


_turns: dict[str, Turn] = {}
_registry = threading.Lock()


def turn_for(name: str) -> Turn:
    """Return this process's one turn for a database, named by its path or its `file:` address."""
    path = unquote(urlsplit(name).path) if name.startswith("file:") else name
    path = os.path.realpath(path) + "-turn"
    with _registry:
        if path not in _turns:
            _turns[path] = Turn(path)
        return _turns[path]


def _after_fork() -> None:
    global _registry  # noqa: PLW0603 - a thread of the parent may have held it during the fork
    _registry = threading.Lock()
    for turn in _turns.values():
        turn.forget()


os.register_at_fork(after_in_child=_after_fork)
