"""The page of a list: cards, facets, map, what was understood of the words, and the ways on."""

from math import ceil
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tequio.catalogue.kinds import kind_of
from tequio.catalogue.search.query import LAST_PAGE, NEWEST, OLDEST, PAGE_SIZE, RELEVANCE, TITLE
from tequio.front.asked import Asked
from tequio.front.cards import cards_of
from tequio.front.facets import Labels, chips_of, facets_of
from tequio.front.finding import Found, find
from tequio.front.map.results import map_of
from tequio.ground.themes.queries import all_themes


def page_of_results(asked: Asked, language: str) -> dict[str, Any]:
    """All that the list's template shows: three queries, one more for subdivisions or spaces to name."""
    found = find(asked, language)
    answer = found.answer
    named = [code for code, _words in answer.themes_found]
    codes = {
        facet: [value for value, _count in answer.facets.get(facet, [])] + list(asked.chosen.get(facet, ()))
        for facet in ("territory", "language", "space")
    }
    labels = Labels(codes, language)
    return {
        "asked": asked,
        "answer": answer,
        "plain": found.plain,
        "cards": cards_of(answer.record_ids, language, terms=answer.terms, themes_found=named),
        "facets": facets_of(asked, answer, labels),
        "chips": chips_of(asked, labels),
        "map": map_of(asked, answer.countries, answer.total, language),
        "understood": understood(found, language),
        "sorts": sorts_of(asked),
        "kept": [pair for pair in asked.pairs() if pair[0] != "q"],
        **_pages(asked, answer.total),
    }


def _pages(asked: Asked, total: int) -> dict[str, Any]:
    last = min(max(1, ceil(total / PAGE_SIZE)), LAST_PAGE)
    return {
        "now": asked.page,
        "last": last,
        "before": asked.on_page(min(asked.page - 1, last)) if asked.page > 1 else "",
        "after": asked.on_page(asked.page + 1) if asked.page < last else "",
    }


def sorts_of(asked: Asked) -> list[tuple[str, str, bool]]:
    """(name, address, whether it is the present one) of the orders that make sense."""
    names = {NEWEST: _("Newest"), OLDEST: _("Oldest"), TITLE: _("By title")}
    if asked.words:
        names = {RELEVANCE: _("Best match"), **names}
    return [(name, asked.sorted_by(sort), sort == asked.order) for sort, name in names.items()]


def understood(found: Found, language: str) -> list[tuple[str, str, list[str]]]:
    """(words, label, the label in other languages) for each theme that the words name."""
    themes = all_themes()
    return [
        (
            words,
            themes[code].label_in(language),
            sorted({label for tongue, label in themes[code].labels.items() if tongue != language}),
        )
        for code, words in found.answer.themes_found
        if code in themes
    ]


def heading_of(kind: str, space_name: str) -> str:
    """The list's name: what it lists and where."""
    if not kind:
        return _("Search")
    plural = str(kind_of(kind).plural)
    return _("%(kind)s of %(space)s") % {"kind": plural, "space": space_name} if space_name else plural


def feed_address(space: str, kind: str, asked: Asked) -> str:
    """The Atom feed of this very question."""
    path = reverse(f"{kind}s-feed", args=[space]) if kind and space else reverse("feed")
    query = "&".join(part for part in asked.address().lstrip("?").split("&") if not part.startswith(("page=", "sort=", "whole=")))
    return f"{path}?{query}" if query else path
