"""Compiles the kernels: `python -m tequio.counting.compile_kernels`, once after an install or a change."""

import os

from tequio.counting import warm
from tequio.counting.counted import count
from tequio.counting.pb.reading import parse_pb


def compile_all() -> None:
    """Compile every kernel by counting small elections, and leave the stamp."""
    os.environ["TEQUIO_KERNELS"] = "always"
    warm.prepare()
    warm.folder().mkdir(parents=True, exist_ok=True)
    head = "META\nbudget;10\nvote_type;{}\nPROJECTS\nproject_id;cost\na;6\nb;5\nVOTES\nvoter_id;vote{}\n"
    approvals = parse_pb(head.format("approval", "") + "1;a,b\n2;a\n")
    points = parse_pb(head.format("cumulative", ";points") + "1;a,b;2,3\n2;a;5\n")
    for election in (approvals, points):
        count(election, "equal-shares", completion="add1")
        count(election, "phragmen")
        count(election, "greedy")
    warm.stamp().touch()
    warm.is_ready.cache_clear()


if __name__ == "__main__":
    if hasattr(os, "nice"):
        os.nice(10)
    try:
        compile_all()
    finally:
        warm.stamp().with_suffix(".begun").unlink(missing_ok=True)
