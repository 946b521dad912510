"""Importing the 2,258 real cases into an empty bank on SQLite, again unchanged, and exporting them; Łódź 2022: seconds.

`python -m bench.importing`; skipped where the cases and the ballots are not at hand.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from bench.many import CASES

if TYPE_CHECKING:
    from tequio.ground.spaces.models import Space

TARGET = 30
"""Seconds for the first import."""
BALLOTS = CASES.parents[1] / "pabulib" / "Poland_Lodz_2022.pb"
ROOT = Path(__file__).resolve().parents[1]
MAP = ROOT / "src" / "tequio" / "know" / "practices" / "maps" / "participedia.toml"


def run() -> None:
    """Measure in a process and a folder of its own, so that no other database is touched."""
    for what, path in (("cases", CASES), ("ballots of Łódź", BALLOTS)):
        if not path.exists():
            print(
                f"import: no {what} here (TEQUIO_SHARED_DATA names the folder that holds know/ and pabulib/)"
            )
    if not (CASES.exists() or BALLOTS.exists()):
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

    if BALLOTS.exists():
        timed("import Łódź 2022", lambda: past(space), f"; target {TARGET} s")
        timed("import it again", lambda: past(space))
    if not CASES.exists():
        return
    timed(f"import {CASES.name}", lambda: bring(CASES, MAP), f"; target {TARGET} s")
    timed("import it again", lambda: bring(CASES, MAP))
    for suffix in ("csv", "xlsx", "jsonl"):
        path = folder / f"practices.{suffix}"
        timed(f"export {suffix}", lambda path=path: give(path))
        timed(f"import {suffix}", lambda path=path: bring(path))


def past(space: "Space") -> str:
    """Bring in the edition of Łódź, with its counts."""
    from tequio.decide.past.reading import Asked, read_past
    from tequio.decide.past.services import bring_in

    read = read_past(BALLOTS, Asked(), otherwise="en")
    brought = bring_in(space, read, by=None)
    same = {line["id"] for line in brought.result.form["winners"]} == read.official
    ballots = len(read.election.ballots)
    return f"{brought.outcome}: {len(read.projects)} projects, {ballots:,} ballots, same winners: {same}"


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
