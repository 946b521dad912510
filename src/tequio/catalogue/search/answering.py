"""Answering a query: matching, relaxing, ordering, counting facets."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import tantivy

from tequio.catalogue.search import query as asked
from tequio.catalogue.search import schema
from tequio.catalogue.search.clauses import Clause, Must, MustNot, Reader, Reading, Should, Unit, any_of
from tequio.catalogue.search.index import SearchIndex, View, reading, search_index
from tequio.catalogue.search.query import Answer, Query
from tequio.catalogue.search.themes import ThemeLabels

SIZE = (
    400  # values of one column; there are fewer of each in practice, but for the territories below countries
)
REQUIRED = ("all", "most", "any")
KEPT = 512
MOST = 0.6
LONG = 6  # words
Counts = dict[str, Counter[str]]
Columns = dict[str, tuple[str, ...]]
Found = tuple[int, Counts, bool]
_SCHEMA = schema.build()
# All records, without the document that holds the ledger's position.
_ALL = tantivy.Query.boolean_query(
    [(Must, tantivy.Query.all_query()), (MustNot, tantivy.Query.exists_query("position"))]
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
    facets: dict[str, list[tuple[str, int]]]
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
        self.hits: dict[str, Any] = {}

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
        for required in REQUIRED:
            total, facets = self._aggregate(required, self._columns())
            if total or len(self._wanted()) < 2:
                break
        for name in self._filtered_facets():
            own = self._aggregate(required, {name: schema.COLUMNS[name]}, leave_out=name)[1]
            facets = {**facets, name: own[name] + facets.get(name, Counter())}
        countries = dict(facets.get(schema.COUNTRY, {}))
        ordered = {name: _ordered(facets.get(name, Counter())) for name in self.query.facets}
        return _Counted(total, ordered, countries, required)

    def _filtered_facets(self) -> list[str]:
        return [name for name, _query in self.filters if name in self.query.facets]

    def _columns(self) -> Columns:
        """What to count under all filters: the facets without a filter, and what lies below filtered territories."""
        filtered = self._filtered_facets()
        columns = {name: schema.COLUMNS[name] for name in self.query.facets if name not in filtered}
        if "territory" in filtered:
            columns["territory"] = (schema.BELOW,)
        if self.query.countries:
            columns[schema.COUNTRY] = (schema.COUNTRY,)
        return columns

    def _aggregate(self, required: str, columns: Columns, *, leave_out: str = "") -> tuple[int, Counts]:
        match = self._match(required, leave_out)
        if not self.query.restricted and not self.reading.units:
            return self._everything(columns)[:2]
        if not self.query.restricted and self._may_be_most():
            return self._by_complement(match, columns, self._hits(required).count)
        total, counts, _whole = self._terms(match, columns)
        return total, counts

    def _may_be_most(self) -> bool:
        wanted = self._wanted()
        return bool(wanted) and min(unit.bound for unit in wanted) > self.searcher.num_docs / 2

    def _by_complement(self, match: tantivy.Query, columns: Columns, matching: int) -> tuple[int, Counts]:
        """Count what most records match by what the others have: exact, and half the work at most."""
        others = tantivy.Query.boolean_query([(Must, tantivy.Query.all_query()), (MustNot, match)])
        if matching > self.searcher.num_docs / 2:
            total, every, whole = self._everything(columns)
            less, few, also_whole = self._terms(others, columns)
            if whole and also_whole:
                return total - less, {name: every[name] - few[name] for name in columns}
        return self._terms(match, columns)[:2]

    def _everything(self, columns: Columns) -> Found:
        key = tuple(columns.items())
        found: Found | None = self.view.everything.get(key)
        if found is None:
            found = self.view.everything[key] = self._terms(tantivy.Query.all_query(), columns)
        return found

    def _terms(self, match: tantivy.Query, columns: Columns) -> Found:
        """Total, counts by facet, and whether no column had more values than are counted."""
        wanted: dict[str, Any] = {
            column: {"terms": {"field": column, "size": SIZE}}
            for names in columns.values()
            for column in names
        }
        wanted["total"] = {"value_count": {"field": "record"}}
        found = self.searcher.aggregate(match, wanted)
        total = int(found.pop("total")["value"])
        whole = not any(part["sum_other_doc_count"] for part in found.values())
        return total, {name: _counter(found, names) for name, names in columns.items()}, whole

    def _ids(self, required: str) -> list[int]:
        hits = self._hits(required).hits
        found = self.searcher.fast_field_values("record", [address for _score, address in hits])
        return [int(record) for record in found if record is not None]

    def _hits(self, required: str) -> Any:
        """The page asked for, in order, and how many records match; searched once."""
        if required not in self.hits:
            by_relevance = bool(self.reading.units) and self.query.sort not in asked.FIXED_ORDERS
            match = self._ranked(required) if by_relevance else self._match(required)
            order = {} if by_relevance else self._order()
            self.hits[required] = self.searcher.search(
                match, self.query.size, count=self._may_be_most(), offset=self.query.offset, **order
            )
        return self.hits[required]

    def _wanted(self) -> list[Unit]:
        """What a record must hold: in a long question only its rarer words, if there are some."""
        units = self.reading.units
        wanted = [unit for unit in units if not unit.optional] or units
        rare = [unit for unit in wanted if unit.bound * 4 < self.searcher.num_docs]
        return rare if len(wanted) > LONG and len(rare) >= LONG / 2 else wanted

    def _match(self, required: str, leave_out: str = "") -> tantivy.Query:
        return _one(self._filtered(leave_out) + _required([unit.match for unit in self._wanted()], required))

    def _ranked(self, required: str) -> tantivy.Query:
        units = self.reading.units
        wanted = self._wanted()
        extra: list[Clause] = [(Should, unit.rank) for unit in units if unit not in wanted]
        return _one(self._filtered() + _required([unit.rank for unit in wanted], required) + extra)

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


def _counter(found: dict[str, Any], columns: Sequence[str]) -> Counter[str]:
    counter: Counter[str] = Counter()
    for column in columns:
        for bucket in found[column]["buckets"]:
            key, number = str(bucket["key"]), int(bucket["doc_count"])
            for value in key.split(schema.BETWEEN) if column in schema.SETS else (key,):
                counter[value] += number
    return counter


def _ordered(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda count: (-count[1], count[0]))


def _key(query: Query, read: Reading) -> object:
    filters = tuple((name, tuple(sorted(values))) for name, values in query.chosen().items())
    counted = (query.words, query.language, query.typing, query.facets, query.countries, query.box)
    return (*counted, filters, tuple(read.themes_found))
