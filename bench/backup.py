"""Backing up 100,000 records while readers are served, and restoring them: seconds, and what the readers felt.

`python -m bench.backup [records]`, on SQLite in a folder of its own.
"""

import os
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TARGET = 60
PORT = 8187
PAGES = ("/en/", "/es/search/", "/en/network/practices/")


def run(records: int = 100_000) -> dict[str, object]:
    """Measure in processes and a folder of their own."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        tequio(folder, "-m", "bench.backup", "fill", str(records))
        site = subprocess.Popen(
            [
                sys.executable,
                "-m",
                "granian",
                "--interface",
                "wsgi",
                "--port",
                str(PORT),
                "tequio.wsgi:application",
            ],
            env=environment(folder),
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            return measure(folder, records)
        finally:
            site.terminate()
            site.wait()


def measure(folder: Path, records: int) -> dict[str, object]:
    until_it_answers()
    quiet = sorted(asked(threading.Event(), 60))
    over = threading.Event()
    felt: list[float] = []
    reader = threading.Thread(target=lambda: felt.extend(asked(over)))
    reader.start()
    began = time.perf_counter()
    tequio(folder, "-m", "tequio", "backup", str(folder / "site.zip"))
    backup = time.perf_counter() - began
    over.set()
    reader.join()
    (folder / "new").mkdir()
    began = time.perf_counter()
    tequio(folder / "new", "-m", "tequio", "restore", str(folder / "site.zip"))
    restore = time.perf_counter() - began
    felt.sort()
    return {
        "records": records,
        "backup, s": round(backup, 1),
        "target, s": TARGET,
        "archive, MB": round((folder / "site.zip").stat().st_size / 1e6, 1),
        "pages read meanwhile": len(felt),
        "p95 of a page before, ms": round(quiet[int(len(quiet) * 0.95)] * 1000, 1),
        "p95 of a page meanwhile, ms": round(felt[int(len(felt) * 0.95)] * 1000, 1),
        "restore, s": round(restore, 1),
    }


def asked(over: threading.Event, most: int = 1_000_000) -> list[float]:
    """Read pages one after the other until it is over; seconds of each."""
    seconds: list[float] = []
    while not over.is_set() and len(seconds) < most:
        began = time.perf_counter()
        page = PAGES[len(seconds) % len(PAGES)]
        with urllib.request.urlopen(f"http://127.0.0.1:{PORT}{page}?n={len(seconds)}", timeout=30) as answer:
            answer.read()
        seconds.append(time.perf_counter() - began)
    return seconds


def until_it_answers() -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/healthz", timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError("the site did not open")


def environment(folder: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TEQUIO", "DJANGO"))}
    return {**kept, "TEQUIO_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "tequio.settings.demo"}


def tequio(folder: Path, *arguments: str) -> None:
    subprocess.run(
        [sys.executable, *arguments], env=environment(folder), cwd=ROOT, check=True, stdout=subprocess.DEVNULL
    )


def fill(records: int) -> None:
    import django

    django.setup()
    from bench.many import Maker
    from tequio.ground.run.steps import collect_assets, make_tables

    make_tables()
    collect_assets()
    Maker(records).make()


if __name__ == "__main__":
    if sys.argv[1:2] == ["fill"]:
        fill(int(sys.argv[2]))
    else:
        print(run(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000))
