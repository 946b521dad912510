"""`tequio check`: whether the site is well, one line for each matter, with what to do."""

import argparse
from collections.abc import Callable, Iterator
from dataclasses import dataclass

HELP = "say whether the site is well, and how to mend what is not"
ADVICE_ONLY = {"security.W005", "security.W021"}
"""Django's advice to promise HTTPS for all subdomains for ever: the owner of the domain decides that."""


@dataclass(frozen=True)
class Finding:
    """One matter: `fault` is empty when it is well; `mend` says what to do."""

    matter: str
    said: str
    fault: bool = False
    mend: str = ""

    def __str__(self) -> str:
        line = f"{'FAULT' if self.fault else 'ok':6}{self.matter:12}{self.said}"
        return f"{line}\n{'':18}-> {self.mend}" if self.mend else line


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
    for matter in (tables, ledger, workers, jobs, settings_safe, *OTHERS):
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


def settings_safe() -> Iterator[Finding]:
    from django.conf import settings
    from django.core import checks

    if settings.DEMO:
        yield Finding(
            "settings", "a demo, where anybody may be anybody: fine on your machine, never on the Internet"
        )
        return
    messages = checks.run_checks(include_deployment_checks=True)
    serious = [one for one in messages if one.level >= checks.WARNING and one.id not in ADVICE_ONLY]
    for message in serious:
        said = f"{message.id}: {' '.join(message.msg.split())}"
        yield Finding(
            "settings",
            said,
            fault=True,
            mend=" ".join((message.hint or "see docs/guide/settings.md").split()),
        )
    if not serious:
        yield Finding("settings", "safe")
