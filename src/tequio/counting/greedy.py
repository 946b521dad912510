"""The greedy rules: projects in order of their score, as long as the money lasts."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import groupby

import numpy as np

from tequio.counting.amounts import in_parts
from tequio.counting.election import Ballots, Election
from tequio.counting.eligible import Rivals, excluded
from tequio.counting.outcome import Outcome, Round, Tie
from tequio.counting.pb.limits import sums_of_cost
from tequio.counting.scores import worth_of
from tequio.counting.settings import Settings, Unclear
from tequio.counting.ties import tie_ranks

ENOUGH = Fraction(4, 5)


def count_greedy(election: Election, settings: Settings) -> Outcome:
    """Count by one of the rules "greedy", "greedy-no-skip", "greedy-80", "votes-per-cost" and "knapsack".

    "greedy" takes projects by score and skips those that do not fit; "greedy-no-skip" stops at the first misfit;
    "greedy-80" gives the first misfit the rest of the money if that covers 80% of its cost, then stops either way;
    "votes-per-cost" is greedy by score / cost; "knapsack" (Goel, Krishnaswamy, Sakshuwong, Aitamurto 2019) counts every
    unit of money separately: the first misfit gets the rest, however little. Projects without votes do not win.
    """
    if settings.rule == "knapsack" and election.vote_type not in ("approval", "choose-1"):
        raise Unclear("Knapsack voting counts sets of projects: the ballots must be approvals.")
    worth = worth_of(affordable(election) if settings.rule == "knapsack" else election, settings.ordinal)
    ranks = tie_ranks(election, settings, worth)
    why = excluded(election, settings, worth)
    keys = worth.score
    if settings.rule == "votes-per-cost":
        keys = per_cost(election, worth.score)
    places = [place for place in range(len(election.projects)) if place not in why and worth.score[place] > 0]
    whole, _ = in_parts(keys)
    places.sort(key=lambda place: (-whole[place], ranks[place]))
    taking = Taking(election, keys, Rivals(election, settings.exclusive), election.budget)
    taking.take(places, AT_MISFIT[settings.rule])
    return Outcome(
        settings,
        election.ids(taking.winners),
        election.budget - taking.left,
        election.budget,
        taking.rounds,
        deciding_ties(election, places, keys, taking),
        {election.projects[place].id: amount for place, amount in taking.partial.items()},
        {election.projects[place].id: reason for place, reason in why.items()},
        {
            election.projects[place].id: left
            for place, left in taking.missed.items()
            if place not in taking.partial
        },
    )


def per_cost(election: Election, scores: Sequence[Fraction]) -> list[Fraction]:
    """Return score per unit of money; projects that cost nothing go before all others, equal among themselves."""
    pairs = list(zip(scores, election.projects, strict=True))
    first = max((score / project.cost for score, project in pairs if project.cost), default=Fraction(0)) + 1
    return [score / project.cost if project.cost else first for score, project in pairs]


def affordable(election: Election) -> Election:
    """Leave out the ballots that ask for more than the budget: they are no knapsacks."""
    costs, scale = sums_of_cost(election)
    keep = costs <= int(election.budget * scale)
    ballots = election.ballots
    start = np.zeros(int(keep.sum()) + 1, np.int64)
    np.cumsum(ballots.lengths[keep], out=start[1:])
    return replace(election, ballots=Ballots(start, ballots.project[np.repeat(keep, ballots.lengths)]))


class Taking:
    """Projects taken one by one with what money is left; `stopped_at` is the misfit that ended it, if one did."""

    def __init__(self, election: Election, keys: Sequence[Fraction], rivals: Rivals, left: Fraction) -> None:
        self.election, self.keys, self.rivals, self.left = election, keys, rivals, left
        self.budget = left
        self.winners: list[int] = []
        self.rounds: list[Round] = []
        self.partial: dict[int, Fraction] = {}
        self.stopped_at: int | None = None
        self.missed: dict[int, Fraction] = {}

    def take(self, places: Sequence[int], at_misfit: Callable[["Taking", int], bool]) -> None:
        """Take projects in order; `at_misfit` says whether to go on after one that does not fit."""
        for place in places:
            if self.rivals.won(place, self.winners):
                continue
            if self.election.projects[place].cost <= self.left:
                self.pay(place, self.election.projects[place].cost, "next")
            else:
                self.missed[place] = self.left
                if not at_misfit(self, place):
                    self.stopped_at = place
                    break

    def pay(self, place: int, amount: Fraction, reason: str) -> None:
        self.left -= amount
        self.winners.append(place)
        name = self.election.projects[place].id
        self.rounds.append(Round(len(self.rounds) + 1, name, reason, self.keys[place], self.left))

    def pay_rest(self, place: int) -> None:
        self.partial[place] = self.left
        self.pay(place, self.left, "partly")


def skip(taking: Taking, place: int) -> bool:
    return True


def stop(taking: Taking, place: int) -> bool:
    return False


def stop_at_80(taking: Taking, place: int) -> bool:
    if taking.left >= ENOUGH * taking.election.projects[place].cost:
        taking.pay_rest(place)
    return False


def stop_with_rest(taking: Taking, place: int) -> bool:
    if taking.left > 0:
        taking.partial[place] = taking.left
        taking.left = Fraction(0)
    return False


AT_MISFIT = {
    "greedy": skip,
    "votes-per-cost": skip,
    "greedy-no-skip": stop,
    "greedy-80": stop_at_80,
    "knapsack": stop_with_rest,
}


def deciding_ties(
    election: Election, places: Sequence[int], keys: Sequence[Fraction], taking: Taking
) -> list[Tie]:
    """List the groups of equal projects that the order for ties divided: one lost that would have fitted."""
    won, left, ties = set(taking.winners), taking.budget, []
    before: list[int] = []
    for _key, group in groupby(places, key=lambda place: keys[place]):
        tied = [place for place in group if not taking.rivals.won(place, before)]
        losers = [place for place in tied if place not in won]
        if len(tied) > 1 and any(election.projects[place].cost <= left for place in losers):
            ties.append(Tie(len(before) + 1, election.ids(tied)))
        winners = [place for place in tied if place in won]
        before += winners
        left -= sum(taking.partial.get(place, election.projects[place].cost) for place in winners)
        if taking.stopped_at in tied:
            break
    return ties
