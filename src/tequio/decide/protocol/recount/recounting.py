"""All checks of one bundle, in order."""

from pathlib import Path

from tequio.decide.protocol.bundle.opening import open_source
from tequio.decide.protocol.recount.beginning import check_ends, check_files, check_rules
from tequio.decide.protocol.recount.brought import check_brought, hold, saved_checkpoints
from tequio.decide.protocol.recount.case import Brought, Case
from tequio.decide.protocol.recount.counts import check_result, check_roll
from tequio.decide.protocol.recount.findings import Findings
from tequio.decide.protocol.recount.logged import check_closing, check_notes, check_order, check_roots
from tequio.decide.protocol.recount.opened import check_openings


def recount(path: Path, brought: Brought | None = None) -> tuple[Findings, Case | None]:
    """Check a bundle, folder or packed, and return what was found.

    Goes on after a failure; without readable rules or a log that begins with them it stops. Refuses (`Fault`) only what
    is no bundle at all. Nothing is written. Memory grows with the number of ballots, about 1 KB each.
    """
    brought = brought or Brought()
    source, findings = open_source(path), Findings()
    freeze = check_rules(source, brought, findings)
    if freeze is None:
        return findings, None
    case = Case(source, brought, findings, freeze)
    check_files(case)
    if check_ends(case):
        check_the_rest(case)
    return findings, case


def check_the_rest(case: Case) -> None:
    check_notes(case)
    saved = saved_checkpoints(case)
    check_roots(case, saved)
    check_closing(case)
    check_order(case)
    hold(case)
    check_openings(case)
    check_roll(case)
    check_result(case)
    check_brought(case, saved)
