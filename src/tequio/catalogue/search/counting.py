"""Counting what a question finds: one by one, and from a sample where very many are found."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Any

import tantivy

from tequio.catalogue.search import schema
from tequio.catalogue.search.matching import Match
from tequio.catalogue.search.query import About

EXACT = 50_000
AT_ONCE = 3 * EXACT  # where no more can be found, finding out first costs as much as counting
WIDE = 60_000  # an estimate of at most `EXACT` records is under it
SAMPLED = 3000
SIZE = (
    400  # values of one column; there are fewer of each in practice, but for the territories below countries
)
NONE = "-"
Columns = Mapping[str, tuple[str, ...]]
Counts = dict[str, Counter[str]]
Buckets = dict[str, list[tuple[str, int]]]
_SCHEMA = schema.build()


def count(
    searcher: tantivy.Searcher,
    match: Match,
    columns: Columns,
    *,
    exact: Collection[str] = (),
    cheap: bool = False,
) -> tuple[int, Counts]:
    """How many records match, and by facet how many carry each of the values of its columns.

    Every record is counted where at most `EXACT` match. Of more, a sample of `SAMPLED` or more is counted and scaled,
    and all numbers are `About`: a tenth of them is then told to within some 10%. Not those of the facets named `exact`,
    though, and not the total and the countries where it is `cheap` to go through all that match.
    """
    every = {column: name for name, some in columns.items() for column in some}
    if match.bound <= AT_ONCE:
        return _exactly(searcher, match, columns, every, {})
    known, found = 0, Buckets()
    if cheap or any(name in exact for name in every.values()):
        sure = [column for column, name in every.items() if name in exact or column == schema.COUNTRY]
        known, found = _counted(searcher, match.asked(), sure)
    rest = [column for column in every if column not in found]
    if 0 < known <= EXACT:
        return _exactly(searcher, match, columns, rest, found)
    total, about = _sampled(searcher, match, rest, known)
    if total <= WIDE and not known:
        return _exactly(searcher, match, columns, rest, found)
    return total, _by_facet(columns, found, about)


def _exactly(
    searcher: tantivy.Searcher, match: Match, columns: Columns, rest: Iterable[str], found: Buckets
) -> tuple[int, Counts]:
    """Count every record in what `found` does not say yet."""
    total, more = _counted(searcher, match.asked(), rest) if match.bound else (0, {})
    return total, _by_facet(columns, found | more, {})


def _by_facet(columns: Columns, found: Buckets, about: Buckets) -> Counts:
    return {name: _values(found, some, int) + _values(about, some, About) for name, some in columns.items()}


def _sampled(
    searcher: tantivy.Searcher, match: Match, columns: Iterable[str], known: int
) -> tuple[int, Buckets]:
    """Count a sample, and a finer one where more was expected; scaled to the total where it is known."""
    tried, share = 0, _share(known or match.bound)
    while share != tried:
        drawn = tantivy.Query.term_query(_SCHEMA, schema.SAMPLE, str(share), index_option="basic")
        some, found = _counted(searcher, match.asked(drawn), columns)
        total = known or About(some * share)
        # Never back to a coarser one.
        tried, share = share, share if total <= WIDE else min(share, _share(total))
    return total, {
        column: [(value, round(number * total / max(1, some))) for value, number in found[column]]
        for column in columns
    }


def _share(number: int) -> int:
    """The coarsest sample in which `SAMPLED` of so many records stand, else the finest: one record in how many."""
    return max(share for share in schema.SAMPLES if number >= share * SAMPLED or share == schema.SAMPLES[0])


def _counted(searcher: tantivy.Searcher, match: tantivy.Query, columns: Iterable[str]) -> tuple[int, Buckets]:
    """One pass. The records without a country are counted too, which gives the number of all for nothing."""
    wanted: dict[str, Any] = {column: {"terms": {"field": column, "size": SIZE}} for column in columns}
    wanted[schema.COUNTRY] = {"terms": {"field": schema.COUNTRY, "size": SIZE, "missing": NONE}}
    found = searcher.aggregate(match, wanted)
    buckets = {
        column: [(str(one["key"]), int(one["doc_count"])) for one in part["buckets"]]
        for column, part in found.items()
    }
    everywhere = sum(number for _value, number in buckets[schema.COUNTRY])
    total = everywhere + int(found[schema.COUNTRY]["sum_other_doc_count"])
    buckets[schema.COUNTRY] = [one for one in buckets[schema.COUNTRY] if one[0] != NONE]
    return total, buckets


def _values(found: Buckets, columns: Iterable[str], kind: type[int]) -> Counter[str]:
    counter: Counter[str] = Counter()
    for column in columns:
        for key, number in found.get(column, ()):
            for value in key.split(schema.BETWEEN) if column in schema.SETS else (key,):
                counter[value] = kind(counter[value] + number)
    return counter
