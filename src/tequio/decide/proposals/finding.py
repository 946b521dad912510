"""Which proposals a question means, how many of each sort, and those of one page: one query, whatever their number."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from typing import Any, NamedTuple

from django.db.models import QuerySet

from tequio.catalogue.records.models import Text
from tequio.catalogue.search.answering import search
from tequio.catalogue.search.index import SearchUnavailable
from tequio.catalogue.search.query import Query
from tequio.decide.budgets.models import Budget
from tequio.decide.budgets.rules import PRICES_PUBLIC
from tequio.decide.proposals.access import written_by
from tequio.decide.proposals.asked import RANDOM, SUPPORTED, Asked
from tequio.decide.proposals.models import Proposal
from tequio.decide.proposals.parts import NONE, Parts, parts_of
from tequio.decide.proposals.queries import proposals_of
from tequio.ground.spaces.models import Space
from tequio.ground.spaces.standing import Standing

A_PAGE = 15
MOST_FOUND = 5_000
DRAWN_LOTS = 20_000
NARROWINGS = ("budget", "zone", "heading", "stage", "priced")


class Sort(NamedTuple):
    """How many proposals are alike in all that a list is narrowed by."""

    budget: str
    zone: str
    heading: str
    stage: str
    priced: bool
    number: int


@dataclass(frozen=True)
class Found:
    """The ids of one page, in order; the sorts of all that the words and the person leave, before any other narrowing."""

    ids: list[int]
    sorts: list[Sort]
    terms: frozenset[str] = field(default_factory=frozenset)

    def total(self, asked: Asked) -> int:
        return sum(sort.number for sort in fitting(self.sorts, asked))


def fitting(sorts: Sequence[Sort], asked: Asked, leave_out: str = "") -> Iterator[Sort]:
    """The sorts of proposals that a question means; one of its narrowings may be left out."""
    wanted = [
        (place, getattr(asked, name))
        for place, name in enumerate(NARROWINGS)
        if name != leave_out and getattr(asked, name)
    ]
    if not wanted:
        return iter(sorts)
    return (sort for sort in sorts if all(sort[place] == value for place, value in wanted))


@dataclass(frozen=True, slots=True)
class Scope:
    """Where one looks: an edition with its parts, or a whole space, whose list zones and headings do not narrow."""

    space: Space
    edition: Budget | None = None
    parts: Parts = NONE


def scope_of(space: Space, edition: Budget | None, language: str) -> Scope:
    """Return a scope with the parts of its edition: one query in five seconds."""
    return Scope(space, edition, parts_of(edition.pk, language) if edition else NONE)


def find(scope: Scope, asked: Asked, language: str, standing: Standing) -> Found:
    """Answer a question: one query that reads a line of each proposal, one more for words where there is no index."""
    rows, terms = proposals_of(scope.space, scope.edition), frozenset[str]()
    if asked.words:
        among, terms = _with_words(scope.space, asked.words, language)
        rows = rows.filter(pk__in=among)
    if asked.mine:
        rows = rows.filter(pk__in=Proposal.objects.filter(written_by(standing)).values("pk"))
    columns = "allocation" if scope.edition else "budget__slug", "stage", "price", "budget__stage"
    lines = [
        (pk, (place, stage, price is not None and phase in PRICES_PUBLIC))
        for pk, place, stage, price, phase in _ordered(rows, asked.order).values_list("pk", *columns)
    ]
    alike = Counter(line for _pk, line in lines)
    sorts = {line: _sort(line, number, scope) for line, number in alike.items()}
    meant = set(fitting(list(sorts.values()), asked))
    ids = [pk for pk, line in lines if sorts[line] in meant]
    return Found(_page(ids, asked), list(sorts.values()), terms)


def _sort(line: tuple[Any, str, bool], number: int, scope: Scope) -> Sort:
    place, stage, priced = line
    if scope.edition is None:
        return Sort(place, "", "", stage, priced, number)
    return Sort(scope.edition.slug, *scope.parts.of.get(place, ("", "")), stage, priced, number)


def _ordered(rows: QuerySet[Proposal], order: str) -> QuerySet[Proposal]:
    newest = ("-record__published", "-pk")
    return rows.order_by(*{RANDOM: (), SUPPORTED: ("-supports", *newest)}.get(order, newest))


def _page(ids: list[int], asked: Asked) -> list[int]:
    start = (asked.page - 1) * A_PAGE
    if asked.order == RANDOM:
        ids = sorted(ids, key=lambda pk: _drawn(pk, asked.seed))
    return ids[start : start + A_PAGE]


@lru_cache(DRAWN_LOTS)
def _drawn(pk: int, seed: str) -> bytes:
    """The lot of one proposal: the same for everybody, and a later proposal moves none."""
    return blake2b(f"{seed} {pk}".encode(), digest_size=8).digest()


def _with_words(space: Space, words: str, language: str) -> tuple[list[int], frozenset[str]]:
    filters = {"kind": ["proposal"], "space": [space.slug]}
    try:
        answer = search(Query(words, filters, size=MOST_FOUND, language=language, facets=(), countries=False))
    except SearchUnavailable:
        texts = Text.objects.filter(record__kind="proposal", record__space=space)
        for word in words.split():
            texts = texts.filter(title__icontains=word)
        return list(texts.values_list("record_id", flat=True)[:MOST_FOUND]), frozenset()
    return answer.record_ids, answer.terms
