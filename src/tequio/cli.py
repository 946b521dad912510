"""The command `tequio`."""

import argparse
import os
import sys

import tequio


def main(argv: list[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 refused, 2 wrong use."""
    parser = argparse.ArgumentParser(prog="tequio", description=tequio.__doc__)
    parser.add_argument("--version", action="version", version=f"tequio {tequio.__version__}")
    commands = parser.add_subparsers(dest="command", required=True)
    demo = commands.add_parser("demo", help="make a seeded site and, with --run, open it")
    demo.add_argument("--run", action="store_true")
    options = parser.parse_args(argv)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tequio.settings.demo")
    print(options, file=sys.stderr)
    return 0
