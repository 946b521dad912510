"""What the two commands show on a terminal."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tequio.ground.backup.archive import Progress
from tequio.ground.refusals import sentence
from tequio.kit.refusals import Refused


@contextmanager
def bar(title: str) -> Iterator[Progress]:
    """Show what is being done and how much of it."""
    from rich.progress import Progress as Bar
    from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn

    with Bar(
        SpinnerColumn(), TextColumn(title), TextColumn("{task.fields[step]}"), TimeElapsedColumn()
    ) as shown:
        task = shown.add_task("", total=None, step="")
        done: dict[str, int] = {}

        def progress(step: str, count: int) -> None:
            done[step] = done.get(step, 0) + count
            shown.update(task, step=f"{step} {done[step]}")

        yield progress


def carried_out(work: Callable[[], None]) -> int:
    """Do it; a refusal becomes its sentence and the exit code 1."""
    try:
        work()
    except Refused as refusal:
        print(sentence(refusal), file=sys.stderr)
        return 1
    return 0
