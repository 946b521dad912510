"""How long a short durable write waits on SQLite when four processes write at once: Django's backend beside Tequio's."""

import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

BACKENDS = {"Django's": "django.db.backends.sqlite3", "Tequio's": "tequio.ground.sqlite"}
PROCESSES = 4
PAUSE = 0.002
"""Seconds that a process does something else, on average, between two writes."""


def write(engine: str, path: str, seconds: float) -> dict[str, object]:
    """Write in transactions of two statements for so long; milliseconds of each, and how many were refused."""
    import django
    from django.conf import settings

    settings.configure()
    django.setup()
    from django.db import DatabaseError, connections, transaction
    from django.db.utils import ConnectionHandler

    from tequio.settings.environment import database

    handler = ConnectionHandler({"default": {**database(f"sqlite:///{path}", var=Path()), "ENGINE": engine}})
    connections["default"] = handler["default"]
    took, refused = [], 0
    until = time.perf_counter() + seconds
    while (began := time.perf_counter()) < until:
        try:
            with transaction.atomic(), connections["default"].cursor() as cursor:
                cursor.execute("INSERT INTO line (text) VALUES ('one')")
                cursor.execute("UPDATE total SET number = number + 1")
        except DatabaseError:
            refused += 1
        took.append((time.perf_counter() - began) * 1000)
        time.sleep(random.uniform(0, 2 * PAUSE))
    return {"took": took, "refused": refused}


def measure(engine: str, seconds: float) -> dict[str, float]:
    import tequio  # noqa: F401 - brings the current SQLite

    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/bench.sqlite3"
        import sqlite3

        made = sqlite3.connect(path)
        made.executescript(
            "PRAGMA journal_mode=WAL; CREATE TABLE line (text); CREATE TABLE total (number); INSERT INTO total VALUES (0)"
        )
        command = [sys.executable, "-m", "bench.sqlite_writers", engine, path, str(seconds)]
        running = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(PROCESSES)]
        parts = [json.loads(process.communicate()[0]) for process in running]
        total = made.execute("SELECT number FROM total").fetchone()[0]
        made.close()
    took = sorted(one for part in parts for one in part["took"])
    refused = sum(part["refused"] for part in parts)
    return {
        "writes a second": round(total / seconds),
        "p50 ms": round(took[len(took) // 2], 1),
        "p99 ms": round(took[int(len(took) * 0.99)], 1),
        "longest ms": round(took[-1], 1),
        "refused": refused,
        "lost": len(took) - refused - total,
    }


def run(seconds: float = 10) -> dict[str, dict[str, float]]:
    """Measure both backends, one after the other."""
    return {name: measure(engine, seconds) for name, engine in BACKENDS.items()}


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(write(sys.argv[1], sys.argv[2], float(sys.argv[3]))))
    else:
        print(json.dumps(run(), indent=2))
