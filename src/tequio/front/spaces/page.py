"""What a space's home page shows."""

from collections.abc import Mapping
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from tequio.catalogue.numbers import spoken
from tequio.catalogue.templates.rules import in_language
from tequio.decide.budgets.page import line_of
from tequio.decide.budgets.queries import under_way
from tequio.front.asked import Asked
from tequio.front.cards import cards_of
from tequio.front.finding import find
from tequio.ground.spaces.models import Space
from tequio.ground.spaces.page import frame_of
from tequio.ground.spaces.queries import number_of_members
from tequio.kit.html import html_of

NEW = 6
DECIDED = 2


def home_of(space: Space, language: str) -> dict[str, Any]:
    """All that everybody sees: words, look, doors, the newest records and how many people belong: at most six queries."""
    asked = Asked(fixed={"space": (space.slug,)})
    found = find(asked, language, size=NEW, facets=(), countries=False)
    about, about_language = said(space.about, language, space.language)
    return frame_of(space) | {
        "welcome": in_language(space.welcome, language),
        "about": html_of(about) if about else "",
        "about_language": about_language if about_language != language else "",
        "cards": cards_of(found.answer.record_ids, language, home=space.slug),
        "total": found.answer.total,
        "said": spoken(found.answer.total),
        "members": number_of_members(space),
        "decided": [line_of(budget) for budget in under_way(DECIDED, space=space.pk)],
        "decided_at": reverse("budgets", args=[space.slug]),
        "doors": doors_of(space),
        "search_at": reverse("space", args=[space.slug]),
    }


def said(words: Mapping[str, str], language: str, otherwise: str) -> tuple[str, str]:
    """What is said in a language, else in the space's own, else in any; and which language that is."""
    code = next((code for code in (language, otherwise, "en", *words) if words.get(code)), "")
    return words.get(code, ""), code


def doors_of(space: Space) -> list[dict[str, str]]:
    """The ways in that exist on this site, three at most."""
    ways = [
        ("practices", _("Read practices"), _("What was tried here, what worked and what did not.")),
        (
            "practice-new",
            _("Tell your own"),
            _("What you write is saved as you go, and nobody sees it before you send it."),
        ),
        ("actors", _("Meet the actors"), _("Who does what, with whom.")),
    ]
    doors = []
    for route, title, text in ways:
        try:
            doors.append({"title": title, "text": text, "url": reverse(route, args=[space.slug])})
        except NoReverseMatch:
            continue
    return doors
