"""Counting a contest so that it can be shown: who won, why, what another rule would have given; kept in one row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

from tequio.counting import Election, Outcome, Settings, Unclear, count, reach_of, read_pb
from tequio.counting.explain.trace import Trace, trace
from tequio.counting.explain.words import LANGUAGES, Teller
from tequio.decide.budgets.models import Budget, Contest
from tequio.decide.protocol import canonical
from tequio.decide.protocol.freeze import Freeze as Rules
from tequio.decide.protocol.tally import settings_of
from tequio.decide.results.frame import title_in
from tequio.decide.results.models import Result
from tequio.kit.money import Money

Names = Mapping[str, str]


@dataclass(frozen=True)
class Ballots:
    """A contest to be counted for show.

    `titles` are the projects' by language; `official` the winners that a city published, where they are known.
    """

    key: str
    names: Names
    election: Election
    settings: Settings
    titles: Mapping[str, Names]
    official: Sequence[str] | None = None


def keep_results(budget: Budget, rules: Rules, folder: Path) -> None:
    """Count and keep every contest of a bundle; what was kept before gives way. Reads the bundle's files alone."""
    names = {contest.key: contest.names for contest in Contest.objects.filter(budget=budget)}
    forms = canonical.read((folder / "result.json").read_bytes())["contests"]
    titles = {project.id: dict(project.titles) for project in rules.projects}
    Result.objects.filter(budget=budget).exclude(contest__in=[form["id"] for form in forms]).delete()
    for position, form in enumerate(forms):
        contest = rules.contest[form["id"]]
        election = read_pb(folder / "pb" / f"{contest.id}.pb")
        named = names.get(contest.id) or {"": contest.name}
        keep_count(
            budget, Ballots(contest.id, named, election, settings_of(rules, contest), titles), position
        )


def keep_count(budget: Budget, ballots: Ballots, position: int = 0) -> Result:
    """Count a contest, tell it in four languages, and keep it as the edition's result for it.

    A second count of the same contest replaces the first. Refuses (`Unclear`) settings that cannot count these ballots.
    """
    election = ballots.election
    outcome = count(election, ballots.settings) if len(election.ballots) else None
    decimals = Money(0, budget.currency).decimals
    told: dict[str, list[str]] = {}
    lines, beside = _unvoted(ballots, decimals), []
    if outcome is not None:
        tellers = {
            language: Teller(_titled(ballots, language), outcome, language, ids=False)
            for language in LANGUAGES
        }
        told = {language: list(teller.opening()) for language, teller in tellers.items()}
        lines = _lines(ballots, outcome, trace(election, outcome), tellers, decimals)
        beside = _beside(ballots, outcome, decimals)
    shown: dict[str, Any] = {"told": told, "projects": lines, "beside": beside, "position": position}
    shown["form"] = _form(ballots, outcome, lines, decimals)
    shown["official"] = (
        None if ballots.official is None else [_named(ballots, name) for name in ballots.official]
    )
    return Result.objects.update_or_create(budget=budget, contest=ballots.key, defaults=shown)[0]


def _titled(ballots: Ballots, language: str) -> Election:
    """The election with its projects named in a language, so that its sentences name them so."""
    projects = [
        replace(
            project, fields={**project.fields, "name": title_in(ballots.titles.get(project.id, {}), language)}
        )
        for project in ballots.election.projects
    ]
    return replace(ballots.election, projects=projects)


def minor(amount: Fraction, decimals: int) -> int:
    return int(amount * 10**decimals)


def _form(
    ballots: Ballots, outcome: Outcome | None, lines: Sequence[dict[str, Any]], decimals: int
) -> dict[str, Any]:
    election, settings = ballots.election, ballots.settings
    form: dict[str, Any] = {
        "id": ballots.key,
        "names": dict(ballots.names),
        "rule": settings.rule,
        "completion": settings.completion,
        "ballots": len(election.ballots),
        "projects": len(election.projects),
        "budget": minor(election.budget, decimals),
        "spent": 0,
        "winners": [
            {"id": line["id"], "titles": line["titles"], "cost": line["paid"], "votes": line["votes"]}
            for line in lines
            if line["won"]
        ],
        "ties": [],
    }
    if outcome is not None:
        form["spent"] = minor(outcome.spent, decimals)
        form["ties"] = [
            {"round": tie.round, "projects": [_named(ballots, name) for name in tie.projects]}
            for tie in outcome.ties
        ]
        form["represented"] = int(reach_of(election, outcome).represented * 1000)
    return form


def _named(ballots: Ballots, name: str) -> dict[str, Any]:
    return {"id": name, "titles": dict(ballots.titles.get(name, {}))}


def _paid(election: Election, outcome: Outcome, name: str, decimals: int) -> int:
    project = election.projects[election.position[name]]
    return minor(outcome.partial.get(name, project.cost), decimals)


def _line(ballots: Ballots, name: str, decimals: int) -> dict[str, Any]:
    project = ballots.election.projects[ballots.election.position[name]]
    cost = None if project.withdrawn else minor(project.cost, decimals)
    return {**_named(ballots, name), "cost": cost}


def _unvoted(ballots: Ballots, decimals: int) -> list[dict[str, Any]]:
    return [
        {**_line(ballots, project.id, decimals), "won": False, "votes": 0, "effective": 0, "words": {}}
        for project in ballots.election.projects
    ]


def _lines(
    ballots: Ballots, outcome: Outcome, found: Trace, tellers: Mapping[str, Teller], decimals: int
) -> list[dict[str, Any]]:
    lines = []
    for step in found.steps:
        effective = step.votes if step.effective is None else round(step.effective, 1)
        words = {language: teller.step(step) for language, teller in tellers.items()}
        line = {**_line(ballots, step.round.project, decimals), "won": True, "votes": step.votes}
        paid = _paid(ballots.election, outcome, step.round.project, decimals)
        lines.append({**line, "effective": effective, "paid": paid, "tied": list(step.tied), "words": words})
    for loser in found.losers:
        words = {language: teller.loser(loser) for language, teller in tellers.items()}
        line = {**_line(ballots, loser.project, decimals), "won": False, "votes": loser.votes}
        lines.append({**line, "effective": 0, "reason": loser.reason, "words": words})
    return lines


def _beside(ballots: Ballots, outcome: Outcome, decimals: int) -> list[dict[str, Any]]:
    """The same ballots by the other rule: greedy beside equal shares, equal shares beside all others."""
    rule = "greedy" if ballots.settings.rule == "equal-shares" else "equal-shares"
    other = replace(
        ballots.settings,
        rule=rule,
        utility=None,
        completion="none" if rule == "greedy" else "add1",
        compare=None,
    )
    try:
        counted = count(ballots.election, other)
    except Unclear:
        return []
    return [
        {
            "rule": rule,
            "winners": [_line(ballots, name, decimals) for name in counted.winners],
            "spent": minor(counted.spent, decimals),
            "represented": int(reach_of(ballots.election, counted).represented * 1000),
        }
    ]
