"""`tequio check`: whether the site is well, one line for each matter, with what to do."""

import argparse
from collections.abc import Callable, Iterator

from tequio.ground.run.findings import Finding

HELP = "say whether the site is well, and how to mend what is not"
Matter = Callable[[], Iterator[Finding]]
OTHERS: list[Matter] = []


def look_at(matter: Matter) -> None:
    """Have a floor above looked at too: called in its `ready()`."""
    if matter not in OTHERS:
        OTHERS.append(matter)


def arguments(parser: argparse.ArgumentParser) -> None:
    """Whether stuck jobs are tried again."""
    parser.add_argument("--retry", action="store_true", help="have jobs that failed for good tried again")


def run(options: argparse.Namespace) -> int:
    """Print the findings; 1 when one is a fault."""
    from tequio.ground.queue.services import retry_stuck

    waiting = [finding for finding in tables() if finding.fault]
    if not waiting and options.retry:
        print(f"{retry_stuck()} jobs are tried again.")
    findings = []
    for finding in waiting or all_findings():
        print(finding)
        findings.append(finding)
    return int(any(finding.fault for finding in findings))


def all_findings() -> Iterator[Finding]:
    """Look at each matter in turn."""
    from tequio.ground.run.safety import modes, safe_settings
    from tequio.ground.run.surroundings import backups, clock, mail, pdf, room

    ours = (tables, ledger, workers, jobs, safe_settings, modes, room, mail, pdf, backups, clock)
    for matter in (*ours, *OTHERS):
        yield from matter()


def tables() -> Iterator[Finding]:
    from tequio.ground.run.steps import pending_migrations

    pending = pending_migrations()
    if pending:
        said = f"{len(pending)} migrations are missing, from {pending[0]} on"
        yield Finding(
            "tables", said, fault=True, mend="start the site with `tequio run`: it brings them up to date"
        )
    else:
        yield Finding("tables", "up to date")


def ledger() -> Iterator[Finding]:
    from tequio.ground.ledger.queries import head, verify

    found = False
    for fault in verify():
        found = True
        said = f"position {fault.position}, entry {fault.entry}: {fault.what}"
        yield Finding("ledger", said, fault=True)
    position, mark = head()
    if found:
        mend = "somebody changed the database by hand: compare with a backup, and say so to the people"
        yield Finding("ledger", "not whole", fault=True, mend=mend)
    else:
        yield Finding("ledger", f"whole: {position} entries, the last one's hash is {mark or 'none'}")


def workers() -> Iterator[Finding]:
    from django.utils import timezone

    from tequio.ground.ledger.queries import oldest_unsealed
    from tequio.ground.queue.queries import WAITING, workers_alive

    alive, oldest = workers_alive(), oldest_unsealed()
    if alive:
        yield Finding("worker", f"{alive} at work")
    elif oldest and oldest < timezone.now() - WAITING:
        said = f"nobody seals the ledger: an entry waits since {oldest:%Y-%m-%d %H:%M} UTC"
        yield Finding(
            "worker", said, fault=True, mend="start one: `tequio run`, or `tequio worker` on this machine"
        )
    else:
        yield Finding("worker", "none at work, and nothing waits for one")


def jobs() -> Iterator[Finding]:
    from tequio.ground.queue.queries import stuck_jobs

    stuck = stuck_jobs()
    for job in stuck:
        said = f"{job.what}: {job.why} ({job.attempts} attempts, {job.since:%Y-%m-%d %H:%M} UTC)"
        mend = (
            "mend the cause, then `tequio check --retry`"
            if job.attempts
            else "start a worker: `tequio worker`"
        )
        yield Finding("jobs", said, fault=True, mend=mend)
    if not stuck:
        yield Finding("jobs", "none is stuck")
