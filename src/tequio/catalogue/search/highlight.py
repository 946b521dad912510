"""Marking a query's words in a text, and choosing the window of the text where most of them stand."""

from collections.abc import Collection, Iterator

from tequio.catalogue.search.analyzer import language_of, terms
from tequio.kit.words import words

WIDTH = 220
ELLIPSIS = "…"
Part = tuple[str, bool]
Span = tuple[int, int, frozenset[str]]


def highlight(text: str, marked: Collection[str], language: str, *, width: int | None = WIDTH) -> list[Part]:
    """Cut a text into parts, each with whether it is a word that the query asked for.

    `marked` is the answer's `terms`. Plain strings come back, so the template escapes them as it does any other. A
    `width` in characters chooses the best window; None keeps the whole text.
    """
    spans = list(_spans(text, marked, language_of(language)))
    start, end = (0, len(text)) if width is None or len(text) <= width else _window(text, spans, width)
    parts: list[Part] = [(ELLIPSIS, False)] if start else []
    at = start
    for first, last, _found in spans:
        if start <= first and last <= end:
            parts += [(text[at:first], False), (text[first:last], True)]
            at = last
    parts.append((text[at:end], False))
    if end < len(text):
        parts.append((ELLIPSIS, False))
    return [part for part in parts if part[0]]


def _spans(text: str, marked: Collection[str], language: str) -> Iterator[Span]:
    if not marked:
        return
    at = 0
    for word in words(text):
        first = text.index(word, at)
        at = first + len(word)
        found = frozenset(terms(word, language)).intersection(marked)
        if found:
            yield first, at, found


def _window(text: str, spans: list[Span], width: int) -> tuple[int, int]:
    """The window with most different words, then most words, then the first."""
    best, start = (0, 0), 0
    for place, (first, _last, _found) in enumerate(spans):
        inside = [found for _first, last, found in spans[place:] if last <= first + width * 3 // 4]
        worth = (len(frozenset().union(*inside)), len(inside))
        if worth > best:
            best, start = worth, first
    start = _word_start(text, max(0, start - width // 4))
    end = start + width
    if end >= len(text):
        return _word_start(text, max(0, len(text) - width)), len(text)
    space = text.rfind(" ", start, end)
    return start, space if space > start else end


def _word_start(text: str, at: int) -> int:
    if at == 0:
        return 0
    space = text.find(" ", at)
    return space + 1 if 0 <= space < at + 40 else at
