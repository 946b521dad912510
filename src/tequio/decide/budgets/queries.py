"""Reads of editions."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Case, IntegerField, Q, QuerySet, Sum, When
from django.http import Http404

from tequio.decide.budgets.access import can_see, visible_to
from tequio.decide.budgets.models import Allocation, Budget, Contest, Zone
from tequio.decide.budgets.rules import BALLOTING, COUNTING, FINISHED, PHASES
from tequio.ground.clock import now
from tequio.ground.spaces.models import Space
from tequio.ground.spaces.standing import VISITOR, Standing
from tequio.kit.money import Money
from tequio.kit.zones import country_of, currency_in

# What is most pressing comes first: a vote, then ideas and support, then what waits, then what is over.
PRESSING = (
    "balloting",
    "selecting",
    "accepting",
    "publishing",
    "counting",
    "valuating",
    "reviewing",
    "informing",
)


CURRENCY = "EUR"


def budget_or_404(space: str, slug: str, standing: Standing = VISITOR) -> Budget:
    """Return an edition that the reader may see, with its space: one query. Without a standing, one that all see."""
    found = Budget.objects.select_related("space").filter(space__slug=space, slug=slug).first()
    if found is None or not can_see(standing, found):
        raise Http404(slug)
    return found


def editions(standing: Standing, *, space: int | None = None) -> QuerySet[Budget]:
    """Editions that the reader sees, the most pressing first, then the newest; with their spaces and phases."""
    order = Case(
        *(When(stage=stage, then=place) for place, stage in enumerate(PRESSING)),
        default=len(PRESSING),
        output_field=IntegerField(),
    )
    found = Budget.objects.filter(visible_to(standing), *([Q(space=space)] if space else []))
    return found.select_related("space").prefetch_related("phases").order_by(order, "-created", "-pk")


def under_way(most: int, *, space: int | None = None) -> list[Budget]:
    """The most pressing editions that are not over, for everybody: two queries, one when there is none."""
    return list(editions(VISITOR, space=space).exclude(stage=FINISHED)[:most])


def last_decided() -> Budget | None:
    """The newest edition that was voted here and is over, with its space, for everybody: one query."""
    over = Budget.objects.filter(visible_to(VISITOR), stage=FINISHED, origin="").select_related("space")
    return over.order_by("-created", "-pk").first()


def as_before(space: Space) -> tuple[str, str]:
    """Currency and time zone of the space's newest edition; for a first one the space's own, and what its country pays with.

    Euros where the country is not known. One query.
    """
    newest = Budget.objects.filter(space=space).order_by("-pk").values_list("currency", "time_zone").first()
    if newest:
        return newest
    return currency_in(country_of(space.time_zone), now().date()) or CURRENCY, space.time_zone


def has_editions(space: int) -> bool:
    """Whether the space has an edition that everybody sees: one query."""
    return Budget.objects.filter(visible_to(VISITOR), space=space).exists()


def envelope(budget: Budget) -> Money:
    return Money(budget.amount, budget.currency)


def begins(budget: Budget) -> dict[str, datetime]:
    """When each phase begins, in order of the phases: one query, none where the phases came along."""
    dates = {phase.key: phase.begins for phase in budget.phases.all()}
    return {key: dates[key] for key in PHASES if key in dates}


def voting_time(budget: Budget) -> tuple[datetime | None, datetime | None]:
    """When voting opens and closes, as planned: one query."""
    dates = begins(budget)
    return dates.get(BALLOTING), dates.get(COUNTING)


def to_move_on() -> list[Budget]:
    """Editions that a date may move: open, before the vote, made here; with their phases. At most two queries."""
    before = PHASES[: PHASES.index(BALLOTING)]
    found = Budget.objects.filter(opened__isnull=False, origin="", stage__in=before)
    return list(found.prefetch_related("phases"))


@dataclass(frozen=True)
class Counted:
    """A contest with the money of its allocations and the zones whose people vote in it."""

    contest: Contest
    amount: int
    zones: tuple[Zone, ...]


def contests_of(budget: Budget) -> list[Counted]:
    """The contests with their money, in order; without a zone an allocation is open to all: three queries."""
    zones = list(Zone.objects.filter(budget=budget))
    allocated: dict[int, list[Allocation]] = {}
    for allocation in Allocation.objects.filter(budget=budget):
        allocated.setdefault(allocation.contest_id, []).append(allocation)
    made = []
    for contest in Contest.objects.filter(budget=budget):
        parts = allocated.get(contest.pk, [])
        everywhere = any(part.zone_id is None for part in parts)
        own = {part.zone_id for part in parts}
        open_to = tuple(zone for zone in zones if everywhere or zone.pk in own)
        made.append(Counted(contest, sum(part.amount for part in parts), open_to))
    return made


def allocated(budget: Budget) -> int:
    """How much of the envelope the allocations take: one query."""
    return Allocation.objects.filter(budget=budget).aggregate(sum=Sum("amount"))["sum"] or 0
