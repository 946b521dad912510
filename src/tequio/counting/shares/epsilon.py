"""Completion by a perturbation: everybody gives every project at least a vanishing utility."""

import gmpy2
import numpy as np

from tequio.counting.eligible import Rivals
from tequio.counting.shares.exact import Ledger
from tequio.counting.shares.problem import Problem, make_scale
from tequio.counting.shares.run import Run


def epsilon(problem: Problem, rivals: Rivals, run: Run) -> list[int]:
    """Return what is bought when, after the last round, also those pay who do not support a project.

    With the vanishing utility of Peters, Pierczyński and Skowron (2021, section on exhaustiveness) a project's supporters
    first give all they have; the others then pay the rest in equal parts, capped by what they have. Each round buys the
    project with the smallest such part, exactly; equals by the declared order.
    """
    ledger = run.ledger or Ledger(problem, make_scale(problem, run.share), run.share)
    ledger.catch_up(run.order)
    everybody = np.arange(len(problem.ballots), dtype=np.int32)
    bought: list[int] = list(run.order)
    while True:
        left = ledger.money(everybody)
        places = [
            place
            for place in range(problem.projects)
            if problem.open[place]
            and place not in bought
            and problem.costs[place] <= left
            and not rivals.won(place, bought)
        ]
        if not places:
            return bought[len(run.order) :]
        parts = {place: part_of_others(problem, ledger, place) for place in places}
        best = min(parts.values())
        chosen = min((p for p in places if parts[p] == best), key=lambda p: int(problem.tie_rank[p]))
        pay(problem, ledger, chosen, best)
        bought.append(chosen)


def others_of(problem: Problem, ledger: Ledger, place: int) -> np.ndarray:
    """Return the ballots that have money and do not support a project, int32."""
    mine = ~ledger.spent_out
    mine[problem.supporters.of(place)] = False
    return np.nonzero(mine)[0].astype(np.int32)


def part_of_others(problem: Problem, ledger: Ledger, place: int) -> gmpy2.mpq:
    """Return the exact part that each of the others pays, when the supporters give all."""
    rest = gmpy2.mpq(problem.costs[place]) - ledger.money(problem.supporters.of(place))
    others = others_of(problem, ledger, place)
    poor = np.zeros(len(others), bool)
    part = rest / len(others) if len(others) else gmpy2.mpq(0)
    while len(others):
        added = ledger.poorer(others, None, part) & ~poor
        if not added.any():
            break
        poor |= added
        part = (rest - ledger.money(others[poor])) / (len(others) - int(np.count_nonzero(poor)))
    return part


def pay(problem: Problem, ledger: Ledger, place: int, part: gmpy2.mpq) -> None:
    others = others_of(problem, ledger, place)
    gone = np.concatenate([problem.supporters.of(place), others[ledger.poorer(others, None, part)]])
    ledger.spent_out[gone] = True
    ledger.take(part)
    ledger.lo[gone] = 0
    ledger.hi[gone] = 0
