"""The lines of facets, notes and tables as HTML: a page has hundreds, too many for the template engine to be quick."""

from collections.abc import Collection, Iterable
from html import escape
from typing import Protocol

from django.utils.safestring import SafeString

from tequio.catalogue.numbers import spoken
from tequio.catalogue.search.highlight import highlight


class Line(Protocol):
    """A value that leads somewhere, with how many are there."""

    @property
    def name(self) -> str: ...
    @property
    def count(self) -> int: ...
    @property
    def url(self) -> str: ...
    @property
    def chosen(self) -> bool: ...
    @property
    def lang(self) -> str: ...


def facet_lines(values: Iterable[Line]) -> SafeString:
    """The items of one facet; names and addresses are escaped here."""
    return SafeString("".join(map(_facet_line, values)))


def _facet_line(value: Line) -> str:
    here = ' aria-current="true"' if value.chosen else ""
    lang = f' lang="{escape(value.lang)}"' if value.lang else ""
    return (
        f'<li><a href="{escape(value.url)}" rel="nofollow"{here}>'
        f"<span{lang}>{escape(value.name)}</span> <span>{escape(spoken(value.count))}</span></a></li>"
    )


def table_lines(rows: Iterable[tuple[str, int, str]]) -> SafeString:
    """The rows of a table of (name, count, address); names and addresses are escaped here."""
    return SafeString(
        "".join(
            f'<tr><td><a href="{escape(url)}" rel="nofollow">{escape(name)}</a></td><td class="number">{escape(spoken(count))}</td></tr>'
            for name, count, url in rows
        )
    )


def notes_line(notes: Iterable[object]) -> SafeString:
    """What is noted beside a record, each in a span; escaped here."""
    return SafeString("".join(f"<span>{escape(str(note))}</span>" for note in notes if note))


def marked(text: str, terms: Collection[str], language: str) -> SafeString:
    """Escape a text and mark the words that were asked for."""
    if not terms:
        return SafeString(escape(text))
    parts = highlight(text, terms, language, width=None)
    return SafeString(
        "".join(f"<mark>{escape(part)}</mark>" if asked else escape(part) for part, asked in parts)
    )
