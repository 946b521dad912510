"""Reads of valuations: what waits, one proposal, what the public may know, what is still missing."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, F, Max, Q, QuerySet, Sum
from django.http import Http404

from tequio.catalogue.showings.queries import record_named
from tequio.decide.budgets.models import Allocation, Budget
from tequio.decide.budgets.rules import VALUATE, is_open
from tequio.decide.proposals.models import CoAuthor, Proposal
from tequio.decide.proposals.rules import FEASIBLE, ON_BALLOT, PRICED, SELECTED, UNFEASIBLE
from tequio.decide.valuations.access import valued_by
from tequio.decide.valuations.models import Incompatible, Valuation, Valuator
from tequio.decide.valuations.rules import ANNOUNCED, HEARD, OPEN
from tequio.ground.clock import now
from tequio.ground.people.models import Person
from tequio.ground.spaces.models import Role
from tequio.ground.spaces.rules import REVIEWER
from tequio.ground.spaces.standing import Standing
from tequio.kit.refusals import Refused

VALUED = (SELECTED, FEASIBLE, UNFEASIBLE)
"""Stages of a proposal in which there is something to value, or was."""
UNDECIDED = "undecided"
NOBODY = "nobody"


def being_valued(budget: Budget) -> QuerySet[Proposal]:
    """The published proposals of an edition that are valued or were, each with its valuation and its place."""
    rows = Proposal.objects.filter(budget=budget, stage__in=VALUED, record__visibility="published")
    return rows.select_related("valuation", "record", "allocation__zone", "allocation__heading").order_by(
        "pk"
    )


def in_state(state: str, at: datetime) -> Q:
    """The filter on proposals that agrees with `Valuation.state_at`; `undecided` stands for all that are not decided."""
    time_left = Q(valuation__replied=None, valuation__reply_until__gt=at)
    announced = Q(valuation__announced__isnull=False, valuation__decided=None)
    undecided = Q(valuation=None) | Q(valuation__decided=None)
    return {
        UNDECIDED: undecided,
        OPEN: undecided & (Q(valuation=None) | Q(valuation__announced=None)),
        ANNOUNCED: announced & time_left,
        HEARD: announced & ~time_left,
        FEASIBLE: Q(valuation__decided__isnull=False, valuation__feasible=True),
        UNFEASIBLE: Q(valuation__decided__isnull=False, valuation__feasible=False),
    }[state]


@dataclass(frozen=True)
class Narrowed:
    """What a list of proposals to value is narrowed to; empty stands for all."""

    state: str = ""
    allocation: int | None = None
    valuator: str = ""


def narrowed(budget: Budget, asked: Narrowed) -> QuerySet[Proposal]:
    """The proposals that a list asks for; `valuator` is a person's number, or `nobody`."""
    rows = being_valued(budget)
    if asked.state:
        rows = rows.filter(in_state(asked.state, now()))
    if asked.allocation:
        rows = rows.filter(allocation=asked.allocation)
    if asked.valuator == NOBODY:
        rows = rows.exclude(pk__in=Valuator.objects.values("valuation"))
    elif asked.valuator:
        rows = rows.filter(pk__in=Valuator.objects.filter(person=int(asked.valuator)).values("valuation"))
    return rows


def with_valuators(rows: Iterable[Proposal]) -> dict[int, list[Person]]:
    """By proposal, who values it: one query."""
    found: dict[int, list[Person]] = defaultdict(list)
    held = Valuator.objects.filter(valuation__in=[row.pk for row in rows]).select_related("person")
    for one in held.order_by("pk"):
        found[one.valuation_id].append(one.person)
    return found


def allocations_of(budget: Budget) -> list[Allocation]:
    """The allocations of an edition with their zones and headings: one query."""
    return list(Allocation.objects.filter(budget=budget).select_related("zone", "heading", "contest"))


@dataclass(frozen=True)
class Load:
    """Somebody who may be asked to value, and how many undecided proposals of the edition they have."""

    person: Person
    undecided: int


def valuators_of(budget: Budget) -> list[Load]:
    """The reviewers of the space and whoever values in this edition already, by name: two queries."""
    mine = Valuator.objects.filter(valuation__proposal__budget=budget)
    loads: Mapping[int, int] = dict(
        mine.filter(valuation__decided=None).values_list("person").annotate(n=Count("pk"))
    )
    reviewers = Role.objects.filter(space=budget.space_id, role=REVIEWER).values("person")
    people = Person.objects.filter(Q(pk__in=reviewers) | Q(pk__in=mine.values("person")), is_active=True)
    return [Load(person, loads.get(person.pk, 0)) for person in people.order_by("name", "pk")]


def proposal_or_404(budget: Budget, public_id: str) -> Proposal:
    """A published proposal of an edition with its record, zone, heading and valuation: one query."""
    rows = Proposal.objects.filter(budget=budget, record__visibility="published")
    beside = (
        "record__author",
        "record__space",
        "budget",
        "allocation__zone",
        "allocation__heading",
        "valuation__by",
    )
    found = rows.filter(record__public_id=public_id).select_related(*beside).first()
    if found is None:
        raise Http404(public_id)
    found.budget = budget
    return found


def valuation_of(proposal: Proposal) -> Valuation:
    """The valuation of a proposal; an empty one, not stored, where nobody has begun. No query where it came along."""
    try:
        return proposal.valuation
    except Valuation.DoesNotExist:
        return Valuation(proposal=proposal)


