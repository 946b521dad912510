"""Reads of editions."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Sum
from django.http import Http404

from tequio.decide.budgets.models import Allocation, Budget, Contest, Phase, Zone
from tequio.decide.budgets.rules import BALLOTING, COUNTING, PHASES
from tequio.kit.money import Money


def budget_or_404(space: str, slug: str) -> Budget:
    """Return an edition with its space: one query."""
    found = Budget.objects.select_related("space").filter(space__slug=space, slug=slug).first()
    if found is None:
        raise Http404(slug)
    return found


def envelope(budget: Budget) -> Money:
    return Money(budget.amount, budget.currency)


def begins(budget: Budget) -> dict[str, datetime]:
    """When each phase begins, in order of the phases: one query."""
    dates = {phase.key: phase.begins for phase in Phase.objects.filter(budget=budget)}
    return {key: dates[key] for key in PHASES if key in dates}


def voting_time(budget: Budget) -> tuple[datetime | None, datetime | None]:
    """When voting opens and closes, as planned: one query."""
    dates = begins(budget)
    return dates.get(BALLOTING), dates.get(COUNTING)


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
