"""Answering a query: matching, relaxing, ordering, counting facets."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import tantivy

from tequio.catalogue.search import query as asked
from tequio.catalogue.search import schema
from tequio.catalogue.search.clauses import Clause, Must, Reader, Reading, Should, any_of
from tequio.catalogue.search.index import SearchIndex, View, reading, search_index
from tequio.catalogue.search.query import Answer, Query
from tequio.catalogue.search.themes import ThemeLabels

# How many values of a facet are counted at most; there are fewer of each in practice.
SIZES = {"territory": 400, "theme": 200, "year": 150, "country": 300}
SIZE = 60
KEPT = 512
MOST = 0.6
Counts = dict[str, list[tuple[str, int]]]
_SCHEMA = schema.build()
# All records, without the document that holds the ledger's position.
_ALL = tantivy.Query.boolean_query(
    [(Must, tantivy.Query.all_query()), (tantivy.Occur.MustNot, tantivy.Query.exists_query("position"))]
)


def search(query: Query, *, labels: ThemeLabels | None = None, index: SearchIndex | None = None) -> Answer:
    """Answer a query from the index, without the database.

    Raises `SearchUnavailable` if there is no index or it cannot be read.
    """
    view = (index or search_index()).view()
    with reading():
        return _Search(view, query, labels).answer()


@dataclass(frozen=True, slots=True)
class _Counted:
    total: int
    facets: Counts
    countries: dict[str, int]
    required: str


class _Search:
    def __init__(self, view: View, query: Query, labels: ThemeLabels | None) -> None:
        self.view, self.searcher, self.query = view, view.searcher, query
        self.reading = Reader(view.searcher, _SCHEMA, query.language).read(
            query.words, labels, typing=query.typing
        )
        self.filters = [(name, any_of(_SCHEMA, name, values)) for name, values in query.chosen().items()]
        self.fixed = _box(query.box)

    def answer(self) -> Answer:
        counted = self._kept()
        return Answer(
            total=counted.total,
            record_ids=self._ids(counted.required) if counted.total > self.query.offset else [],
            facets=counted.facets,
            countries=counted.countries,
            themes_found=self.reading.themes_found,
            corrected=self.reading.corrected,
            suggested=self.reading.suggested,
            required=counted.required,
            terms=frozenset(self.reading.terms),
        )

    def _kept(self) -> _Counted:
        """Counts are kept with the commit: paging, sorting and the empty query do not count again."""
        key = _key(self.query, self.reading)
        counted: _Counted | None = self.view.counted.get(key)
        if counted is None:
            counted = self._count()
            if len(self.view.counted) >= KEPT:
                self.view.counted.clear()
            self.view.counted[key] = counted
        return counted

    def _count(self) -> _Counted:
        """Count with all words required, then with most, then with any, until something is found."""
        for required in ("all", "most", "any"):
            total, facets = self._aggregate(required)
            if total or len(self._wanted()) < 2:
                break
        for name, _query in self.filters:
            if name in self.query.facets:
                facets |= self._aggregate(required, leave_out=name)[1]
        countries = dict(facets.pop(schema.COUNTRY, []))
        return _Counted(
            total, {name: facets.get(name, []) for name in self.query.facets}, countries, required
        )

    def _aggregate(self, required: str, *, leave_out: str = "") -> tuple[int, Counts]:
        """Count the facets without a filter of their own; or the one whose filter is left out."""
        filtered = [name for name, _query in self.filters]
        names = [leave_out] if leave_out else [name for name in self.query.facets if name not in filtered]
        if self.query.countries and not leave_out:
            names.append(schema.COUNTRY)
        wanted: dict[str, Any] = {
            name: {"terms": {"field": name, "size": SIZES.get(name, SIZE)}} for name in names
        }
        wanted["total"] = {"value_count": {"field": "record"}}
        found = self.searcher.aggregate(self._match(required, leave_out), wanted)
        return int(found["total"]["value"]), {name: _counts(found[name]) for name in names}

    def _ids(self, required: str) -> list[int]:
        by_relevance = bool(self.reading.units) and self.query.sort not in asked.FIXED_ORDERS
        match = self._ranked(required) if by_relevance else self._match(required)
        order = {} if by_relevance else self._order()
        hits = self.searcher.search(
            match, self.query.size, count=False, offset=self.query.offset, **order
        ).hits
        found = self.searcher.fast_field_values("record", [address for _score, address in hits])
        return [int(record) for record in found if record is not None]

    def _wanted(self) -> list[tantivy.Query]:
        units = self.reading.units
        return [unit.match for unit in units if not unit.optional] or [unit.match for unit in units]

    def _match(self, required: str, leave_out: str = "") -> tantivy.Query:
        return _one(self._filtered(leave_out) + _required(self._wanted(), required))

    def _ranked(self, required: str) -> tantivy.Query:
        units = self.reading.units
        wanted = [unit.rank for unit in units if not unit.optional]
        extra = [unit.rank for unit in units if unit.optional]
        if not wanted:
            wanted, extra = extra, []
        return _one(self._filtered() + _required(wanted, required) + [(Should, rank) for rank in extra])

    def _filtered(self, leave_out: str = "") -> list[Clause]:
        filters = [(Must, found) for name, found in self.filters if name != leave_out]
        return filters + [(Must, found) for found in self.fixed]

    def _order(self) -> dict[str, Any]:
        if self.query.sort == asked.TITLE:
            return {
                "order_by_field": schema.title_order(self.query.language),
                "order": tantivy.Order.Asc,
            }
        oldest = self.query.sort == asked.OLDEST
        return {"order_by_field": "published", "order": tantivy.Order.Asc if oldest else tantivy.Order.Desc}


def _required(queries: Sequence[tantivy.Query], required: str) -> list[Clause]:
    if required == "all" or len(queries) < 2:
        return [(Must, found) for found in queries]
    least = math.ceil(MOST * len(queries)) if required == "most" else 1
    some = tantivy.Query.boolean_query(
        [(Should, found) for found in queries], minimum_number_should_match=least
    )
    return [(Must, some)]


def _one(clauses: list[Clause]) -> tantivy.Query:
    if not clauses:
        return _ALL
    return clauses[0][1] if len(clauses) == 1 else tantivy.Query.boolean_query(clauses)


def _box(box: tuple[float, float, float, float] | None) -> list[tantivy.Query]:
    if box is None:
        return []
    south, west, north, east = (float(side) for side in box)
    number = tantivy.FieldType.Float
    ranges = [
        tantivy.Query.range_query(_SCHEMA, name, number, low, high)
        for name, low, high in (("lat", south, north), ("lon", west, east))
    ]
    return [tantivy.Query.const_score_query(one, 0.0) for one in ranges]


def _counts(found: dict[str, Any]) -> list[tuple[str, int]]:
    counts = [(str(bucket["key"]), int(bucket["doc_count"])) for bucket in found["buckets"]]
    return sorted(counts, key=lambda count: (-count[1], count[0]))


def _key(query: Query, read: Reading) -> object:
    filters = tuple((name, tuple(sorted(values))) for name, values in query.chosen().items())
    counted = (query.words, query.language, query.typing, query.facets, query.countries, query.box)
    return (*counted, filters, tuple(read.themes_found))
