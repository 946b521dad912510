"""The result, made from the freeze and the openings alone, by `tequio.counting`."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from tequio.decide.protocol import canonical, pb
from tequio.decide.protocol.ballots import Ballot, Votes
from tequio.decide.protocol.faults import Fault
from tequio.decide.protocol.freeze import Contest, Freeze

if TYPE_CHECKING:
    from tequio.counting import Outcome, Settings

FORMAT = "tequio-result-v1"


@dataclass(frozen=True)
class Tally:
    """A contest counted: its `.pb` file and its part of `result.json`."""

    contest: Contest
    pb: bytes
    form: dict[str, Any]


class Box:
    """Opened ballots, taken in the order of the log; `results` counts them."""

    def __init__(self, freeze: Freeze) -> None:
        self.freeze = freeze
        self.ballots: dict[str, list[tuple[int, Votes]]] = {contest.id: [] for contest in freeze.contests}
        self.counted = self.blank = self.annulled = 0

    def add(self, at: int, ballot: Ballot) -> None:
        """Take a ballot that counts, from position `at` of the log."""
        self.counted += 1
        self.blank += not ballot.parts
        for contest, votes in ballot.parts.items():
            self.ballots[contest].append((at, votes))

    def results(self, withdrawn: Collection[str]) -> dict[str, bytes]:
        """Count every contest and return `result.json` and the `.pb` files by name.

        `withdrawn` are the projects that left the vote; they lose only where the freeze says that they do not count.
        """
        leaving = () if self.freeze.withdrawn_counts else withdrawn
        tallies = [
            tally(self.freeze, contest, self.ballots[contest.id], leaving) for contest in self.freeze.contests
        ]
        result = {
            "format": FORMAT,
            "freeze": self.freeze.sha256.hex(),
            "counted": self.counted,
            "blank": self.blank,
            "annulled": self.annulled,
            "withdrawn": sorted(withdrawn),
            "contests": [one.form for one in tallies],
        }
        files = {f"pb/{one.contest.id}.pb": one.pb for one in tallies}
        return {**files, "result.json": canonical.write(result)}


def tally(freeze: Freeze, contest: Contest, ballots: pb.Numbered, withdrawn: Collection[str] = ()) -> Tally:
    """Count one contest's ballots, those left blank in it already put aside.

    Refuses (`Fault`) a rule that cannot count ballots of this format.
    """
    projects = freeze.projects_of(contest.id)
    support = supported(contest, ballots)
    meta, votes = pb.meta_section(freeze, contest, len(ballots)), pb.votes_section(contest, ballots)
    uncounted = pb.projects_section(freeze, projects, support, None, withdrawn)
    outcome = counted(freeze, contest, meta + uncounted + votes) if ballots else None
    won = outcome.winners if outcome else ()
    text = meta + pb.projects_section(freeze, projects, support, won, withdrawn) + votes
    form: dict[str, Any] = {
        "id": contest.id,
        "ballots": len(ballots),
        "budget": contest.budget,
        "spent": minor(freeze, outcome.spent) if outcome else 0,
        "winners": list(won),
        "partial": [],
        "ties": [],
        "projects": [
            {"id": project.id, "cost": project.cost, "ballots": support.get(project.id, (0, 0))[0],
             "points": support.get(project.id, (0, 0))[1]} for project in projects
        ],
    }  # fmt: skip
    if outcome:
        form["ties"] = [{"round": tie.round, "projects": list(tie.projects)} for tie in outcome.ties]
        partial = sorted(outcome.partial.items())
        form["partial"] = [{"id": project, "amount": minor(freeze, paid)} for project, paid in partial]
    return Tally(contest, text.encode(), form)


def supported(contest: Contest, ballots: pb.Numbered) -> dict[str, tuple[int, int]]:
    """Return for each project how many ballots name it, and their points (one each where ballots carry none)."""
    voters: Counter[str] = Counter()
    points: Counter[str] = Counter()
    for votes, times in Counter(votes for _at, votes in ballots).items():
        for project, number in votes:
            voters[project] += times
            points[project] += times * (number if contest.format == "cumulative" else 1)
    return {project: (count, points[project]) for project, count in voters.items()}


def counted(freeze: Freeze, contest: Contest, text: str) -> "Outcome":
    from tequio.counting import Unclear, count, parse_pb

    try:
        return count(parse_pb(text), settings_of(freeze, contest))
    except Unclear as unclear:
        raise Fault("count.unclear", contest=contest.id, why=str(unclear)) from None


def settings_of(freeze: Freeze, contest: Contest) -> "Settings":
    """Return how the freeze says a contest is counted, in the terms of `tequio.counting`."""
    from tequio.counting import Settings

    projects = freeze.projects_of(contest.id)
    ids = {project.id for project in projects}
    pairs = {tuple(sorted((project.id, rival))) for project in projects for rival in project.incompatible}
    return Settings(
        rule=contest.rule,
        utility=None if contest.utility == "none" else contest.utility,
        completion=contest.completion,
        tie_order=tuple(project for project in freeze.tie_order if project in ids),
        step=Fraction(contest.step or 1, 10**freeze.decimals),
        min_votes=Fraction(contest.threshold),
        exclusive=tuple(sorted(pairs)),
        compare=None if contest.comparison == "none" else contest.comparison,
        ordinal="borda" if contest.scores == "none" else contest.scores,
    )


def minor(freeze: Freeze, amount: Fraction) -> int:
    """Return an amount of the major unit in minor units; counts of whole projects are always whole."""
    return int(amount * 10**freeze.decimals)
