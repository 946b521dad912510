"""`tequio demo`: prepares the database, seeds it, and with --run opens the site."""

import argparse

HELP = "make a seeded site and, with --run, open it"


def arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--run", action="store_true", help="open the site when it is ready")


def prepare() -> bool:
    """Bring the tables up to date and seed the site; says whether anything was seeded."""
    from tequio.front.demo.seed import seed
    from tequio.front.demo.tables import migrate

    migrate()
    return seed()


def run(options: argparse.Namespace) -> int:
    """Make the seeded site; returns the exit code."""
    from rich.console import Console

    with Console(stderr=True).status("Preparing the demo: places, themes, people, practices ..."):
        seeded = prepare()
    print("The demo is seeded." if seeded else "The demo is as you left it.")
    return 0
