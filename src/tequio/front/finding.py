"""Finding records: by the search engine, and without it by a plain list."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from tequio.catalogue.records.access import visible_to
from tequio.catalogue.records.models import Record
from tequio.catalogue.search.answering import search
from tequio.catalogue.search.following import theme_labels
from tequio.catalogue.search.index import SearchUnavailable, search_index
from tequio.catalogue.search.query import OLDEST, PAGE_SIZE, Answer, Query
from tequio.catalogue.search.schema import FACETS
from tequio.front.asked import Asked
from tequio.ground.spaces.standing import VISITOR


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a question. `plain`: the engine was not there, so words were looked for in titles only."""

    answer: Answer
    plain: bool = False


def find(
    asked: Asked,
    language: str,
    *,
    size: int = PAGE_SIZE,
    facets: Sequence[str] = FACETS,
    exact: Sequence[str] = (),
    countries: bool = True,
) -> Found:
    """Answer from the index without a query; from the database (two queries) when there is no index.

    Only these facets are counted, and none that the path has set; the `exact` ones in every record.
    """
    wanted = Query(
        asked.words,
        asked.filters,
        asked.order,
        asked.page,
        size,
        language,
        facets=tuple(facet for facet in facets if facet not in asked.fixed),
        exact=tuple(exact),
        countries=countries,
    )
    try:
        return Found(search(wanted, labels=theme_labels()))
    except SearchUnavailable:
        return Found(plain_list(asked, size=size), plain=True)


def plain_list(asked: Asked, *, size: int) -> Answer:
    """The newest published records that match, without facets: two queries."""
    rows = Record.objects.filter(visible_to(VISITOR), *_matching(asked)).distinct()
    total = rows.count()
    order = ("published", "id") if asked.order == OLDEST else ("-published", "-id")
    start = (asked.page - 1) * size
    ids = list(rows.order_by(*order).values_list("id", flat=True)[start : start + size])
    return Answer(
        total=total,
        record_ids=ids,
        facets={},
        countries={},
        themes_found=[],
        corrected=[],
        suggested=[],
        required="all",
        terms=frozenset(),
    )


_FIELDS = {
    "kind": "kind__in",
    "theme": "themes__code__in",
    "language": "texts__language__in",
    "maturity": "practice__maturity__in",
}


def _matching(asked: Asked) -> list[Q]:
    filters = asked.filters
    found = [Q(**{_FIELDS[name]: values}) for name, values in filters.items() if name in _FIELDS]
    if slugs := filters.get("space"):
        found.append(Q(space__slug__in=slugs) | Q(showings__space__slug__in=slugs))
    if years := [int(year) for year in filters.get("year", ()) if re.fullmatch("[0-9]{4}", year)]:
        found.append(Q(practice__since__in=years))
    if places := filters.get("territory"):
        inside = Q()
        for code in places:
            inside |= Q(territory__path__contains=f"/{code}/")
        found.append(inside)
    return found + [Q(texts__title__icontains=word) for word in asked.words.split()]


def index_state() -> object:
    """What changes when the engine sees something new; compared by value, None without an index."""
    try:
        return search_index().state()
    except SearchUnavailable:
        return None
