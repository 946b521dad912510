"""Counting by the Method of Equal Shares."""

from fractions import Fraction

from tequio.counting.election import Election
from tequio.counting.eligible import Rivals, excluded
from tequio.counting.outcome import Outcome, Round, Tie
from tequio.counting.scores import Worth, worth_of
from tequio.counting.settings import Settings
from tequio.counting.shares.completion import exhaustive, raise_shares, utilitarian
from tequio.counting.shares.epsilon import epsilon
from tequio.counting.shares.problem import Problem, make_problem
from tequio.counting.shares.run import Run, play_at
from tequio.counting.ties import tie_ranks


def count_equal_shares(election: Election, settings: Settings) -> Outcome:
    """Count by equal shares with the settings' utility and completion; exact.

    Every ballot holds budget / ballots. Each round buys the project with the lowest price, which is the money per
    utility that makes its supporters' payments, capped by what they have, cover the cost; until nothing can be paid.
    Supported projects that cost nothing are bought first. Without ballots nobody wins.
    """
    return Counting(election, settings).outcome()


class Counting:
    """One count: the problem, and what is bought without and with money of shares."""

    def __init__(self, election: Election, settings: Settings) -> None:
        self.election, self.settings = election, settings
        self.worth: Worth = worth_of(election, settings.ordinal)
        self.why = excluded(election, settings, self.worth)
        self.rivals = Rivals(election, settings.exclusive)
        ranks = tie_ranks(election, settings, self.worth)
        self.problem: Problem = make_problem(election, settings, self.worth, ranks, list(self.why))
        self.free = self.free_projects()
        for place in self.free:
            self.problem.open[list(self.rivals.of.get(place, ()))] = 0

    def free_projects(self) -> list[int]:
        """Return the supported projects that cost nothing, less the rivals of earlier ones, in the order for ties."""
        problem, taken = self.problem, list[int]()
        for place in sorted(range(problem.projects), key=lambda place: int(problem.tie_rank[place])):
            if place in self.why or problem.costs[place] or not problem.weight[place]:
                continue
            if not self.rivals.won(place, taken):
                taken.append(place)
        return taken

    def run(self) -> tuple[Run, int]:
        """Play equal shares with the settings' raising of shares; return the last run and how often it was raised."""
        money = self.election.budget
        share = money / max(1, len(self.election.ballots))
        first = play_at(self.problem, self.rivals, share)
        kind = self.settings.completion.partition("-")[0]
        if kind not in ("add1", "add1e"):
            return first, 0
        stop = exhaustive(self.problem, self.rivals, money) if kind == "add1e" else lambda run: False
        return raise_shares(self.problem, self.rivals, money, first, self.settings.step, stop=stop)

    def outcome(self) -> Outcome:
        run, raises = self.run()
        bought = self.free + run.order
        left = self.election.budget - self.problem.cost_of(bought)
        added = self.completed(run, bought, left)
        ties = [Tie(number + 1 + len(self.free), self.election.ids(places)) for number, places in run.tied]
        return Outcome(
            self.settings,
            self.election.ids(bought + added),
            self.election.budget - left + self.problem.cost_of(added),
            self.election.budget,
            self.rounds(run.order, added),
            ties,
            {},
            {self.election.projects[place].id: reason for place, reason in self.why.items()},
            share=run.share,
            raises=raises,
        )

    def completed(self, run: Run, bought: list[int], left: Fraction) -> list[int]:
        if self.settings.completion.endswith("utilitarian"):
            return utilitarian(self.problem, self.rivals, left, bought)
        if self.settings.completion == "epsilon":
            return epsilon(self.problem, self.rivals, run)
        return []

    def rounds(self, order: list[int], added: list[int]) -> list[Round]:
        left, rounds = self.election.budget, list[Round]()
        for reason, places in (("free", self.free), ("bought", order), ("completed", added)):
            for place in places:
                left -= self.problem.costs[place]
                rounds.append(Round(len(rounds) + 1, self.election.projects[place].id, reason, None, left))
        return rounds
