"""Records as a list shows them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tequio.catalogue.kinds import kind_of
from tequio.catalogue.lines import marked, notes_line
from tequio.catalogue.records.models import Record
from tequio.catalogue.records.queries import Named, named
from tequio.catalogue.records.reading import name_of
from tequio.front.queries import spaces
from tequio.ground.territories.queries import large_places
from tequio.ground.themes.queries import all_themes
from tequio.know.actors.models import Actor
from tequio.know.practices.models import Practice

SECTORS = dict(Actor.Sector.choices)
MATURITIES = dict(Practice.Maturity.choices)


@dataclass(frozen=True, slots=True)
class Card:
    """One record, ready to print: title, summary and notes are HTML, with the words that were asked for marked."""

    label: str
    verb: str
    url: str
    language: str
    title: str
    summary: str
    notes: str
    why: str


def cards_of(
    record_ids: Sequence[int],
    language: str,
    *,
    terms: Collection[str] = frozenset(),
    themes_found: Collection[str] = (),
    kinds: bool = True,
    home: str = "",
) -> list[Card]:
    """The published ones among these records, in the same order: one query, two to say why they were found.

    `kinds` says on each card what it is; not needed where all are the same. `home` is the slug of the space that the
    list is of: a record that belongs to another one says so.
    """
    names = named(record_ids, language, summaries=True, beside=_SAYS)
    why = _why(list(names), themes_found, language) if themes_found else {}
    return [
        _card(names[record], language, terms, why.get(record, ""), kinds=kinds, home=home)
        for record in record_ids
        if record in names
    ]


_SAYS = (
    "record__place",
    "record__territory__path",
    "record__territory__names",
    "record__practice__maturity",
    "record__practice__since",
    "record__actor__sector",
)


def _card(record: Named, language: str, terms: Collection[str], why: str, *, kinds: bool, home: str) -> Card:
    place, path, names, maturity, since, sector = record.beside
    kind = kind_of(record.kind)
    tongues = ", ".join(name_of(code) for code in record.languages) if record.languages != (language,) else ""
    notes = (
        _place(place, path, names, language),
        since,
        MATURITIES.get(maturity),
        SECTORS.get(sector),
        tongues,
        _elsewhere(record.space, home, language),
    )
    return Card(
        str(kind.label) if kinds else "",
        kind.verb,
        record.url,
        record.language,
        marked(record.title, terms, record.language),
        marked(record.summary, terms, record.language),
        notes_line(notes),
        why if record.language != language else "",
    )


def _elsewhere(slug: str, home: str, language: str) -> str:
    """Where a record belongs that another space shows."""
    if not home or slug == home or slug not in spaces():
        return ""
    return _("from %(space)s") % {"space": spaces()[slug].name_in(language)}


def _place(place: str, path: str | None, names: Mapping[str, str] | None, language: str) -> str:
    """The place in words and its country; the territory's own name where nobody wrote one."""
    country = next(
        (
            found.name_in(language)
            for code in reversed((path or "").strip("/").split("/"))
            if (found := large_places().get(code)) and found.level == "country"
        ),
        "",
    )
    own = (
        place or (names and (names.get(language) or names.get("en") or next(iter(names.values()), ""))) or ""
    )
    return ", ".join(dict.fromkeys(part for part in (own, country) if part))


def _why(record_ids: Sequence[int], themes_found: Collection[str], language: str) -> dict[int, str]:
    """Which of the themes that the words name each record is about: one query."""
    pairs = Record.themes.through.objects.filter(
        record__in=record_ids, theme__code__in=list(themes_found)
    ).values_list("record_id", "theme__code")
    themes = all_themes()
    return {record: themes[code].label_in(language) for record, code in pairs if code in themes}
