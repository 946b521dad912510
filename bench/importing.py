"""Importing the 2,258 real cases into an empty bank on SQLite, again unchanged, and exporting them: seconds.

`python -m bench.importing`; skipped where the cases are not at hand.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.many import CASES

TARGET = 30
"""Seconds for the first import."""
ROOT = Path(__file__).resolve().parents[1]
MAP = ROOT / "src" / "tequio" / "know" / "practices" / "maps" / "participedia.toml"


def run() -> None:
    """Measure in a process and a folder of its own, so that no other database is touched."""
    if not CASES.exists():
        print(
            "import: skipped, the cases are not here (TEQUIO_SHARED_DATA names the folder that holds know/)"
        )
        return
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "TEQUIO_VAR": folder, "DJANGO_SETTINGS_MODULE": "tequio.settings.demo"}
        environment.pop("TEQUIO_DATABASE", None)
        subprocess.run(
            [sys.executable, "-m", "bench.importing", folder], env=environment, check=True, cwd=ROOT
        )


def measure(folder: Path) -> None:
    import django
    from django.core.management import call_command

    django.setup()
    from tequio.front.demo.seed import seed
    from tequio.ground.spaces.models import Space
    from tequio.know.practices.exporting import write
    from tequio.know.practices.importing import Order, prepare

    call_command("migrate", verbosity=0)
    seed()
    space = Space.objects.get(slug="network")

    def bring(path: Path, said: Path | None = None) -> str:
        order = Order("practice", path, said)
        counts = prepare(order, space=space, by=None).start(lambda report: None).counts
        return ", ".join(f"{number:,} {outcome}" for outcome, number in counts.items())

    def give(path: Path) -> str:
        with path.open("wb") as file:
            write(file, space, "practice", path.suffix[1:])
        return f"{path.stat().st_size / 1e6:.1f} MB"

    timed(f"import {CASES.name}", lambda: bring(CASES, MAP), f"; target {TARGET} s")
    timed("import it again", lambda: bring(CASES, MAP))
    for suffix in ("csv", "xlsx", "jsonl"):
        path = folder / f"practices.{suffix}"
        timed(f"export {suffix}", lambda path=path: give(path))
        timed(f"import {suffix}", lambda path=path: bring(path))


def timed(name: str, do: Callable[[], str], more: str = "") -> None:
    clock, cpu = time.perf_counter(), time.process_time()
    said = do()
    clock, cpu = time.perf_counter() - clock, time.process_time() - cpu
    print(f"{name}: {clock:.1f} s (CPU {cpu:.1f} s), {said}{more}", flush=True)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        measure(Path(sys.argv[1]))
    else:
        run()
