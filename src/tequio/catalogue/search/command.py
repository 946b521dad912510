"""`tequio reindex`: makes the search's index anew from the database."""

import argparse

HELP = "make the search's index anew from the database; the site goes on searching the old one meanwhile"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Take none."""


def run(options: argparse.Namespace) -> int:
    """Index every published record; returns the exit code."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    from tequio.catalogue.search.following import reindex

    columns = (TextColumn("Indexing"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns) as bar:
        task = bar.add_task("", total=None)
        count = reindex(lambda done, total: bar.update(task, completed=done, total=total))
    print(f"{count} records can be searched.")
    return 0
