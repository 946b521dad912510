"""Spending what equal shares leaves over: Add1 and its kin, utilitarian, epsilon."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from fractions import Fraction

from tequio.counting.eligible import Rivals
from tequio.counting.shares.problem import Problem
from tequio.counting.shares.run import Run, play


def cost_of(problem: Problem, places: Collection[int]) -> Fraction:
    return sum((problem.costs[place] for place in places), Fraction(0))


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

    `stop` ends it earlier. Where all that can be bought is bought, it ends too. Steps between which nothing can change
    are taken at once: a run over a range of shares that the bounds can follow holds for every share in it.
    """
    best, done, stride = first, 0, Stride()
    ended = stop(best) or len(best.order) >= buyable(problem, rivals, best)
    while not ended:
        length = stride.next()
        run = play(problem, rivals, first.share + step * (done + 1), first.share + step * (done + length))
        stride.learn(length, went=run is not None)
        if run is None:
            continue
        if run.order != best.order:  # else nothing that follows can have changed
            if cost_of(problem, run.order) > money:
                break
            if stop(run):
                return run, done + 1
            ended = len(run.order) >= buyable(problem, rivals, run)
        done += length
        best, best.share = run, first.share + step * done
    return best, done


@dataclass
class Stride:
    """How many steps to try at once: more after three ranges that went, fewer after one that did not.

    Where even two steps are too many, single steps follow, the more the more often that happened.
    """

    length: float = 2.0
    went: int = 0
    singles: int = 0
    patience: int = 1

    def next(self) -> int:
        return 1 if self.singles else int(self.length)

    def learn(self, length: int, *, went: bool) -> None:
        if length == 1:
            self.singles -= 1
        elif went:
            self.went, self.patience = self.went + 1, 1
            if self.went % 3 == 0:
                self.length *= 1.6
        elif length == 2:
            self.singles, self.patience, self.went = self.patience, min(2 * self.patience, 64), 0
        else:
            self.length, self.went = max(self.length * 0.55, 2.0), 0


def buyable(problem: Problem, rivals: Rivals, run: Run) -> int:
    """Count the projects that have supporters and no rival among those bought."""
    bought = set(run.order)
    return sum(
        1 for place in range(problem.projects) if problem.open[place] and not rivals.won(place, bought)
    )


def exhaustive(problem: Problem, rivals: Rivals, money: Fraction) -> Callable[[Run], bool]:
    """Return the question whether nothing else with supporters fits into what a run left over."""

    def stop(run: Run) -> bool:
        left, bought = money - cost_of(problem, run.order), set(run.order)
        return not any(
            problem.open[place]
            and place not in bought
            and problem.costs[place] <= left
            and not rivals.won(place, bought)
            for place in range(problem.projects)
        )

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
