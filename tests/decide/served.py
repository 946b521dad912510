"""A vote on a real site: the edition, its people with their passes, the web server, and a tap as it goes over the wire.

For what is measured and what is killed: it needs a database of its own, never that of the suite.
"""

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[2]
SECRET = "c" * 32
SITE = {
    "DJANGO_SETTINGS_MODULE": "tequio.settings.site",
    "TEQUIO_SECRET_KEY": "only for measuring, guards nothing, sixty signs long, at least",
    "TEQUIO_HOSTS": "127.0.0.1",
}
EACH = 8
"""Projects of each zone."""


def site_environment(folder: Path, database: str) -> dict[str, str]:
    """The environment of a production site with its files in a folder; an empty database is SQLite, in that folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TEQUIO", "DJANGO"))}
    return {**kept, **SITE, "TEQUIO_VAR": str(folder), "TEQUIO_DATABASE": database}


@dataclass(frozen=True)
class Guest:
    """Somebody who may vote: the roll entry, the cookie of the pass, and the projects of the zone."""

    entry: str
    zone: str
    cookie: str
    projects: tuple[str, ...]


def open_served_vote(voters: int) -> tuple[str, list[Guest]]:
    """Lay the tables, open a vote of five zones, and let everybody in; return its slug and the guests."""
    from django.core.management import call_command
    from django.http import HttpResponse

    from tequio.decide.electorates.models import RollEntry
    from tequio.decide.electorates.passes import give_pass, name_of
    from tequio.decide.logs.services import open_vote
    from tequio.ground.spaces.services import open_space
    from tests.decide.town import make_budget, make_feasible

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    space = open_space("network", names={"en": "Network"}, language="en", by=None)
    budget = make_budget(space, stage="publishing")
    make_feasible(budget, each=EACH)
    zones = list(budget.zones.all())
    RollEntry.objects.bulk_create(
        (
            RollEntry(budget=budget, zone=zones[number % 5], person_key=f"{number}".encode().ljust(32))
            for number in range(voters)
        ),
        batch_size=2_000,
    )
    open_vote(budget, site="bench", by=None)
    keys = {zone.pk: (place, zone.key) for place, zone in enumerate(zones)}
    guests = []
    for entry, zone in RollEntry.objects.filter(budget=budget).values_list("pk", "zone_id"):
        answer, (place, key) = HttpResponse(), keys[zone]
        give_pass(answer, budget, bytes(entry))
        cookie = f"{name_of(budget.pk)}={answer.cookies[name_of(budget.pk)].value}"
        projects = tuple(f"p{EACH * place + number}" for number in range(1, EACH + 1))
        guests.append(Guest(bytes(entry).hex(), key, cookie, projects))
    return budget.slug, guests


def tap_request(
    slug: str, guest: Guest, do: str, *, base: int = 0, shown: Mapping[str, int] | None = None
) -> bytes:
    """The bytes of one tap on somebody's ballot page that showed a turn and some choices."""
    was = [("was", f"{guest.zone}:{project}:{number}") for project, number in (shown or {}).items()]
    body = urlencode([("csrfmiddlewaretoken", SECRET), ("base", str(base)), *was, ("do", do)])
    lines = [
        f"POST /en/network/budget/{slug}/vote/ballot/ HTTP/1.1",
        *("Host: 127.0.0.1", "Origin: https://127.0.0.1", "X-Forwarded-Proto: https"),
        f"Cookie: csrftoken={SECRET}; {guest.cookie}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
    ]
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


def is_acknowledged(answer: bytes) -> bool:
    """Say whether an answer leads back to the ballot page, which is how a cast is acknowledged."""
    return answer.startswith(b"HTTP/1.1 303")


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


class Served:
    """A process of the site and what it started, in a group of their own: all of it can be killed, and begun again."""

    def __init__(self, command: Iterable[str], environment: Mapping[str, str], log: Path) -> None:
        self.command, self.environment, self.log = list(command), dict(environment), log
        self.start()

    def start(self) -> None:
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )

    def kill(self) -> None:
        """`kill -9` for the process and all that it started."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """Ask it to end; what does not within twenty seconds is killed."""
        self.process.terminate()
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.kill()


def start_web(environment: Mapping[str, str], log: Path, port: int) -> Served:
    """The web server as `tequio run` starts it, with two processes; returns when it answers."""
    from tequio.ground.run.site import commands

    web = Served(commands("127.0.0.1", port, 2)["web"], environment, log)
    until_it_answers(port)
    return web


def until_it_answers(port: int, seconds: float = 60) -> None:
    from tequio.ground.run.site import answers

    end = time.monotonic() + seconds
    while not answers("127.0.0.1", port):
        if time.monotonic() > end:
            raise TimeoutError("The web server does not answer.")
        time.sleep(0.1)


@contextmanager
def serving() -> Iterator[tuple[int, int]]:
    """The web server of this process's own site: its port and its process id."""
    port = free_port()
    web = start_web(os.environ, Path(os.environ["TEQUIO_VAR"]) / "web.log", port)
    try:
        yield port, web.process.pid
    finally:
        web.stop()
