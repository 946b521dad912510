"""A contest's ballots as a Pabulib `.pb` file, byte for byte the same from the same freeze and openings."""

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import TypeAlias

from tequio.decide.protocol.ballots import Votes
from tequio.decide.protocol.freeze import Contest, Freeze, Project
from tequio.decide.protocol.freezing import WITHDRAWN_COST

Numbered: TypeAlias = Sequence[tuple[int, Votes]]
"""Ballots with their positions in the log."""

VOTE_TYPES = {
    "approval": "approval",
    "knapsack": "approval",
    "ranking": "ordinal",
    "cumulative": "cumulative",
}
LIMITS = {
    "least": "min_length",
    "most": "max_length",
    "spend": "max_sum_cost",
    "points": "max_sum_points",
    "each": "max_points",
}
MONEY = ("spend",)
RULES = {
    ("greedy", "none", "none"): "greedy",
    ("greedy-no-skip", "none", "none"): "greedy-no-skip",
    ("equal-shares", "none", "none"): "equalshares",
    ("equal-shares", "add1", "none"): "equalshares/add1",
    ("equal-shares", "add1", "greedy"): "equalshares/add1-comparison",
}


def votes_section(contest: Contest, ballots: Numbered) -> str:
    """Return the VOTES section; `voter_id` is the ballot's position in the log."""
    if contest.format == "cumulative":
        rows = [
            f"{at};{names(votes)};{','.join(str(number) for _project, number in votes)}"
            for at, votes in ballots
        ]
        return "\n".join(["VOTES", "voter_id;vote;points", *rows, ""])
    if contest.format == "ranking":
        ballots = [(at, tuple(sorted(votes, key=lambda vote: vote[1]))) for at, votes in ballots]
    spelled: dict[Votes, str] = {}
    rows = [f"{at};{spelled.get(votes) or spelled.setdefault(votes, names(votes))}" for at, votes in ballots]
    return "\n".join(["VOTES", "voter_id;vote", *rows, ""])


def names(votes: Votes) -> str:
    return ",".join(project for project, _number in votes)


def meta_section(freeze: Freeze, contest: Contest, ballots: int) -> str:
    """Return the META section; amounts are in the currency's major unit, as the format has them."""
    rows = {
        "description": freeze.title(""),
        "subunit": contest.name,
        "num_projects": str(len(freeze.projects_of(contest.id))),
        "num_votes": str(ballots),
        "budget": amount(contest.budget, freeze.decimals),
        "vote_type": VOTE_TYPES[contest.format],
        "rule": RULES.get((contest.rule, contest.completion, contest.comparison), "unknown"),
        "date_begin": freeze.opens.date().isoformat(),
        "date_end": freeze.closes.date().isoformat(),
        "currency": freeze.currency,
        "freeze": freeze.sha256.hex(),
    }
    for name, limit in sorted(contest.limits.items()):
        rows[LIMITS[name]] = amount(limit, freeze.decimals) if name in MONEY else str(limit)
    if contest.threshold:
        rows["min_project_score_threshold"] = str(contest.threshold)
    return "\n".join(["META", "key;value", *(f"{key};{cell(value)}" for key, value in rows.items()), ""])


def projects_section(
    freeze: Freeze, projects: Iterable[Project], support: Mapping[str, tuple[int, int]], won: Container[str] | None,
    withdrawn: Container[str],
) -> str:  # fmt: skip
    """Return the PROJECTS section. `support` gives ballots and points; without `won` the count is still to come."""
    header = "project_id;cost;votes;score;name" + (";selected" if won is not None else "")
    rows = ["PROJECTS", header]
    for project in projects:
        cost = str(WITHDRAWN_COST) if project.id in withdrawn else amount(project.cost, freeze.decimals)
        voters, points = support.get(project.id, (0, 0))
        cells = [project.id, cost, str(voters), str(points), cell(project.title(""))]
        if won is not None:
            cells.append(str(int(project.id in won)))
        rows.append(";".join(cells))
    return "\n".join([*rows, ""])


def amount(minor: int, decimals: int) -> str:
    """Write minor units as an exact decimal of the major unit, without idle zeros."""
    whole, rest = divmod(minor, 10**decimals)
    return f"{whole}.{rest:0{decimals}d}".rstrip("0") if rest else str(whole)


def cell(text: str) -> str:
    """Put quotes around what would otherwise be read as two cells."""
    return '"' + text.replace('"', '""') + '"' if ";" in text or '"' in text else text
