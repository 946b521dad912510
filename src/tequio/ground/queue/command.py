"""`tequio worker`: seals the ledger, runs jobs and what is due, and keeps followers up to date."""

import argparse

HELP = "run the worker alone (tequio run starts one by itself)"


def arguments(parser: argparse.ArgumentParser) -> None:
    """It has none."""


def run(options: argparse.Namespace) -> int:
    """Work until asked to stop."""
    from tequio.ground.queue.worker import main

    main()
    return 0
