"""Which proposals a question means, how many of each sort, and those of one page: three queries, whatever their number."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from tequio.catalogue.records.models import Text
from tequio.catalogue.search.answering import search
from tequio.catalogue.search.index import SearchUnavailable
from tequio.catalogue.search.query import Query
from tequio.decide.budgets.models import Budget
from tequio.decide.budgets.rules import PRICES_PUBLIC
from tequio.decide.proposals.access import written_by
from tequio.decide.proposals.asked import RANDOM, SUPPORTED, Asked
from tequio.decide.proposals.models import Proposal
from tequio.decide.proposals.queries import proposals_of
from tequio.ground.spaces.models import Space
from tequio.ground.spaces.standing import Standing

A_PAGE = 15
MOST_FOUND = 5_000
DRAWN_LOTS = 20_000
NARROWINGS = ("budget", "zone", "heading", "stage", "priced")

PRICED = Q(price__isnull=False, budget__stage__in=PRICES_PUBLIC)
"""The filter on proposals whose price everybody reads."""


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
    return (sort for sort in sorts if all(sort[place] == value for place, value in wanted))


def find(space: Space, edition: Budget | None, asked: Asked, language: str, standing: Standing) -> Found:
    """Answer a question: two queries, one more for words where there is no index."""
    rows, terms = proposals_of(space, edition), frozenset[str]()
    if asked.words:
        among, terms = _with_words(space, asked.words, language)
        rows = rows.filter(pk__in=among)
    if asked.mine:
        rows = rows.filter(pk__in=Proposal.objects.filter(written_by(standing)).values("pk"))
    return Found(_page(_narrowed(rows, asked), asked), _sorts(rows), terms)


def _narrowed(rows: QuerySet[Proposal], asked: Asked) -> QuerySet[Proposal]:
    if asked.budget:
        rows = rows.filter(budget__slug=asked.budget)
    if asked.zone:
        rows = rows.filter(allocation__zone__key=asked.zone)
    if asked.heading:
        rows = rows.filter(allocation__heading__key=asked.heading)
    if asked.stage:
        rows = rows.filter(stage=asked.stage)
    return rows.filter(PRICED) if asked.priced else rows


def _sorts(rows: QuerySet[Proposal]) -> list[Sort]:
    alike = rows.order_by().values_list(
        "budget__slug", "allocation__zone__key", "allocation__heading__key", "stage"
    )
    counted = alike.annotate(all=Count("pk"), priced=Count("pk", filter=PRICED))
    made = []
    for budget, zone, heading, stage, count, priced in counted:
        same = budget, zone or "", heading or "", stage
        made += [Sort(*same, True, priced)] if priced else []
        made += [Sort(*same, False, count - priced)] if count > priced else []
    return made


def _page(rows: QuerySet[Proposal], asked: Asked) -> list[int]:
    start = (asked.page - 1) * A_PAGE
    if asked.order == RANDOM:
        ids = list(rows.order_by().values_list("pk", flat=True))
        return sorted(ids, key=lambda pk: _drawn(pk, asked.seed))[start : start + A_PAGE]
    newest = ("-record__published", "-pk")
    order = ("-supports", *newest) if asked.order == SUPPORTED else newest
    return list(rows.order_by(*order).values_list("pk", flat=True)[start : start + A_PAGE])


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
