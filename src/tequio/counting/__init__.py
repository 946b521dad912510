"""Participatory budgets counted in the open: rules that cities use, the `.pb` format, results that explain themselves.

    from tequio.counting import read_pb, count

    election = read_pb("city.pb")
    outcome = count(election, "equal-shares", completion="add1")
    print(outcome.winners)

Needs NumPy and gmpy2, uses Numba where its kernels are compiled; knows nothing of Django. Names are loaded when they
are first used, so that a command line that does not count does not pay for it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tequio.counting.comparison import Reach, reach_of
    from tequio.counting.counted import count, official_winners, side_by_side
    from tequio.counting.election import Ballots, Election, Project, make_election
    from tequio.counting.malformed import Malformed
    from tequio.counting.outcome import Outcome, Round, Tie
    from tequio.counting.pb.limits import Violation, violations
    from tequio.counting.pb.reading import parse_pb, read_pb
    from tequio.counting.pb.writing import write_pb
    from tequio.counting.settings import Settings, Unclear, settings_of

HOMES = {
    "comparison": ("Reach", "reach_of"),
    "counted": ("count", "official_winners", "side_by_side"),
    "election": ("Ballots", "Election", "Project", "make_election"),
    "malformed": ("Malformed",),
    "outcome": ("Outcome", "Round", "Tie"),
    "pb.limits": ("Violation", "violations"),
    "pb.reading": ("parse_pb", "read_pb"),
    "pb.writing": ("write_pb",),
    "settings": ("Settings", "Unclear", "settings_of"),
}

__all__ = [
    "Ballots", "Election", "Malformed", "Outcome", "Project", "Reach", "Round", "Settings", "Tie", "Unclear",
    "Violation", "count", "make_election", "official_winners", "parse_pb", "reach_of", "read_pb", "settings_of",
    "side_by_side", "violations", "write_pb",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    for module, names in HOMES.items():
        if name in names:
            return getattr(import_module(f"tequio.counting.{module}"), name)
    raise AttributeError(name)
