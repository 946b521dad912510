"""Bars as an SVG chart that a screen reader can read and a strict content policy lets through; needs nothing that counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from tequio.kit.numbers import written

ROW, LABEL, BARS, WIDTH = 28, 220, 300, 680
LONGEST = 30


@dataclass(frozen=True)
class Bar:
    """A project in a chart: name, votes, the effective votes with which it won (all, where a rule has none), and a sentence."""

    name: str
    votes: int
    effective: float
    won: bool
    sentence: str


def draw(rows: Sequence[Bar], title: str, summary: str, language: str) -> str:
    """Draw bars: each one's length is its votes, its dark part the effective votes with which it won.

    Colours come from `currentColor` and the classes `votes`, `effective`, `winner` and `loser`; there is no style. Each
    bar carries its sentence as a title.
    """
    most = max([1, *(row.votes for row in rows)])
    height = ROW * len(rows) + 10
    names = 'role="img" aria-labelledby="count-title count-summary"'
    look = 'font-family="sans-serif" font-size="13" fill="currentColor"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" lang="{language}" {names} {look}>',
        f'<title id="count-title">{escape(title)}</title>',
        f'<desc id="count-summary">{escape(summary)}</desc>',
    ]
    parts += [drawn(row, number, most, language) for number, row in enumerate(rows)]
    return "\n".join([*parts, "</svg>"]) + "\n"


def drawn(row: Bar, number: int, most: int, language: str) -> str:
    top, middle = ROW * number + 6, ROW * number + 20
    whole, part = BARS * row.votes / most, BARS * min(row.effective, row.votes) / most
    return (
        f'<g class="{"winner" if row.won else "loser"}"><title>{escape(row.sentence)}</title>'
        f'<text x="{LABEL - 8}" y="{middle}" text-anchor="end">{escape(shortened(row.name))}</text>'
        f'<rect class="votes" x="{LABEL}" y="{top}" width="{whole:.1f}" height="18" rx="2" fill-opacity="0.25"/>'
        f'<rect class="effective" x="{LABEL}" y="{top}" width="{part:.1f}" height="18" rx="2" fill-opacity="0.75"/>'
        f'<text x="{LABEL + whole + 6:.1f}" y="{middle}">{written(row.votes, language)}</text></g>'
    )


def shortened(name: str) -> str:
    return name if len(name) <= LONGEST else name[: LONGEST - 1].rstrip() + "\u2026"
