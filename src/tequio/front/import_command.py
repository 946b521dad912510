"""`tequio import`: practices and actors from tables, a past edition of a budget from a `.pb` file."""

import argparse
import sys
from pathlib import Path

from tequio.decide.past import command as past
from tequio.know.practices import import_command as tables
from tequio.know.practices.answering import UNUSABLE

HELP = (
    "bring in practices or actors from a CSV, XLSX, JSON or JSON Lines file, or a past budget from a .pb file"
)


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=[*tables.WHAT, past.WHAT])
    parser.add_argument("file", type=Path)
    parser.add_argument("--space", metavar="SLUG", help="where to; needed when there are several spaces")
    parser.add_argument("--by", metavar="EMAIL", help="the person who stands for the import")
    parser.add_argument("--dry-run", action="store_true", help="try everything and keep nothing")
    tables.arguments(parser.add_argument_group("practices and actors"))
    past.arguments(parser.add_argument_group("a past budget"))


def run(options: argparse.Namespace) -> int:
    """Import what the first word says; see `know.practices.import_command` and `decide.past.command`."""
    module, other = (past, tables) if options.what == past.WHAT else (tables, past)
    if stray := _given(options, other):
        print(f"{stray} is not for {options.what}: tequio import --help says what is.", file=sys.stderr)
        return UNUSABLE
    return module.run(options)


def _given(options: argparse.Namespace, module: object) -> str:
    """Name the first option of the other sort that was given."""
    parser = argparse.ArgumentParser(add_help=False)
    module.arguments(parser)  # type: ignore[attr-defined]
    names = {action.dest: action.option_strings[0] for action in parser._actions}  # noqa: SLF001 - argparse has no other list
    return next((name for dest, name in names.items() if getattr(options, dest)), "")
