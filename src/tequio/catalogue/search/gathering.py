"""Gathering what records bring to the index, many at a time."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from django.db.models import F

from tequio.catalogue.kinds import Facts, kind_of
from tequio.catalogue.records.models import Record, Text
from tequio.catalogue.search.document import SearchDocument
from tequio.catalogue.showings.queries import showing_spaces
from tequio.catalogue.templates.queries import all_templates
from tequio.ground.territories.queries import places_of
from tequio.ground.themes.queries import all_themes

SAID_IN = ("en", "es", "fr", "pt")
"""Languages in which a record is found by the name of its country."""


def documents_of(record_ids: Sequence[int]) -> Iterator[SearchDocument]:
    """What the published ones of these records bring to the index: seven queries and those of the kinds' facts.

    Everybody may read a published record, and nobody may find another one, nor by what only some may read.
    """
    rows = Record.objects.filter(pk__in=record_ids, visibility="published")
    records = list(rows.select_related("space", "territory").annotate(template=F("answers__template")))
    texts = _texts(record_ids, _kept_back(records))
    themes, facts = _themes(record_ids), _facts(records)
    paths = {record.pk: _path(record) for record in records}
    places = places_of(sorted({code for path in paths.values() for code in path}))
    elsewhere = showing_spaces(record_ids)
    for record in records:
        path = paths[record.pk]
        own = themes[record.pk]
        fact = facts.get(record.pk, Facts())
        said = sorted(texts[record.pk], key=lambda text: text[0] != record.original_language)
        small = [
            places[code] for code in path if code in places and places[code].level not in ("world", "region")
        ]
        names = [(language, place.name_in(language)) for place in small for language in SAID_IN]
        yield SearchDocument(
            record.pk,
            record.kind,
            record.space.slug,
            said,
            record.published or record.created,
            territories=path,
            themes=own,
            broader=sorted({above for code in own for above in _above(code)}.difference(own)),
            languages=[language for language, _title, _rest in said],
            spheres=fact.spheres,
            maturity=fact.maturity,
            year=fact.year,
            lat=record.lat,
            lon=record.lon,
            country=next((place.code for place in small if place.level == "country"), ""),
            also=[(record.original_language, record.place), *names],
            shown_in=elsewhere.get(record.pk, ()),
        )


def _kept_back(records: Sequence[Record]) -> dict[int, frozenset[str]]:
    """The sections of each record that are not for everybody: at most one query, mostly none."""
    numbers = {record.pk: record.template for record in records if record.template}  # type: ignore[attr-defined]
    if not set(numbers.values()) <= all_templates().keys():
        all_templates.forget()
    templates = all_templates()
    keys = {
        number: frozenset(field.key for field in templates[number].questions if field.audience != "public")
        for number in set(numbers.values())
    }
    return {record: keys[number] for record, number in numbers.items()}


def _texts(
    record_ids: Sequence[int], kept_back: Mapping[int, frozenset[str]]
) -> dict[int, list[tuple[str, str, str]]]:
    found: dict[int, list[tuple[str, str, str]]] = defaultdict(list)
    rows = Text.objects.filter(record__in=record_ids).order_by("record_id", "id")
    for record, language, title, summary, sections in rows.values_list(
        "record_id", "language", "title", "summary", "sections"
    ):
        left_out = kept_back.get(record, frozenset())
        said = [str(prose) for key, prose in sections.items() if key not in left_out]
        found[record].append((language, title, "\n".join([summary, *said])))
    return found


def _themes(record_ids: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = Record.themes.through.objects.filter(record__in=record_ids).order_by(
        "record_id", "theme__position"
    )
    for record, code in rows.values_list("record_id", "theme__code"):
        found[record].append(code)
    return found


def _above(code: str) -> list[str]:
    """Codes of the themes above one."""
    themes, found = all_themes(), []
    theme = themes.get(code)
    while theme and theme.parent and theme.parent.code not in found:
        found.append(theme.parent.code)
        theme = themes.get(theme.parent.code)
    return found


def _path(record: Record) -> list[str]:
    return [code for code in record.territory.path.split("/") if code] if record.territory else []


def _facts(records: Sequence[Record]) -> dict[int, Facts]:
    found: dict[int, Facts] = {}
    for kind, some in groupby(sorted(records, key=lambda record: record.kind), lambda record: record.kind):
        found |= kind_of(kind).facts([record.pk for record in some])
    return found
