"""What pages cost with 100,000 records: CPU of the web process per request through HTTP, queries, bytes, beside the targets.

`python -m bench.pages [records]`. The database is made once (some two minutes) and kept in the folder of `TEQUIO_VAR`.
CPU is what the kernel counted for the whole server, so compression and the server itself are inside; the median. Cold:
every fragment forgotten before each request, in a warmed process. Warm: the same page again.
"""

import http.client
import os
import socket
import statistics
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VAR = Path(os.environ.get("TEQUIO_VAR") or ROOT / "var") / "bench"
ENVIRONMENT = {
    "TEQUIO_VAR": str(VAR),
    "DJANGO_SETTINGS_MODULE": "tequio.settings.site",
    "TEQUIO_SECRET_KEY": "only for measuring, guards nothing, sixty signs long, at least",
    "TEQUIO_HOSTS": "127.0.0.1",
    "TEQUIO_DATABASE": "",
}
HEADERS = {"X-Forwarded-Proto": "https", "Accept-Encoding": "gzip", "Accept-Language": "en"}
TARGETS = {"list": (8, 5), "practice": (6, 4)}
"""Milliseconds of CPU cold and warm."""
MOST_QUERIES, MOST_HTML = 8, 14_000
TIMES = 150


def run(count: int = 100_000) -> None:
    """Make the database where it is missing, measure, and print a line for each page."""
    os.environ.update(ENVIRONMENT)
    import django

    django.setup()
    from bench.many import make_database

    VAR.mkdir(parents=True, exist_ok=True)
    began = time.perf_counter()
    if make_database(count):
        print(f"made {count:,} records and indexed them in {time.perf_counter() - began:.0f} s")
    subprocess.run([sys.executable, "-m", "django", "collectstatic", "--noinput", "-v0"], check=True)
    pages, cookie = addresses(count), signed_in()
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    with serving() as (port, server):
        for name, paths in pages.items():
            for who, extra in (("anonymous", {}), ("signed in", {"Cookie": cookie})):
                queries = count_queries(paths[0], extra)
                report(name, who, measure(port, server, paths, extra), queries)


def report(name: str, who: str, figures: tuple[float, float, int], queries: tuple[int, int]) -> None:
    cold, warm, size = figures
    wanted = TARGETS.get(name.split(maxsplit=1)[0])
    target = f" (target {wanted[0]} and {wanted[1]})" if wanted else ""
    print(
        f"{name}, {who}: {cold:.1f} ms cold, {warm:.1f} ms warm{target}; "
        f"{queries[0]} queries cold, {queries[1]} warm (target {MOST_QUERIES}); "
        f"{size:,} bytes of HTML, compressed (target {MOST_HTML:,})"
    )


def addresses(count: int) -> dict[str, list[str]]:
    """Paths of each kind of page; those of one kind are asked for in turn."""
    from django.utils.translation import override

    from bench.many import public_id
    from tequio.catalogue.records.models import Record
    from tequio.catalogue.records.queries import named

    chosen = [public_id(number) for number in range(count - 20, count)]
    ids = list(Record.objects.filter(public_id__in=chosen).values_list("id", flat=True))
    with override("en"):
        practices = [practice.url for practice in named(ids, "en").values()]
    return {
        "list of practices": [f"/en/network/practices/?page={page}" for page in range(1, 20)],
        "list by words": [
            f"/en/search/?q={words}" for words in ("budget", "health", "climate+assembly", "participtory")
        ],
        "practice": practices,
        "home": ["/en/"],
    }


def signed_in() -> str:
    """The cookie of somebody with an account and no role."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from tequio.ground.people.models import Person

    person, _made = Person.objects.get_or_create(email="bench@example.org", defaults={"name": "Bench"})
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return f"sessionid={session.session_key}"


def count_queries(path: str, extra: dict[str, str]) -> tuple[int, int]:
    """Queries of a request, cold and warm, in this process."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from tequio.ground.fragments import forget_fragments

    client = Client(HTTP_HOST="127.0.0.1", HTTP_X_FORWARDED_PROTO="https", headers=extra)
    client.get(path)
    found = []
    for _ in range(2):
        if not found:
            forget_fragments()
        with CaptureQueriesContext(connection) as seen:
            client.get(path)
        found.append(len(seen))
    return found[0], found[1]


@contextmanager
def serving():
    """The server with one worker, behind a port of its own; ends with the block."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    command = [str(Path(sys.executable).parent / "granian"), "--interface", "wsgi", "--port", str(port)]
    command += ["--workers", "1", "--blocking-threads", "1", "bench.cold:application"]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait(timeout=20)


def wait_for(port: int) -> None:
    for _ in range(300):
        try:
            ask(port, "/healthz", {})
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("The server did not start.")


def ask(port: int, path: str, extra: dict[str, str]) -> int:
    """Ask for a page and return the bytes of its body as they came."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", path, headers={**HEADERS, **extra})
    response = connection.getresponse()
    body = response.read()
    connection.close()
    if response.status != 200:
        raise RuntimeError(f"{path} answered {response.status}")
    return len(body)


def measure(port: int, server: int, paths: list[str], extra: dict[str, str]) -> tuple[float, float, int]:
    """Milliseconds of CPU per request, cold and warm, and the largest page's bytes."""
    size = max(ask(port, path, extra) for path in paths for _ in range(2))
    cold = spent(port, server, paths, {**extra, "X-Tequio-Cold": "1"})
    for path in paths:
        ask(port, path, extra)
    return cold, spent(port, server, paths, extra), size


def spent(port: int, server: int, paths: list[str], extra: dict[str, str]) -> float:
    """The median over the requests, so that a neighbour's burst does not count."""
    took = []
    for number in range(TIMES):
        before = processor_time(server)
        ask(port, paths[number % len(paths)], extra)
        took.append(processor_time(server) - before)
    return statistics.median(took) / 1e6


def processor_time(server: int) -> int:
    """Nanoseconds of CPU of a process and its children, all threads, as the kernel counted them."""
    total = 0
    for pid in (server, *children(server)):
        for task in Path(f"/proc/{pid}/task").iterdir():
            total += int((task / "schedstat").read_text().split()[0])
    return total


def children(pid: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        found += [int(child) for child in (task / "children").read_text().split()]
    return found


if __name__ == "__main__":
    run(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
