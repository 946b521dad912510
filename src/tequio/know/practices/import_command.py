"""`tequio import`: brings practices or actors in from a file, with a progress bar and a report."""

import argparse
import sys
from pathlib import Path
from typing import Any

from tequio.know.practices.answering import UNUSABLE, answered

WHAT = ("practices", "actors")
ALL_IN, SOME_REFUSED = 0, 1
SHOWN = 10


def arguments(group: Any) -> None:
    """Declare what only tables take."""
    group.add_argument("--map", type=Path, help="TOML that says which column is what; an export needs none")
    group.add_argument("--limit", type=int, metavar="N", help="only the first N rows")
    group.add_argument("--report", type=Path, metavar="CSV", help="write what was refused or not understood")
    group.add_argument("--yes", action="store_true", help="do not ask before beginning")


def run(options: argparse.Namespace) -> int:
    """Import the file. Returns 0 when all rows are in, 1 when some were refused or it was stopped, 2 when it cannot begin."""
    return answered(lambda: _import(options))


def _import(options: argparse.Namespace) -> int:
    from tequio.ground.people.queries import person_by_email
    from tequio.ground.spaces.queries import space_named
    from tequio.know.practices.importing import Order, prepare

    if options.map and options.what == "actors":
        print("A map is for practices; actors come from an export.", file=sys.stderr)
        return UNUSABLE
    space = space_named(options.space)
    by = person_by_email(options.by) if options.by else None
    order = Order(options.what[:-1], options.file, options.map, options.dry_run, options.limit)
    ready = prepare(order, space=space, by=by)
    if not (options.yes or options.dry_run) and not _agreed(ready.rows, str(space)):
        return UNUSABLE
    report = _with_bar(ready)
    if options.report:
        report.write(options.report)
    _summary(report, ready, options)
    return SOME_REFUSED if report.stopped or report.counts["refused"] else ALL_IN


def _agreed(rows: int, space: str) -> bool:
    """Ask a person at a terminal; a script is not asked."""
    if not sys.stdin.isatty():
        return True
    return input(f"Import {rows} rows into {space}? [y/N] ").strip().lower() in {"y", "yes"}


def _with_bar(ready: Any) -> Any:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("Importing"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, TextColumn("{task.fields[refused]}"), console=Console(stderr=True)) as progress:
        bar = progress.add_task("", total=ready.rows, refused="")

        def each(report: Any) -> None:
            refused = report.counts["refused"]
            progress.update(bar, completed=report.rows, refused=f"{refused} refused" if refused else "")

        return ready.start(each)


def _summary(report: Any, ready: Any, options: argparse.Namespace) -> None:
    """Print what became of the rows, what was not understood, and the first refusals."""
    from collections import Counter

    from tequio.ground.refusals import sentence

    for note in ready.table.notes:
        print(sentence(note))
    counts = report.counts
    done = "Tried" if options.dry_run else "Imported"
    print(
        f"{done} {report.rows} of {ready.rows} rows: {counts['made']} new, {counts['changed']} changed, "
        f"{counts['unchanged']} as they were, {counts['refused']} refused."
    )
    if ready.left_aside:
        print(f"Columns that the map does not read: {', '.join(ready.left_aside)}.")
    noted = [remark for remark in report.remarks if remark.outcome != "refused"]
    for code, times in Counter(remark.note.why.code for remark in noted).most_common():
        example = next(remark.note for remark in noted if remark.note.why.code == code)
        print(f"  {times} times {example.column}: {sentence(example.why)}")
    refused = [remark for remark in report.remarks if remark.outcome == "refused"]
    for remark in refused[:SHOWN]:
        where = f", {remark.note.column}" if remark.note.column else ""
        print(f"  line {remark.line}{where}: {sentence(remark.note.why)}")
    if len(refused) > SHOWN and not options.report:
        print(f"  ... and {len(refused) - SHOWN} more: --report FILE.csv lists them all.")
    if report.stopped:
        print("Stopped between two rows. Give the same command again to go on.")
    if options.report:
        print(f"Every refused row and everything not understood: {options.report}")
