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

from bench.pages import ROOT, processor_time
from tests.decide.served import is_acknowledged, open_served_vote, serving, site_environment, tap_request

CLIENTS = 32
TARGETS = {"SQLite": 500, "PostgreSQL": 1_000}
SLOWEST_MS = 500


def run(votes: int = 20_000) -> None:
    """Measure on each database that there is."""
    for name, url in databases().items():
        with tempfile.TemporaryDirectory() as folder:
            environment = site_environment(Path(folder), url)
            command = [sys.executable, "-m", "bench.casting", "--one", name, str(votes)]
            subprocess.run(command, cwd=ROOT, env=environment, check=True)


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
        slug, guests = open_served_vote(votes)
        requests = [tap_request(slug, guest, f"add:{guest.projects[0]}") for guest in guests]
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
                if not is_acknowledged(answer):
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
