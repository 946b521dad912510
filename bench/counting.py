"""Counting beside pabutools, on real elections and on one of ten million voters; CPU seconds after start-up.

`python -m bench.counting` (with `quick`, without the parts of pabutools that take minutes).
"""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

FOLDER = (
    Path(os.environ.get("TEQUIO_SHARED_DATA", Path(__file__).resolve().parents[2] / "shared" / "data"))
    / "pabulib"
)
VOTERS, PROJECTS = 10_000_000, 1000
ROWS = (
    # name, file, options, what to reach in seconds or as a part of what pabutools needs
    ("Łódź 2022: load + equal shares", "Poland_Lodz_2022", {}, "1/500"),
    ("Łódź 2022: load + Add1e", "Poland_Lodz_2022", {"completion": "add1e"}, "1/1000"),
    ("Warszawa 2026: Add1", "Poland_Warszawa_2026", {"completion": "add1"}, "0.1 s"),
    ("Budapest 2024: Add1 in forints", "Hungary_Budapest_2024", {"completion": "add1"}, "1 s"),
)


def run() -> None:
    """Measure in a process of its own, with the kernels compiled beforehand."""
    subprocess.run([sys.executable, "-m", "tequio.counting.compile_kernels"], check=True)
    environment = {**os.environ, "TEQUIO_KERNELS": "always"}
    subprocess.run(
        [sys.executable, "-m", "bench.counting", "measure", *sys.argv[1:]], check=True, env=environment
    )


def measure(*, quick: bool) -> None:
    from tequio.counting import warm

    warm.prepare()
    first_answer()
    if FOLDER.is_dir():
        real(quick=quick)
    else:
        print("counting: real elections skipped, they are not here (TEQUIO_SHARED_DATA names their folder)")
    made()


def first_answer() -> None:
    """Say how long `tequio count` takes from the prompt, kernels not compiled, and again with them."""
    name = FOLDER / "Poland_Lodz_2022.pb"
    if not name.exists():
        return
    for kernels in ("never", "auto"):
        began = time.perf_counter()
        command = [sys.executable, "-m", "bench.counting", "answer", str(name)]
        subprocess.run(
            command, check=True, stdout=subprocess.DEVNULL, env={**os.environ, "TEQUIO_KERNELS": kernels}
        )
        print(
            f"tequio count Łódź from the prompt, kernels {kernels}: {time.perf_counter() - began:.2f} s on the clock"
        )


def spent(do: Callable[[], object], times: int = 3) -> float:
    """Return the least CPU time of several goes."""
    best = float("inf")
    for _ in range(times):
        began = time.process_time()
        do()
        best = min(best, time.process_time() - began)
    return best


def real(*, quick: bool) -> None:
    from tequio.counting import count, read_pb

    for name, file, options, reach in ROWS:
        path = FOLDER / f"{file}.pb"

        def both(path: Path = path, options: dict[str, str] = options) -> object:
            return count(read_pb(path), "equal-shares", ties="lexicographic", **options)

        outcome = both()
        load, whole = spent(lambda path=path: read_pb(path)), spent(both)
        print(
            f"{name}: {whole:.4f} s, of it load {load:.4f} s; {outcome.raises} raises; reach {reach}",
            flush=True,
        )
        if file == "Poland_Lodz_2022" and not (quick and options):
            beside(path, outcome.winners, whole, options)


def beside(path: Path, winners: tuple[str, ...], ours: float, options: dict[str, str]) -> None:
    """Let pabutools count the same and print how many times longer it takes."""
    import logging
    import warnings

    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    sys.setrecursionlimit(10_000)
    from pabutools.election import Cost_Sat, parse_pabulib
    from pabutools.rules import method_of_equal_shares

    began = time.process_time()
    instance, profile = parse_pabulib(str(path))
    loaded = time.process_time()
    step = 1 if options else None
    outcome = method_of_equal_shares(
        instance, profile.as_multiprofile(), sat_class=Cost_Sat, voter_budget_increment=step
    )
    ended = time.process_time()
    same = [project.name for project in outcome] == list(winners)
    print(
        f"  pabutools: {loaded - began:.1f} + {ended - loaded:.1f} s, {(ended - began) / ours:.0f} times as long; "
        f"{'the same winners' if same else 'OTHER WINNERS'}",
        flush=True,
    )


def made() -> None:
    """Count ten million voters x a thousand projects in memory."""
    from tequio.counting import Ballots, Election, Project, count

    start, project = ballots_of(VOTERS, PROJECTS)
    rng = np.random.default_rng(7)
    costs = (rng.lognormal(11, 1.2, PROJECTS)).astype(np.int64) + 1000
    projects = [Project(str(number), cost) for number, cost in enumerate(map(fraction, costs))]
    budget = int(costs.sum()) // 5
    meta = {"budget": str(budget), "vote_type": "approval", "rule": "unknown"}
    election = Election(meta, projects, Ballots(start, project))
    size = (start.nbytes + project.nbytes) / 1e6
    print(
        f"made: {VOTERS:,} voters x {PROJECTS} projects, {len(project):,} choices, {size:.0f} MB", flush=True
    )
    share = budget / VOTERS
    for name, reach, do in (
        ("one pass over the choices", "the limit", lambda: int(project.sum(dtype=np.int64))),
        ("one count (greedy)", "0.05 s", lambda: count(election, "greedy")),
        ("equal shares", "1.5 s", lambda: count(election, "equal-shares")),
        (
            "Add1 to its end",
            "20 s",
            lambda: count(election, "equal-shares", completion="add1", step=fraction(share / 50)),
        ),
    ):
        took = spent(do, 1 if "Add1" in name else 2)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
        print(f"  {name}: {took:.3f} s; reach {reach}; peak memory {peak:.1f} GB", flush=True)


def fraction(value: float) -> object:
    from fractions import Fraction

    return Fraction(int(value)) if value == int(value) else Fraction(value).limit_denominator(1000)


def ballots_of(voters: int, projects: int) -> tuple[np.ndarray, np.ndarray]:
    """Make ballots of 5 to 15 choices, popular projects more often."""
    from numba import njit

    weights = 1 / (np.arange(projects) + 30.0)
    table = np.repeat(
        np.arange(projects, dtype=np.uint16), np.maximum(1, (weights / weights.sum() * (1 << 16)).astype(int))
    )
    table = np.resize(table, 1 << 16)

    @njit
    def fill(voters, table, start, project, seen):
        state, at = np.uint64(88172645463325252), 0
        for voter in range(voters):
            state ^= state << np.uint64(13)
            state ^= state >> np.uint64(7)
            state ^= state << np.uint64(17)
            for _ in range(5 + (state >> np.uint64(40)) % np.uint64(11)):
                state ^= state << np.uint64(13)
                state ^= state >> np.uint64(7)
                state ^= state << np.uint64(17)
                choice = table[(state >> np.uint64(20)) & np.uint64(0xFFFF)]
                if seen[choice] != voter:
                    seen[choice] = voter
                    project[at] = choice
                    at += 1
            start[voter + 1] = at
        return at

    start, project = np.zeros(voters + 1, np.int64), np.empty(15 * voters, np.uint16)
    choices = fill(voters, table, start, project, np.full(projects, -1, np.int64))
    return start, project[:choices].copy()


if __name__ == "__main__":
    if sys.argv[1:2] == ["measure"]:
        measure(quick="quick" in sys.argv)
    elif sys.argv[1:2] == ["answer"]:
        from tequio.cli import main

        sys.exit(main(["count", sys.argv[2], "--rule", "equal-shares"]))
    else:
        run()
