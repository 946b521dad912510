"""The worker: it seals the ledger, enqueues what is due, runs jobs and calls the followers, until it is asked to stop."""

import logging
import os
import secrets
import signal
import threading
import time
from collections.abc import Callable
from functools import partial

from django.db import close_old_connections, connection

from tequio.ground.ledger.services import seal
from tequio.ground.queue import services
from tequio.ground.queue.orders import FOLLOWERS, Follower

logger = logging.getLogger(__name__)

PULSE = 5.0
PAUSE = 1.0
GRACE = 3.0
"""Seconds that a running job may take to end after SIGTERM; then it is put back."""


class Loop(threading.Thread):
    """Calls one function again and again: at once while it returns True, else after a pause that faults lengthen."""

    def __init__(self, name: str, work: Callable[[], object], pause: float, stop: threading.Event) -> None:
        super().__init__(name=name, daemon=True)
        self.work, self.pause, self.stopped = work, pause, stop

    def run(self) -> None:
        faults = 0
        while not self.stopped.is_set():
            close_old_connections()
            try:
                more = self.work()
                faults = 0
            except Exception:
                logger.exception("The worker's loop %s failed", self.name)
                more, faults = False, faults + 1
            if more is not True:
                self.stopped.wait(min(self.pause * 2 ** min(faults, 10), 60))
        connection.close()


class Worker:
    """One process's worker. `run` returns after SIGTERM, SIGINT or `stop`, within five seconds."""

    def __init__(self) -> None:
        self.id = secrets.token_hex(8)
        self.stopped = threading.Event()
        self.position = -1
        self.followed: dict[Follower, int] = {}
        self.interrupted = False
        self.loops = [
            Loop("pulse", self.pulse, PULSE, self.stopped),
            Loop("ledger", self.seal, PAUSE, self.stopped),
            Loop("due", services.tick, PAUSE, self.stopped),
            Loop("jobs", self.run_next, PAUSE, self.stopped),
            *(Loop(f"follower {one}", partial(self.call, one), PAUSE / 4, self.stopped) for one in FOLLOWERS),
        ]

    def pulse(self) -> None:
        services.beat(self.id)
        services.take_up_again()

    def seal(self) -> None:
        self.position = seal()

    def run_next(self) -> bool:
        """Run one job; when the database went away under the one before, that one is made ready first."""
        if self.interrupted:
            services.release(self.id)
        self.interrupted = True
        more = services.run_next(self.id)
        self.interrupted = False
        return more

    def call(self, follower: Follower) -> None:
        position = self.position
        if position >= 0 and self.followed.get(follower) != position:
            follower(position)
            self.followed[follower] = position

    def stop(self, *_signal: object) -> None:
        self.stopped.set()

    def run(self) -> None:
        services.bury_dead_neighbours()
        services.beat(self.id)
        services.schedule_recurring()
        for loop in self.loops:
            loop.start()
        self.stopped.wait()
        until = time.monotonic() + GRACE
        for loop in self.loops:
            loop.join(max(0.0, until - time.monotonic()))
        services.leave(self.id)
        connection.close()


def main() -> None:
    """Work until SIGTERM or SIGINT, or until the process that supervises it is gone; the caller has set Django up."""
    worker = Worker()
    signal.signal(signal.SIGTERM, worker.stop)
    signal.signal(signal.SIGINT, worker.stop)
    worker.run()
    logging.shutdown()
    # A job that outlived its grace sits in a thread; nothing may wait for it.
    os._exit(0)
