"""The page of a list: cards, facets, map, what was understood of the words, and the ways on."""

from dataclasses import dataclass, replace
from math import ceil
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tequio.catalogue.kinds import kind_of
from tequio.catalogue.numbers import spoken
from tequio.catalogue.search.query import LAST_PAGE, NEWEST, OLDEST, PAGE_SIZE, RELEVANCE, TITLE
from tequio.front.asked import Asked
from tequio.front.cards import cards_of
from tequio.front.facets import Labels, chips_of, facets_of
from tequio.front.finding import Found, find
from tequio.front.map.results import map_of
from tequio.ground.themes.queries import all_themes


@dataclass(frozen=True, slots=True)
class Listed:
    """A list as everybody sees it: `html` is the part that changes with the question, the rest is for the head."""

    words: str
    heading: str
    feed: str
    narrowed: bool
    html: SafeString


def page_of_results(asked: Asked, language: str) -> dict[str, Any]:
    """All that the list's template shows: three queries, one more for subdivisions or spaces to name."""
    found = find(asked, language, exact=(asked.whole,))
    answer = found.answer
    named = [code for code, _words in answer.themes_found]
    codes = {
        facet: [value for value, _count in answer.facets.get(facet, [])] + list(asked.chosen.get(facet, ()))
        for facet in ("territory", "language", "space")
    }
    labels = Labels(codes, language)
    return {
        "q": asked.words,
        "total": answer.total,
        "said": spoken(answer.total),
        "about": answer.about,
        "cards": cards_of(
            answer.record_ids,
            language,
            terms=answer.terms,
            themes_found=named,
            kinds="kind" not in asked.fixed,
            home=(asked.fixed.get("space") or ("",))[0],
        ),
        "facets": facets_of(asked, answer, labels),
        "chips": chips_of(asked, labels),
        "map": map_of(asked, answer.countries, answer.total, language),
        "why": why_of(found, language),
        "meant": meant(asked, answer.suggested),
        "sorts": sorts_of(asked),
        "kept": [pair for pair in asked.pairs() if pair[0] != "q"],
        **_pages(asked, answer.total),
    }


def _pages(asked: Asked, total: int) -> dict[str, Any]:
    last = min(max(1, ceil(total / PAGE_SIZE)), LAST_PAGE)
    return {
        "page": asked.page,
        "pages": last,
        "before": asked.on_page(min(asked.page - 1, last)) if asked.page > 1 else "",
        "after": asked.on_page(asked.page + 1) if asked.page < last else "",
    }


def sorts_of(asked: Asked) -> list[tuple[str, str, bool]]:
    """(name, address, whether it is the present one) of the orders that make sense."""
    names = {NEWEST: _("Newest"), OLDEST: _("Oldest"), TITLE: _("By title")}
    if asked.words:
        names = {RELEVANCE: _("Best match"), **names}
    return [(name, asked.sorted_by(sort), sort == asked.order) for sort, name in names.items()]


def why_of(found: Found, language: str) -> list[str]:
    """Sentences that say how the words were understood; plain text."""
    answer, themes = found.answer, all_themes()
    said = [
        _("Showing results for “%(used)s” instead of “%(typed)s”.") % {"typed": typed, "used": used}
        for typed, used in answer.corrected
    ]
    for words, theme in [(words, themes[code]) for code, words in answer.themes_found if code in themes]:
        others = sorted({label for tongue, label in theme.labels.items() if tongue != language})
        said.append(
            _("“%(words)s” names the theme %(theme)s, so texts in other languages count too: %(others)s.")
            % {"words": words, "theme": theme.label_in(language), "others": ", ".join(others)}
        )
    if answer.required != "all":
        said.append(_("Nothing has all of these words; these have some of them."))
    if found.plain:
        said.append(_("The search is being built. Until then, words are looked for in titles only."))
    return said


def meant(asked: Asked, suggested: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """(likelier word, address that asks for it) where a rare word stands near a frequent one."""
    return [
        (better, replace(asked, page=1, words=asked.words.replace(rare, better)).address())
        for rare, better in suggested
    ]


def heading_of(kind: str, space_name: str) -> str:
    """The list's name: what it lists and where."""
    if not kind:
        return space_name or _("Search")
    plural = str(kind_of(kind).plural)
    return _("%(kind)s of %(space)s") % {"kind": plural, "space": space_name} if space_name else plural


def feed_address(space: str, kind: str, asked: Asked) -> str:
    """The Atom feed of this very question."""
    path = reverse(f"{kind}s-feed", args=[space]) if kind and space else reverse("feed")
    query = "&".join(
        part
        for part in asked.address().lstrip("?").split("&")
        if not part.startswith(("page=", "sort=", "whole="))
    )
    return f"{path}?{query}" if query else path