def coauthors_of(proposal: Proposal) -> list[int]:
    """Ids of those who wrote a proposal together with its author: one query."""
    rows = CoAuthor.objects.filter(proposal=proposal, accepted__isnull=False)
    return list(rows.values_list("person_id", flat=True))


def proposals_named(budget: Budget, *texts: str) -> list[Proposal]:
    """The published proposals of an edition that addresses, public ids or keys mean: at most two queries for each.

    Refuses what means none.
    """
    return [_proposal_named(budget, text.strip()) for text in texts]


def _proposal_named(budget: Budget, text: str) -> Proposal:
    rows = Proposal.objects.filter(budget=budget, record__visibility="published")
    if found := rows.filter(key=text[:64].lower()).first():
        return found
    try:
        return rows.get(record=record_named(text))
    except (Refused, Proposal.DoesNotExist):
        raise Refused("incompatible.unknown", text=text[:80]) from None


def pairs_of(budget: Budget) -> QuerySet[Incompatible]:
    """The pairs of an edition that exclude each other, each saying whether it is counted apart by now."""
    rows = Incompatible.objects.filter(budget=budget).select_related("first", "second")
    together = Q(first__allocation__contest=F("second__allocation__contest"))
    return rows.annotate(apart=~together).order_by("pk")


def rivals_of(budget: Budget) -> dict[int, list[str]]:
    """By proposal, the keys of those that exclude it, as far as they are counted together: one query.

    A pair whose proposals were moved to different contests since cannot exclude each other in a count.
    """
    together = Incompatible.objects.filter(
        budget=budget, first__allocation__contest=F("second__allocation__contest")
    )
    found: dict[int, list[str]] = defaultdict(list)
    for first, second, key, other in together.values_list("first", "second", "first__key", "second__key"):
        found[first].append(other)
        found[second].append(key)
    return {proposal: sorted(keys) for proposal, keys in found.items()}


@dataclass(frozen=True)
class Missing:
    """What an edition lacks before its prices can be published, and what people are only warned of.

    Of the proposals that go on, `unvalued` have no finding, `unpriced` could be done but have no price, `hearing` wait
    for their author, and `unfinished` are not final. `over` maps the ids of contests to all their money where a price
    is over it; `apart` are pairs that exclude each other and are not counted together.
    """

    unvalued: int = 0
    unpriced: int = 0
    hearing: int = 0
    unfinished: int = 0
    over: Mapping[int, int] = field(default_factory=dict)
    apart: int = 0

    @property
    def ready(self) -> bool:
        """Whether nothing stands in the way."""
        return not (self.unvalued or self.unpriced or self.hearing or self.unfinished)


def what_is_missing(budget: Budget) -> Missing:
    """Say what stands between an edition and the publication of its prices: four queries."""
    found: Counter[str] = Counter()
    told = ("valuation__feasible", "valuation__parts", "valuation__announced")
    undecided = undecided_of(budget)
    for feasible, parts, announced in undecided.values_list(*told):
        found[_lack(feasible, parts, announced)] += 1
    money = money_of_contests(budget)
    highest = Proposal.objects.filter(budget=budget, stage__in=(FEASIBLE, ON_BALLOT)).values_list(
        "allocation__contest"
    )
    over = {
        contest: money[contest]
        for contest, price in highest.annotate(most=Max("price"))
        if price > money[contest]
    }
    pairs = Incompatible.objects.filter(budget=budget)
    apart = pairs.exclude(first__allocation__contest=F("second__allocation__contest")).count()
    return Missing(**found, over=over, apart=apart)


def values_in(standing: Standing, budget: Budget) -> bool:
    """Whether somebody has something to value in an edition while it is valued: one query at most."""
    return is_open(budget.stage, VALUATE) and being_valued(budget).filter(valued_by(standing)).exists()


def undecided_of(budget: Budget) -> QuerySet[Proposal]:
    """The published proposals that go on and of which nothing is final."""
    return Proposal.objects.filter(budget=budget, stage=SELECTED, record__visibility="published")


def not_ready_to_publish(budget: Budget) -> Iterator[Refused]:
    """What forbids to publish the prices: that something is not decided, or that nothing was valued. Two queries at most."""
    yield from not_all_decided(budget)
    if not Proposal.objects.filter(budget=budget, stage__in=VALUED).exists():
        yield Refused("valuation.nothing_valued")


def not_all_decided(budget: Budget) -> Iterator[Refused]:
    """What forbids what follows the prices: proposals that would silently be left out. One query."""
    if left := undecided_of(budget).count():
        yield Refused("valuation.not_all_decided", n=left)


def _lack(feasible: bool | None, parts: Sequence[object] | None, announced: datetime | None) -> str:
    if feasible is None:
        return "unvalued"
    if announced:
        return "hearing"
    return "unpriced" if feasible and not parts else "unfinished"


def money_of_contests(budget: Budget) -> dict[int, int]:
    """By contest, the money of all its allocations: one query."""
    rows = Allocation.objects.filter(budget=budget).values_list("contest")
    return dict(rows.annotate(money=Sum("amount")))


def priced(budget: Budget) -> QuerySet[Proposal]:
    """The proposals that have a price, the dearest of each contest first."""
    rows = Proposal.objects.filter(budget=budget, stage__in=PRICED, record__visibility="published")
    beside = ("allocation__contest", "allocation__zone", "allocation__heading")
    return rows.select_related(*beside).order_by("allocation__contest__position", "-price", "pk")
