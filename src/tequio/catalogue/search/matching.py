"""What a record must hold, kept as parts, so that the same can be asked of all records or of a sample of them."""

from collections.abc import Sequence
from dataclasses import dataclass

import tantivy

Must, Should, MustNot = tantivy.Occur.Must, tantivy.Occur.Should, tantivy.Occur.MustNot
Clause = tuple[tantivy.Occur, tantivy.Query]


@dataclass(frozen=True, slots=True)
class Match:
    """One query of the index, or parts of which at least so many must hold.

    `bound` is a number of records that it does not exceed, known without searching.
    """

    bound: int
    query: tantivy.Query | None = None
    parts: tuple["Match", ...] = ()
    least: int = 1

    def asked(self, sample: tantivy.Query | None = None) -> tantivy.Query:
        """The index's query; among a sample, each term is cut down to it first, since joining long lists costs most."""
        if self.query is not None:
            return self.query if sample is None else all_of([self.query, sample])
        parts = [part.asked(sample) for part in self.parts]
        if self.least == len(parts):
            return all_of(parts)
        if self.least == 1:
            return some_of(parts)
        each: list[Clause] = [(Should, part) for part in parts]
        return tantivy.Query.boolean_query(each, minimum_number_should_match=self.least)


def one(query: tantivy.Query, bound: int) -> Match:
    """A condition that the index answers by one query, of at most so many records."""
    return Match(bound, query)


def both(parts: Sequence[Match]) -> Match:
    """All of these must hold."""
    if len(parts) == 1:
        return parts[0]
    return Match(min((part.bound for part in parts), default=0), None, tuple(parts), len(parts))


def either(parts: Sequence[Match], least: int = 1) -> Match:
    """At least so many of these must hold; of none nothing does."""
    if len(parts) == 1:
        return parts[0]
    return Match(sum(part.bound for part in parts) // least, None, tuple(parts), least)


def all_of(queries: Sequence[tantivy.Query]) -> tantivy.Query:
    """A query that asks for all of these."""
    if len(queries) == 1:
        return queries[0]
    return tantivy.Query.boolean_query([(Must, query) for query in queries])


def some_of(queries: Sequence[tantivy.Query]) -> tantivy.Query:
    """A query that asks for at least one of these; of none it finds nothing."""
    if len(queries) == 1:
        return queries[0]
    return tantivy.Query.boolean_query([(Should, query) for query in queries])
