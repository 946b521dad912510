"""The one door to all rules: `count`."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from tequio.counting.comparison import compared
from tequio.counting.election import Election
from tequio.counting.greedy import count_greedy
from tequio.counting.outcome import Outcome
from tequio.counting.phragmen import count_phragmen
from tequio.counting.settings import Settings, settings_of
from tequio.counting.shares.count import count_equal_shares

COUNTERS: dict[str, Callable[[Election, Settings], Outcome]] = {
    "greedy": count_greedy,
    "greedy-no-skip": count_greedy,
    "greedy-80": count_greedy,
    "votes-per-cost": count_greedy,
    "knapsack": count_greedy,
    "equal-shares": count_equal_shares,
    "phragmen": count_phragmen,
}


def count(election: Election, settings: Settings | str | None = None, **options: Any) -> Outcome:
    """Count an election by the given settings, by a rule's name and options, or by what its META says.

    `count(election, "equal-shares", completion="add1")`. The winners are those of exact rational arithmetic. Refuses
    (`Unclear`) settings that do not fit the election. `seconds["count"]` is the CPU time.
    """
    began = time.process_time()
    if settings is None:
        settings = settings_of(election.meta)
    elif isinstance(settings, str):
        settings, options = Settings(settings, **options), {}
    if options:
        settings = replace(settings, **options)
    outcome = COUNTERS[settings.rule](election, settings)
    if settings.compare == "greedy" and settings.rule != "greedy":
        greedy = replace(settings, rule="greedy", completion="none", compare=None)
        outcome = compared(election, outcome, count_greedy(election, greedy))
    return replace(outcome, seconds={"count": time.process_time() - began})


def side_by_side(election: Election, settings: Sequence[Settings]) -> list[Outcome]:
    """Count the same ballots by several rules."""
    return [count(election, one) for one in settings]


def official_winners(election: Election) -> set[str] | None:
    """Return the projects that the file marks as selected by the vote; None where it marks none at all."""
    marks = {project.id: project.selected for project in election.projects}
    if all(mark is None for mark in marks.values()):
        return None
    return {name for name, mark in marks.items() if mark}
