"""An outcome as an SVG chart that a screen reader can read and a strict content policy lets through."""

from xml.sax.saxutils import escape

from tequio.counting.election import Election
from tequio.counting.explain.trace import trace
from tequio.counting.explain.words import Teller, written
from tequio.counting.outcome import Outcome

ROW, LABEL, BARS, WIDTH = 28, 220, 300, 680
LONGEST = 30


def chart(election: Election, outcome: Outcome, language: str = "en") -> str:
    """Return the chart as text: a bar for each project's votes, its dark part the effective votes with which it won.

    Colours come from `currentColor` and the classes `votes`, `effective`, `winner` and `loser`; there is no style. Each
    bar carries its sentence as a title.
    """
    teller, found = Teller(election, outcome, language), trace(election, outcome)
    most = max([1, *(step.votes for step in found.steps), *(loser.votes for loser in found.losers)])
    rows = []
    for step in found.steps:
        effective = step.votes if step.effective is None else step.effective
        rows.append((step.round.project, step.votes, effective, "winner"))
    rows += [(loser.project, loser.votes, 0.0, "loser") for loser in found.losers]
    summary = teller.say(
        "chart_summary",
        winners=len(outcome.winners),
        projects=len(election.projects),
        spent=teller.money(outcome.spent),
        budget=teller.money(outcome.budget),
    )
    title = teller.say("chart_title")
    height = ROW * len(rows) + 10
    names = 'role="img" aria-labelledby="count-title count-summary"'
    look = 'font-family="sans-serif" font-size="13" fill="currentColor"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" lang="{language}" {names} {look}>',
        f'<title id="count-title">{escape(title)}</title>',
        f'<desc id="count-summary">{escape(summary)}</desc>',
    ]
    parts += [bar(teller, number, row, most) for number, row in enumerate(rows)]
    return "\n".join([*parts, "</svg>"]) + "\n"


def bar(teller: Teller, number: int, row: tuple[str, int, float, str], most: int) -> str:
    project, votes, effective, fate = row
    sentence = teller.say(
        f"chart_{fate}",
        project=teller.name(project),
        votes=written(votes, teller.language),
        effective=written(effective, teller.language, 1),
        cost=teller.cost(project),
    )
    top, middle = ROW * number + 6, ROW * number + 20
    whole, part = BARS * votes / most, BARS * min(effective, votes) / most
    label = shortened(teller, project)
    return (
        f'<g class="{fate}"><title>{escape(sentence)}</title>'
        f'<text x="{LABEL - 8}" y="{middle}" text-anchor="end">{escape(label)}</text>'
        f'<rect class="votes" x="{LABEL}" y="{top}" width="{whole:.1f}" height="18" rx="2" fill-opacity="0.25"/>'
        f'<rect class="effective" x="{LABEL}" y="{top}" width="{part:.1f}" height="18" rx="2" fill-opacity="0.75"/>'
        f'<text x="{LABEL + whole + 6:.1f}" y="{middle}">{written(votes, teller.language)}</text></g>'
    )


def shortened(teller: Teller, project: str) -> str:
    name = teller.election.projects[teller.election.position[project]].name or project
    return name if len(name) <= LONGEST else name[: LONGEST - 1].rstrip() + "\u2026"
