"""How many ballots a second are cast through HTTP, durably, by 32 clients, on SQLite and on PostgreSQL.

`python -m bench.casting [votes]`. Each vote is somebody's first, with its pass, its CSRF token and its zone's ballot, and
is answered by the page's own redirect. Clients, web server and database share the machine. PostgreSQL is measured where
a server answers, in a database of its own that is dropped afterwards. CPU is that of the web processes.
"""

import contextlib
import os
import selectors
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from urllib.parse import urlencode

from bench.pages import ENVIRONMENT, ROOT, processor_time, wait_for

CLIENTS = 32
TARGETS = {"SQLite": 500, "PostgreSQL": 1_000}
SLOWEST_MS = 500
SECRET = "c" * 32


def run(votes: int = 20_000) -> None:
    """Measure on each database that there is."""
    for name, url in databases().items():
        with tempfile.TemporaryDirectory() as folder:
            environment = ENVIRONMENT | {"TEQUIO_VAR": folder, "TEQUIO_DATABASE": url}
            command = [sys.executable, "-m", "bench.casting", "--one", name, str(votes)]
            subprocess.run(command, cwd=ROOT, env=os.environ | environment, check=True)


def databases() -> dict[str, str]:
    found = subprocess.run(
        [sys.executable, ROOT / "tools" / "find_postgresql.py"], capture_output=True, text=True, check=False
    ).stdout.strip()
    return {"SQLite": "", "PostgreSQL": found} if found else {"SQLite": ""}


def measure(name: str, votes: int) -> None:
    """Make the vote, serve it, and cast; runs in a process of its own, whose environment names the database."""
    with own_database(name):
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        subprocess.run([sys.executable, "-m", "django", "collectstatic", "--noinput", "-v0"], check=True)
        requests = make_vote(votes)
        with serving() as (port, server):
            warm, requests = requests[:200], requests[200:]
            cast_all(port, warm)
            before, began = processor_time(server), time.perf_counter()
            took = sorted(cast_all(port, requests))
            seconds = time.perf_counter() - began
            spent = (processor_time(server) - before) / 1e9
        report(name, took, seconds, spent)
        check(votes)


def report(name: str, took: list[float], seconds: float, spent: float) -> None:
    rate, late = len(took) / seconds, took[int(len(took) * 0.99)] * 1000
    print(
        f"{name}: {rate:,.0f} votes/s (target {TARGETS[name]:,}), p50 {statistics.median(took) * 1000:.0f} ms, "
        f"p99 {late:.0f} ms (target {SLOWEST_MS}), {1000 * spent / len(took):.2f} ms of CPU of the web server a vote; "
        f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors",
        flush=True,
    )


@contextlib.contextmanager
def own_database(name: str):
    """A database that is there only for this run."""
    if name == "SQLite":
        yield
        return
    import psycopg

    url, own = os.environ["TEQUIO_DATABASE"], "tequio_bench_casting"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {own}")
        server.execute(f"CREATE DATABASE {own}")
        os.environ["TEQUIO_DATABASE"] = (
            f"{url.rpartition('/')[0]}/{own}" if url.startswith("postgresql://") else url
        )
    yield
    from django.db import connections

    connections.close_all()
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"DROP DATABASE {own} WITH (FORCE)")


def make_vote(votes: int) -> list[bytes]:
    """An edition of five zones that people vote in; return a request for each of them."""
    from django.http import HttpResponse

    from tequio.decide.electorates.models import RollEntry
    from tequio.decide.electorates.passes import give_pass, name_of
    from tequio.decide.logs.services import open_vote
    from tequio.ground.spaces.services import open_space
    from tests.decide.town import make_budget, make_feasible

    space = open_space("network", names={"en": "Network"}, language="en", by=None)
    budget = make_budget(space, stage="publishing")
    make_feasible(budget, each=8)
    zones = list(budget.zones.all())
    RollEntry.objects.bulk_create(
        (
            RollEntry(budget=budget, zone=zones[number % 5], person_key=f"{number}".encode().ljust(32))
            for number in range(votes)
        ),
        batch_size=2_000,
    )
    open_vote(budget, site="bench", by=None)
    first = {zone.pk: f"add:p{8 * place + 1}" for place, zone in enumerate(zones)}
    made = []
    for entry, zone in RollEntry.objects.filter(budget=budget).values_list("pk", "zone_id"):
        answer = HttpResponse()
        give_pass(answer, budget, bytes(entry))
        sealed = answer.cookies[name_of(budget.pk)].value
        made.append(request(budget.slug, f"{name_of(budget.pk)}={sealed}", first[zone]))
    return made


def request(slug: str, sealed: str, tap: str) -> bytes:
    body = urlencode({"csrfmiddlewaretoken": SECRET, "base": "0", "do": tap})
    lines = [
        f"POST /en/network/budget/{slug}/vote/ballot/ HTTP/1.1",
        *("Host: 127.0.0.1", "Origin: https://127.0.0.1", "X-Forwarded-Proto: https"),
        f"Cookie: csrftoken={SECRET}; {sealed}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
    ]
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


@contextlib.contextmanager
def serving():
    """The web server as `tequio run` starts it, with two processes."""
    from tequio.ground.run.site import commands

    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    command = commands("127.0.0.1", port, 2)["web"]
    log = (Path(os.environ["TEQUIO_VAR"]) / "web.log").open("w")
    server = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)
    try:
        wait_for(port)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait(timeout=20)


def cast_all(port: int, requests: list[bytes]) -> list[float]:
    """Send each request once over 32 connections that stay open; return the seconds that each took."""
    waiting, took, began = iter(requests), [], {}
    with selectors.DefaultSelector() as watch:
        for _ in range(CLIENTS):
            line = socket.create_connection(("127.0.0.1", port))
            watch.register(line, selectors.EVENT_READ)
            send(line, waiting, began)
        while len(took) < len(requests):
            for key, _event in watch.select(timeout=30):
                line = key.fileobj
                answer = line.recv(65_536)
                if not answer.startswith(b"HTTP/1.1 303"):
                    raise RuntimeError(answer[:300].decode(errors="replace"))
                took.append(time.perf_counter() - began.pop(line))
                send(line, waiting, began)
        for key in list(watch.get_map().values()):
            key.fileobj.close()
    return took


def send(line: socket.socket, waiting, began: dict) -> None:
    following = next(waiting, None)
    if following is not None:
        began[line] = time.perf_counter()
        line.sendall(following)


def check(votes: int) -> None:
    """Each acknowledged vote is one ballot."""
    from tequio.decide.ballots.models import Ballot

    if Ballot.objects.count() != votes:
        raise SystemExit(f"{Ballot.objects.count()} ballots of {votes} votes")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        measure(sys.argv[2], int(sys.argv[3]))
    else:
        run(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
