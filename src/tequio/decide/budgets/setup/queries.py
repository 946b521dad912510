"""Reads of an edition that is set up: what it lacks, and its money by cell."""

from tequio.decide.budgets.models import Allocation, Budget, Contest, Heading, Zone
from tequio.decide.budgets.queries import allocated, envelope
from tequio.decide.budgets.rules import WHOLE
from tequio.decide.budgets.setup.rules import equal_parts
from tequio.kit.refusals import Refused

Cell = tuple[int | None, int | None]


def lacking(budget: Budget) -> list[Refused]:
    """What an edition lacks before it can be opened, the first thing first: one query."""
    lacks = []
    if not budget.amount:
        lacks.append(Refused("budget.no_money"))
    if not allocated(budget):
        lacks.append(Refused("budget.nothing_allocated"))
    return lacks


def cells_of(budget: Budget) -> tuple[list[Zone | None], list[Heading | None], dict[Cell, int]]:
    """Rows, columns and amounts of the table in which the envelope is shared out: three queries.

    The whole territory is a row of its own. Where nothing is shared out yet, equal parts are proposed.
    """
    zones: list[Zone | None] = list(Zone.objects.filter(budget=budget).exclude(key=WHOLE))
    headings: list[Heading | None] = list(Heading.objects.filter(budget=budget))
    amounts: dict[Cell, int] = {
        (row.zone_id, row.heading_id): row.amount for row in Allocation.objects.filter(budget=budget)
    }
    if not headings or any(heading is None for _zone, heading in amounts):
        headings.append(None)
    if not amounts and budget.amount:
        inside: list[Cell] = [
            (zone.pk if zone else None, heading.pk if heading else None)
            for zone in zones or [None]
            for heading in headings
        ]
        unit = 10 ** envelope(budget).decimals
        amounts = dict(zip(inside, equal_parts(budget.amount, len(inside), unit), strict=True))
    return [*zones, None], headings, amounts


def allocations_of(budget: Budget) -> list[Allocation]:
    """The allocations with zone, heading and contest, in order: one query."""
    rows = Allocation.objects.filter(budget=budget).select_related("zone", "heading", "contest")
    return list(rows.order_by("zone__position", "heading__position", "pk"))


def contest_or_none(budget: Budget, pk: int) -> Contest | None:
    """A contest of the edition: one query."""
    return Contest.objects.filter(budget=budget, pk=pk).first()
