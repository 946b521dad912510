"""The bars of an outcome."""

from tequio.counting.election import Election
from tequio.counting.explain.drawing import Bar, draw
from tequio.counting.explain.trace import Trace, trace
from tequio.counting.explain.words import Teller
from tequio.counting.outcome import Outcome
from tequio.kit.numbers import written


def chart(election: Election, outcome: Outcome, language: str = "en") -> str:
    """Return the chart of an outcome as text: winners in the order in which they won, then all others."""
    teller, found = Teller(election, outcome, language), trace(election, outcome)
    kind = "_effective" if any(step.effective is not None for step in found.steps) else ""
    summary = teller.say(
        f"chart_summary{kind}",
        winners=len(outcome.winners),
        projects=len(election.projects),
        spent=teller.money(outcome.spent),
        budget=teller.money(outcome.budget),
    )
    rows = bars(found, teller, f"chart_winner{kind}")
    return draw(rows, teller.say(f"chart_title{kind}"), summary, language)


def bars(found: Trace, teller: Teller, winner: str) -> list[Bar]:
    """Return a bar a project: what won, told by the sentence `winner`, then all others."""
    rows = []
    for step in found.steps:
        effective = float(step.votes) if step.effective is None else step.effective
        rows.append(bar_of(teller, step.round.project, step.votes, effective, winner))
    return rows + [bar_of(teller, loser.project, loser.votes, 0.0, "") for loser in found.losers]


def bar_of(teller: Teller, project: str, votes: int, effective: float, winner: str) -> Bar:
    """Return a project's bar, with its sentence in the teller's language; `winner` is empty where it did not win."""
    sentence = teller.say(
        winner or "chart_loser",
        project=teller.name(project),
        votes=written(votes, teller.language),
        effective=written(effective, teller.language, 1),
        cost=teller.cost(project),
    )
    name = teller.election.projects[teller.election.position[project]].name or project
    return Bar(name, votes, effective, bool(winner), sentence)
