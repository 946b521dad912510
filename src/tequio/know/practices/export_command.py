"""`tequio export`: gives practices or actors back as CSV, XLSX or JSON Lines."""

import argparse
import sys
from pathlib import Path
from typing import Any

from tequio.know.practices.answering import answered

HELP = "give practices or actors back as CSV, XLSX or JSON Lines"
DONE = 0


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["practices", "actors"])
    parser.add_argument(
        "--format", choices=["csv", "xlsx", "jsonl"], help="by default that of the file's name, else csv"
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="where to; by default standard output")
    parser.add_argument("--space", help="the space to export; needed when there are several")


def run(options: argparse.Namespace) -> int:
    """Export all published records of a kind; returns 0, or 2 when it cannot."""
    return answered(lambda: _export(options))


def _export(options: argparse.Namespace) -> int:
    from tequio.catalogue.importing.queries import published
    from tequio.ground.spaces.queries import space_named
    from tequio.know.practices.exporting import write

    space, kind = space_named(options.space), options.what[:-1]
    suffix = options.out.suffix[1:] if options.out else ""
    form = options.format or (suffix if suffix in {"csv", "xlsx", "jsonl"} else "csv")
    with _target(options.out) as target:
        write(target, space, kind, form, each=_bar(published(space, kind).count()))
    return DONE


def _target(path: Path | None) -> Any:
    from contextlib import nullcontext

    return path.open("wb") if path else nullcontext(sys.stdout.buffer)


def _bar(total: int) -> Any:
    """Make what passes rows on and shows how many have passed."""
    from rich.console import Console
    from rich.progress import track

    return lambda rows: track(rows, "Exporting", total, console=Console(stderr=True))
