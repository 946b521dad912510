"""The rounds of an outcome as data: who paid what, what came next, and what the others lacked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from tequio.counting.election import Election
from tequio.counting.eligible import Rivals
from tequio.counting.outcome import Outcome, Round
from tequio.counting.phragmen import exact
from tequio.counting.scores import Worth, worth_of
from tequio.counting.shares.bounds import pay_below
from tequio.counting.shares.count import Counting
from tequio.counting.shares.exact import Ledger
from tequio.counting.shares.problem import Problem, Scale, make_scale


@dataclass(frozen=True)
class Step:
    """One project taken up.

    `votes` supporters, of which `full` paid `payment` (per point of support where ballots give points) and `rest` gave
    all they had left, `rest_money` together; the others had nothing left. `effective` is the effective vote count, cost
    / payment, and `next_best` the project that followed, with its own (floats). `left` is the budget not yet spent.
    """

    round: Round
    votes: int
    payment: Fraction | None = None
    full: int = 0
    rest: int = 0
    rest_money: Fraction = Fraction(0)
    effective: float | None = None
    next_best: tuple[str, float] | None = None
    tied: tuple[str, ...] = ()


@dataclass(frozen=True)
class Loser:
    """A project that did not win.

    `reason`: "withdrawn", "minimum", "filter" (excluded before the count), "votes" (it has none), "rival" (`rival` won),
    "unpaid" (its supporters have only `has` together), "unfit" (only `has` was left), "stopped" (the count had ended).
    `lacked` is the money between `has` and its cost.
    """

    project: str
    reason: str
    votes: int
    score: Fraction
    has: Fraction | None = None
    lacked: Fraction | None = None
    rival: str = ""


@dataclass(frozen=True)
class Trace:
    steps: Sequence[Step]
    losers: Sequence[Loser]


def trace(election: Election, outcome: Outcome) -> Trace:
    """Retrace an outcome of `count` on the same election. Payments are exact; effective votes are floats."""
    worth = worth_of(election, outcome.settings.ordinal)
    if outcome.settings.rule == "equal-shares" and outcome.kept != "greedy":
        return SharesTrace(election, outcome, worth).trace()
    steps = [
        Step(each, worth.votes[election.position[each.project]], tied=tied(outcome, each))
        for each in outcome.rounds
    ]
    return Trace(steps, losers(election, outcome, worth, lambda place: (None, "stopped")))


def tied(outcome: Outcome, each: Round) -> tuple[str, ...]:
    """Return the projects that were equal with the one of a round, less itself."""
    found = [tie.projects for tie in outcome.ties if tie.round == each.number]
    return tuple(name for names in found for name in names if name != each.project)


def losers(
    election: Election,
    outcome: Outcome,
    worth: Worth,
    otherwise: Callable[[int], tuple[Fraction | None, str]],
) -> list[Loser]:
    """Say why each other project did not win; `otherwise` gives what a project has and why it was not enough."""
    rivals = Rivals(election, outcome.settings.exclusive)
    won = {election.position[name] for name in outcome.winners}
    found = []
    for place, project in enumerate(election.projects):
        if place in won:
            continue
        has, rival = outcome.missed.get(project.id), sorted(rivals.of.get(place, set()) & won)
        if project.id in outcome.excluded:
            reason = outcome.excluded[project.id]
        elif not worth.votes[place]:
            reason = "votes"
        elif rival:
            reason = "rival"
        elif has is not None:
            reason = "unfit"
        else:
            has, reason = otherwise(place)
        lacked = None if has is None else project.cost - has
        name = election.projects[rival[0]].id if rival else ""
        found.append(Loser(project.id, reason, worth.votes[place], worth.score[place], has, lacked, name))
    return found


class SharesTrace:
    """Retraces equal shares with the exact ledger."""

    def __init__(self, election: Election, outcome: Outcome, worth: Worth) -> None:
        self.election, self.outcome, self.worth = election, outcome, worth
        self.problem: Problem = Counting(election, outcome.settings).problem
        share = outcome.share or Fraction(0)
        self.scale: Scale = make_scale(self.problem, share)
        self.ledger = Ledger(self.problem, self.scale, share)
        self.known: dict[int, float] = {}

    def trace(self) -> Trace:
        steps = [self.step(each) for each in self.outcome.rounds]
        left = self.outcome.budget - self.outcome.spent
        completed = self.outcome.settings.completion.endswith(("utilitarian", "epsilon"))

        def otherwise(place: int) -> tuple[Fraction | None, str]:
            if completed:
                return left, "unfit"
            return exact(self.ledger.money(self.problem.supporters.of(place))), "unpaid"

        return Trace(steps, losers(self.election, self.outcome, self.worth, otherwise))

    def step(self, each: Round) -> Step:
        place = self.election.position[each.project]
        votes = self.worth.votes[place]
        if each.reason != "bought":
            return Step(each, votes)
        effective = self.effective_votes()
        payment, poor = self.ledger.payment(place)
        who = self.problem.supporters.of(place)
        giving = who[poor & ~self.ledger.spent_out[who]]
        money = exact(self.ledger.money(giving))
        self.ledger.buy(place, payment, poor)
        own = effective.pop(place)
        following = max(effective, key=lambda other: effective[other], default=None)
        return Step(
            each,
            votes,
            exact(payment),
            int(np.count_nonzero(~poor)),
            len(giving),
            money,
            own,
            None if following is None else (self.election.projects[following].id, effective[following]),
            tied(self.outcome, each),
        )

    def effective_votes(self) -> dict[int, float]:
        """Return the effective votes of each project that can still be paid."""
        found = {}
        for place in np.nonzero(self.problem.open)[0].tolist():
            if self.ledger.bought_at[place] >= 0:
                continue
            points, cost = self.problem.supporters.points_of(place), int(self.scale.cost_lo[place])
            money = self.ledger.hi[self.problem.supporters.of(place)]
            start = self.known.get(place, cost // self.problem.weight[place])
            payment = pay_below(money, points, cost, start)
            if payment > 0:
                self.known[place] = payment
                found[place] = cost / payment
        return found
