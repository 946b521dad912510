"""Keeps a few processes running: starts them, starts them again when they die, and stops them all together."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence

STEADY = 30.0
"""Seconds after which a process counts as well started, and its next death as the first."""
LONGEST_PAUSE = 30.0
GRACE = 4.0
"""Seconds that all have to stop in; then they are killed."""


class Child:
    """One process and its successors. Its lines come out with its name before them."""

    def __init__(self, name: str, command: Sequence[str], say: Callable[[str], None]) -> None:
        self.name, self.command, self.say = name, list(command), say
        self.process: subprocess.Popen[str] | None = None
        self.deaths = 0
        self.started = 0.0
        self.due = 0.0

    def start(self) -> None:
        wrapped = [sys.executable, "-m", "tequio.ground.run.child", str(os.getpid()), *self.command]
        self.started = time.monotonic()
        self.process = subprocess.Popen(
            wrapped,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        threading.Thread(target=self._repeat, args=(self.process,), daemon=True).start()

    def _repeat(self, process: subprocess.Popen[str]) -> None:
        if process.stdout is None:
            return
        with process.stdout:
            for line in process.stdout:
                self.say(f"{self.name:7}| {line.rstrip()}")

    def look(self) -> None:
        """Start the process again when it has died: after a pause that doubles, half a minute at most."""
        now = time.monotonic()
        if self.process is not None and self.process.poll() is not None:
            if now - self.started > STEADY:
                self.deaths = 0
            pause = min(0.5 * 2 ** min(self.deaths, 10), LONGEST_PAUSE)
            self.say(f"{self.name:7}| ended with code {self.process.returncode}; starts again in {pause:g} s")
            self.deaths += 1
            self.due, self.process = now + pause, None
        if self.process is None and now >= self.due:
            self.start()

    def signal(self, number: int) -> None:
        """Send a signal to the process, or, when it is SIGKILL, to all that it started too."""
        if self.process is None:
            return
        try:
            if number == signal.SIGKILL:
                os.killpg(self.process.pid, number)
            else:
                self.process.send_signal(number)
        except ProcessLookupError:
            pass

    @property
    def ended(self) -> bool:
        return self.process is None or self.process.poll() is not None


class Supervisor:
    """Runs children until SIGTERM, SIGINT or `stop`; then all have stopped within five seconds."""

    def __init__(self, commands: Mapping[str, Sequence[str]], say: Callable[[str], None] = print) -> None:
        self.children = [Child(name, command, say) for name, command in commands.items()]
        self.stopped = threading.Event()

    def stop(self, *_signal: object) -> None:
        self.stopped.set()

    def start(self) -> None:
        for child in self.children:
            child.start()

    def keep(self) -> None:
        """Look after the children until asked to stop, then stop them."""
        while not self.stopped.wait(0.2):
            for child in self.children:
                child.look()
        self._end()

    def _end(self) -> None:
        for child in self.children:
            child.signal(signal.SIGTERM)
        until = time.monotonic() + GRACE
        while time.monotonic() < until and not all(child.ended for child in self.children):
            time.sleep(0.05)
        for child in self.children:
            child.signal(signal.SIGKILL)
            if child.process is not None:
                child.process.wait()
