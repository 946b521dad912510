"""Answering a query: matching, relaxing, ordering, counting facets."""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import tantivy

from tequio.catalogue.search import counting, schema
from tequio.catalogue.search import query as asked
from tequio.catalogue.search.clauses import Reader, Reading, Unit, any_of, titled
from tequio.catalogue.search.counting import Columns, Counts, count
from tequio.catalogue.search.index import STATE, SearchIndex, View, reading, search_index
from tequio.catalogue.search.matching import Clause, Match, Must, MustNot, Should, both, either, one
from tequio.catalogue.search.query import Answer, Query
from tequio.catalogue.search.themes import ThemeLabels

REQUIRED = ("all", "most", "any")
KEPT = 512
MOST = 0.6
LONG = 6  # words
_SCHEMA = schema.build()
# All records, without the document that holds the ledger's position.
_ALL = tantivy.Query.boolean_query(
    [(Must, tantivy.Query.all_query()), (MustNot, tantivy.Query.term_query(_SCHEMA, "state", STATE))]
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
        self.filters = [
            (name, any_of(view.searcher, _SCHEMA, name, values)) for name, values in query.chosen().items()
        ]
        self.fixed = [one(side, view.searcher.num_docs) for side in _box(query.box)]

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
            total, facets = self._facets(required, self._columns())
            if total or len(self._wanted()) < 2:
                break
        for name in self._filtered_facets():
            own = self._facets(required, {name: schema.COLUMNS[name]}, leave_out=name)[1]
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

    def _facets(self, required: str, columns: Columns, *, leave_out: str = "") -> tuple[int, Counts]:
        match = self._match(required, leave_out)
        return count(self.searcher, match, columns, exact=self.query.exact, cheap=self._cheap())

    def _cheap(self) -> bool:
        """Whether going through all that matches is quick: one list, not several that have to be joined."""
        units = self.reading.units
        return not units or (len(units) == 1 and units[0].plain and not self.query.restricted)

    def _ids(self, required: str) -> list[int]:
        hits = self._hits(required)
        found = self.searcher.fast_field_values("record", [address for _score, address in hits])
        return [int(record) for record in found if record is not None]

    def _hits(self, required: str) -> list[Any]:
        """The page asked for, in order: (order, address)."""
        size, offset = self.query.size, self.query.offset
        if not self.reading.units or self.query.sort in asked.FIXED_ORDERS:
            match = self._match(required).asked()
            return self._found(match, size, offset, **self._order()).hits
        title = titled(self._wanted()) if required == "all" else None
        if title is None or self._match(required).bound <= counting.EXACT:
            return self._found(self._ranked(required), size, offset).hits
        # Joining and scoring long lists costs most; titles are short, and what they say outweighs the texts anyway.
        first = _one([*self._filtered(), (Must, title)])
        found = self._found(first, size, offset, count=True)
        if len(found.hits) == size:
            return found.hits
        rest = _one([(Must, self._ranked(required)), (MustNot, first)])
        return found.hits + self._found(rest, size - len(found.hits), max(0, offset - found.count)).hits

    def _found(
        self, query: tantivy.Query, size: int, offset: int, *, count: bool = False, **order: Any
    ) -> Any:
        return self.searcher.search(query, size, count=count, offset=offset, **order)

    def _wanted(self) -> list[Unit]:
        """What a record must hold: in a long question only its rarer words, if there are some."""
        units = self.reading.units
        wanted = [unit for unit in units if not unit.optional] or units
        rare = [unit for unit in wanted if unit.match.bound * 4 < self.searcher.num_docs]
        return rare if len(wanted) > LONG and len(rare) >= LONG / 2 else wanted

    def _match(self, required: str, leave_out: str = "") -> Match:
        units = [unit.match for unit in self._wanted()]
        parts = [found for name, found in self.filters if name != leave_out] + self.fixed
        parts += units if required == "all" else [either(units, _least(len(units), required))]
        return both(parts) if parts else one(_ALL, self.searcher.num_docs)

    def _ranked(self, required: str) -> tantivy.Query:
        units = self.reading.units
        wanted = self._wanted()
        extra: list[Clause] = [(Should, unit.rank) for unit in units if unit not in wanted]
        return _one(self._filtered() + _required([unit.rank for unit in wanted], required) + extra)

    def _filtered(self) -> list[Clause]:
        """The filters, without influence on the order."""
        parts = [found for _name, found in self.filters] + self.fixed
        return [(Must, tantivy.Query.const_score_query(part.asked(), 0.0)) for part in parts]

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
    each: list[Clause] = [(Should, found) for found in queries]
    least = _least(len(queries), required)
    return [(Must, tantivy.Query.boolean_query(each, minimum_number_should_match=least))]


def _least(words: int, required: str) -> int:
    return words if required == "all" else math.ceil(MOST * words) if required == "most" else 1


def _one(clauses: list[Clause]) -> tantivy.Query:
    if not clauses:
        return _ALL
    return clauses[0][1] if len(clauses) == 1 else tantivy.Query.boolean_query(clauses)


def _box(box: tuple[float, float, float, float] | None) -> list[tantivy.Query]:
    if box is None:
        return []
    south, west, north, east = (float(side) for side in box)
    number = tantivy.FieldType.Float
    return [
        tantivy.Query.range_query(_SCHEMA, name, number, low, high)
        for name, low, high in (("lat", south, north), ("lon", west, east))
    ]


def _ordered(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda count: (-count[1], count[0]))


def _key(query: Query, read: Reading) -> object:
    filters = tuple((name, tuple(sorted(values))) for name, values in query.chosen().items())
    counted = (
        query.words,
        query.language,
        query.typing,
        query.facets,
        query.exact,
        query.countries,
        query.box,
    )
    return (*counted, filters, tuple(read.themes_found))
