"""Spending what equal shares leaves over: Add1 and its kin, utilitarian, epsilon."""

from collections.abc import Callable
from fractions import Fraction

import numpy as np

from tequio.counting.eligible import Rivals
from tequio.counting.shares.problem import Problem
from tequio.counting.shares.raising import raised
from tequio.counting.shares.run import Run


def raise_shares(
    problem: Problem,
    rivals: Rivals,
    money: Fraction,
    first: Run,
    step: Fraction,
    *,
    stop: Callable[[Run], bool],
) -> tuple[Run, int]:
    """Raise every share step by step until the outcome would overspend; return the last that does not, and its step.

    `stop` ends it earlier. Where all that can be bought is bought, it ends too.
    """

    def ends(run: Run) -> bool:
        return stop(run) or len(run.order) >= buyable(problem, rivals, run)

    best, done = first, 0
    if ends(first):
        return best, done
    for last, run in raised(problem, rivals, first.share, step):
        if set(run.order) != set(best.order):  # else nothing that follows can have changed
            if problem.cost_of(run.order) > money:
                break
            if ends(run):
                return run, done + 1
        best, done = run, last
        best.share = first.share + step * done
    return best, done


def buyable(problem: Problem, rivals: Rivals, run: Run) -> int:
    """Count the projects that have supporters and no rival among those bought."""
    places = np.nonzero(problem.open)[0].tolist()
    bought = set(run.order) if rivals else set[int]()
    return sum(not rivals.won(place, bought) for place in places) if rivals else len(places)


def exhaustive(problem: Problem, rivals: Rivals, money: Fraction) -> Callable[[Run], bool]:
    """Return the question whether nothing else with supporters fits into what a run left over."""
    costs, parts = problem.in_parts
    cheapest = sorted(np.nonzero(problem.open)[0].tolist(), key=lambda place: costs[place])

    def stop(run: Run) -> bool:
        left, bought = (money - problem.cost_of(run.order)) * parts, set(run.order)
        for place in cheapest:
            if costs[place] > left:
                return True
            if place not in bought and not rivals.won(place, bought):
                return False
        return True

    return stop


def utilitarian(problem: Problem, rivals: Rivals, left: Fraction, bought: list[int]) -> list[int]:
    """Return what the rest of the money buys by utility per cost (for cost utility: by votes), skipping misfits."""
    added: list[int] = []
    places = [place for place in range(problem.projects) if problem.open[place] and place not in bought]
    for place in sorted(places, key=lambda place: (problem.flat_rank[place], problem.tie_rank[place])):
        if problem.costs[place] <= left and not rivals.won(place, bought + added):
            added.append(place)
            left -= problem.costs[place]
    return added
