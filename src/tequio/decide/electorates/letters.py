"""The letters that carry codes: one a page, made when they are asked for, kept nowhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import segno
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from tequio.decide.budgets.models import Budget
from tequio.decide.budgets.queries import voting_time
from tequio.decide.electorates.codes import spelt
from tequio.ground.spaces.page import frame_of
from tequio.ground.spaces.rules import TONGUES
from tequio.kit.pdf import pdf_of

STYLE = Path(__file__).with_name("letters.css")
INTERFACE = {"pt": "pt-br"}


@dataclass(frozen=True)
class Letter:
    """One code, and to whom the letter goes, in lines; without lines it is handed over."""

    signs: str
    lines: tuple[str, ...] = ()


def tongues_of(budget: Budget) -> list[str]:
    """Languages of a letter: those in which the space has its name, its own one first."""
    space = budget.space
    return sorted({space.language, *space.names} & set(TONGUES), key=lambda code: code != space.language)


def content(budget: Budget, letters: Iterable[Letter], *, site: str) -> dict[str, Any]:
    """What letters say: one query. The picture holds the address of the door, never the code."""
    opens, closes = voting_time(budget)
    parts = []
    for tongue in tongues_of(budget):
        with override(INTERFACE.get(tongue, tongue)):
            door = site + reverse("vote", args=[budget.space.slug, budget.slug])
            parts.append((INTERFACE.get(tongue, tongue), budget.name_in(tongue) or budget.slug, door))
    return frame_of(budget.space) | {
        "budget": budget,
        "opens": opens,
        "closes": closes,
        "parts": parts,
        "picture": segno.make(parts[0][2], error="m").svg_data_uri(scale=4, border=2),
        "letters": [(spelt(letter.signs), letter.lines) for letter in letters],
    }


def as_pdf(budget: Budget, letters: Iterable[Letter], *, site: str) -> bytes:
    """Return the letters as a PDF, one a page; it reads what the letters themselves hold, and fetches nothing."""
    html = render_to_string("decide/electorates/letters.html", content(budget, letters, site=site))
    return pdf_of(html, STYLE)
