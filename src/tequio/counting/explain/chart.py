"""The bars of an outcome."""

from tequio.counting.election import Election
from tequio.counting.explain.drawing import Bar, draw
from tequio.counting.explain.numbers import written
from tequio.counting.explain.trace import trace
from tequio.counting.explain.words import Teller
from tequio.counting.outcome import Outcome


def chart(election: Election, outcome: Outcome, language: str = "en") -> str:
    """Return the chart of an outcome as text: winners in the order in which they won, then all others."""
    teller = Teller(election, outcome, language)
    summary = teller.say(
        "chart_summary",
        winners=len(outcome.winners),
        projects=len(election.projects),
        spent=teller.money(outcome.spent),
        budget=teller.money(outcome.budget),
    )
    return draw(bars(election, outcome, teller), teller.say("chart_title"), summary, language)


def bars(election: Election, outcome: Outcome, teller: Teller) -> list[Bar]:
    found = trace(election, outcome)
    rows = []
    for step in found.steps:
        effective = float(step.votes) if step.effective is None else step.effective
        rows.append(bar_of(teller, step.round.project, step.votes, effective, won=True))
    return rows + [bar_of(teller, loser.project, loser.votes, 0.0, won=False) for loser in found.losers]


def bar_of(teller: Teller, project: str, votes: int, effective: float, *, won: bool) -> Bar:
    """Return a project's bar, with its sentence in the teller's language."""
    sentence = teller.say(
        "chart_winner" if won else "chart_loser",
        project=teller.name(project),
        votes=written(votes, teller.language),
        effective=written(effective, teller.language, 1),
        cost=teller.cost(project),
    )
    name = teller.election.projects[teller.election.position[project]].name or project
    return Bar(name, votes, effective, won, sentence)
