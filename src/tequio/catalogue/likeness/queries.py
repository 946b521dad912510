"""Finding published records that may be the same as another."""

from collections.abc import Sequence
from dataclasses import dataclass

from tequio.catalogue.kinds import kind_of
from tequio.catalogue.likeness.rules import OTHER, SAME, Sketch, judged, without_years
from tequio.catalogue.records.models import Text
from tequio.catalogue.records.rules import PUBLISHED, best_language
from tequio.catalogue.search.answering import search
from tequio.catalogue.search.index import SearchUnavailable
from tequio.catalogue.search.query import Query

MOST = 40
WORDS = 3


@dataclass(frozen=True, slots=True)
class Like:
    """A record that is like another: `verdict` is `same` or `series`; one that waits has no page for readers yet."""

    record_id: int
    public_id: str
    title: str
    language: str
    place: str
    year: int | None
    verdict: str
    waits: bool = False


def published_like(mine: Sketch, *, kind: str, leave_out: int, language: str) -> list[Like]:
    """List published records like this one, the likely same first: three queries at most, and one without an index."""
    ids = [pk for pk in candidates(mine, kind, language) if pk != leave_out][: 2 * MOST]
    if not ids:
        return []
    years = {pk: facts.year for pk, facts in kind_of(kind).facts(ids).items()}
    texts: dict[int, dict[str, Text]] = {}
    rows = Text.objects.filter(record__in=ids, record__visibility=PUBLISHED, record__kind=kind)
    for text in rows.select_related("record__territory").defer("sections", "summary"):
        texts.setdefault(text.record_id, {})[text.language] = text
    found = [_judged(mine, its, years.get(pk), language) for pk, its in texts.items()]
    return sorted(
        (like for like in found if like.verdict != OTHER), key=lambda like: (like.verdict != SAME, like.title)
    )


def _judged(mine: Sketch, texts: dict[str, Text], year: int | None, language: str) -> Like:
    record = next(iter(texts.values())).record
    territory = record.territory
    its = Sketch(
        [text.title for text in texts.values()], territory.code if territory else "", record.place, year
    )
    shown = texts[best_language(texts, language, record.original_language)]
    place = record.place or (territory.name_in(language) if territory else "")
    verdict = judged(mine, its)
    return Like(record.pk, record.public_id, shown.title, shown.language, place, year, verdict)


def candidates(mine: Sketch, kind: str, language: str) -> Sequence[int]:
    """The records worth judging: what the index finds for the title, and for its longest words in the same territory."""
    title = without_years(next(iter(mine.titles), "")).split("-")
    longest = sorted(title, key=len)[-WORDS:]
    if not any(longest):
        return []
    try:
        whole = _found(title, {"kind": [kind]}, language)
        there = _found(longest, {"kind": [kind], "territory": [mine.territory]}, language)
    except SearchUnavailable:
        return _without_index(mine, kind, longest[-1])
    return list(dict.fromkeys([*whole, *there]))


def _found(words: Sequence[str], filters: dict[str, list[str]], language: str) -> list[int]:
    asked = {name: values for name, values in filters.items() if all(values)}
    query = Query(" ".join(words), asked, size=MOST, language=language, facets=(), countries=False)
    return search(query).record_ids


def _without_index(mine: Sketch, kind: str, word: str) -> list[int]:
    """The newest records of the same territory whose title has its longest word: one query."""
    rows = Text.objects.filter(record__kind=kind, record__visibility=PUBLISHED, slug__contains=word)
    if mine.territory:
        rows = rows.filter(record__territory__path__contains=f"/{mine.territory[:2]}/")
    return list(rows.order_by("-record_id").values_list("record_id", flat=True)[:MOST])
