"""`tequio demo`: makes the seeded site and opens it; ends by naming its doors."""

import argparse
import sys
from functools import partial

from tequio.ground.run import command

HELP = "open a seeded site, made on the first run"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Those of `tequio run`, and whether to open the site at all."""
    command.arguments(parser)
    parser.add_argument(
        "--run", action=argparse.BooleanOptionalAction, default=True, help="open the site when it is ready"
    )


def run(options: argparse.Namespace) -> int:
    """Make the seeded site where need be and run it; returns the exit code. Refuses a production site, with 1."""
    from django.conf import settings

    from tequio.ground.run.prepare import prepare
    from tequio.ground.run.site import serve

    if not settings.DEMO:
        print(
            "These are the settings of a production site, which cannot be a demo: use `tequio run`.",
            file=sys.stderr,
        )
        return 1
    doors = prepare(seed_with_doors, anew=options.anew)
    if not options.run:
        print("The demo is ready: tequio demo opens it.", file=sys.stderr)
        return 0
    return serve(options.host, options.port, options.workers, partial(announce, doors))


def seed_with_doors() -> list[tuple[str, str]]:
    """Seed the site, unless it is, and say its doors."""
    from tequio.front.demo.doors import doors
    from tequio.front.demo.seed import seed

    seed()
    return doors()


def announce(doors: list[tuple[str, str]], address: str) -> None:
    """Say where the site is and what to do there first."""
    lines = ["", f"Tequio is open at {address}/ (stop it with Ctrl+C)"]
    width = max((len(sentence) for sentence, _ in doors), default=0)
    lines += [f"  {sentence:{width}}  {address}{path}" for sentence, path in doors]
    print("\n".join(lines), file=sys.stderr, flush=True)
