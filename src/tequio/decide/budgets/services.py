"""Writes of editions: setting one up, moving it on."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction

from tequio.decide.budgets.gates import check_gates, done_along, obstacles
from tequio.decide.budgets.models import Allocation, Budget, Contest, Heading, Part, Phase, Zone
from tequio.decide.budgets.plans import Plan, PlannedContest, PlannedPart
from tequio.decide.budgets.queries import begins, to_move_on
from tequio.decide.budgets.rules import (
    BALLOTING,
    COUNTING,
    FROZEN,
    PHASES,
    WHOLE,
    check_money,
    check_move,
    check_order,
    due_phase,
)
from tequio.ground.clock import now
from tequio.ground.ledger.services import enter
from tequio.ground.people.models import Person
from tequio.ground.spaces.models import Space
from tequio.ground.territories.models import Territory
from tequio.kit.money import Money
from tequio.kit.refusals import Refused

AnyPart = TypeVar("AnyPart", bound=Part)


def note(action: str, budget: Budget, by: Person | None, detail: dict[str, Any] | None = None) -> None:
    """Enter a write on an edition into the ledger."""
    enter(
        action, subject=f"budget:{budget.pk}", by=by.pk if by else None, space=budget.space_id, detail=detail
    )


def locked(budget: Budget) -> Budget:
    """Read an edition again for writing: one query."""
    return Budget.objects.select_for_update(of=("self",)).select_related("space").get(pk=budget.pk)


@transaction.atomic
def open_budget(space: Space, plan: Plan, *, by: Person | None) -> Budget:
    """Set up an edition from a plan, whole; one without zones has a single zone, `all`, since people vote in a zone.

    Refuses a slug that the space has used, and money over the envelope.
    """
    if Budget.objects.filter(space=space, slug=plan.slug).exists():
        raise Refused("budget.slug_taken", slug=plan.slug)
    check_money(
        Money(plan.amount, plan.currency),
        (amount for contest in plan.contests for amount in contest.money.values()),
    )
    budget = Budget.objects.create(
        space=space,
        slug=plan.slug,
        names=dict(plan.names),
        about=dict(plan.about),
        currency=plan.currency,
        amount=plan.amount,
        time_zone=plan.time_zone,
        opened=now(),
        **plan.options,
    )
    whole = (PlannedPart(WHOLE, plan.names),)
    zones, headings = _parts(Zone, budget, plan.zones or whole), _parts(Heading, budget, plan.headings)
    for position, planned in enumerate(plan.contests):
        _contest(budget, planned, position, zones, headings)
    _write_dates(budget, plan.dates)
    note("budget.opened", budget, by)
    return budget


def _contest(
    budget: Budget,
    planned: PlannedContest,
    position: int,
    zones: Mapping[str, Zone],
    headings: Mapping[str, Heading],
) -> None:
    contest = Contest.objects.create(
        budget=budget, key=planned.key, names=dict(planned.names), position=position, **planned.options
    )
    Allocation.objects.bulk_create(
        Allocation(
            budget=budget,
            contest=contest,
            zone=zones.get(zone),
            heading=headings.get(heading),
            amount=amount,
        )
        for (zone, heading), amount in planned.money.items()
    )


def _parts(model: type[AnyPart], budget: Budget, planned: Iterable[PlannedPart]) -> dict[str, AnyPart]:
    made = {}
    for position, one in enumerate(planned):
        place: dict[str, Any] = {}
        if model is Zone:
            territory = Territory.objects.filter(code=one.territory).first() if one.territory else None
            lat, lon = one.point or (None, None)
            place = {"territory": territory, "lat": lat, "lon": lon}
        made[one.key] = model._default_manager.create(
            budget=budget, key=one.key, names=dict(one.names), position=position, **place
        )
    return made


def put_dates(budget: Budget, dates: Mapping[str, datetime]) -> None:
    """Write a locked edition's dates, in the caller's transaction. Refuses phases out of order, and those of a fixed vote."""
    _refuse_frozen_dates(budget, dates)
    _write_dates(budget, dates)


def _write_dates(budget: Budget, dates: Mapping[str, datetime]) -> None:
    check_order(list(dates.items()))
    Phase.objects.filter(budget=budget).delete()
    Phase.objects.bulk_create(Phase(budget=budget, key=key, begins=begins) for key, begins in dates.items())


@transaction.atomic
def set_dates(budget: Budget, dates: Mapping[str, datetime], *, by: Person) -> Budget:
    """Say when each phase begins. Refuses phases out of order, and to change when voting closes once it has opened."""
    budget = locked(budget)
    put_dates(budget, dates)
    note("budget.dates_set", budget, by)
    return budget


def _refuse_frozen_dates(budget: Budget, dates: Mapping[str, datetime]) -> None:
    if budget.stage not in FROZEN:
        return
    fixed = begins(budget)
    if any(dates.get(key) != fixed.get(key) for key in (BALLOTING, COUNTING)):
        raise Refused("budget.frozen")


@transaction.atomic
def move_to(budget: Budget, phase: str, *, by: Person | None, along: str = "") -> Budget:
    """Move an edition to a phase that is not part of the vote; opening and closing the vote have services of their own.

    What goes `along` (`budgets.gates`) is done in the same transaction and stands in the same entry. Refuses a phase that
    could not stand, with what is still to be done.
    """
    budget = locked(budget)
    check_move(budget.stage, phase)
    if phase in FROZEN:
        raise Refused("budget.vote_moves_itself")
    check_gates(budget, phase)
    return enter_phase(budget, phase, by=by, **done_along(budget, phase, along))


def enter_phase(budget: Budget, phase: str, *, by: Person | None, **detail: str | int) -> Budget:
    """Let a locked edition enter a phase, in the caller's transaction; the step was checked."""
    budget.stage, budget.moved = phase, now()
    budget.save(update_fields=["stage", "moved"])
    note("budget.moved", budget, by, {"phase": phase, **detail})
    return budget


def move_on() -> int:
    """Let each edition enter the phase whose date has come; return how many did. A second time does nothing.

    A phase that could not stand waits until what forbids it is done. Balloting, counting and the end are entered by
    services of their own. At most two queries when nothing is due.
    """
    return sum(_move_on(budget) for budget in to_move_on())


def _move_on(budget: Budget) -> bool:
    if due_now(budget) == budget.stage:
        return False
    with transaction.atomic():
        held = locked(budget)
        due = next((phase for phase in _come(held) if not obstacles(held, phase)), held.stage)
        if due == held.stage:
            return False
        enter_phase(held, due, by=None)
    return True


def _come(budget: Budget) -> list[str]:
    """The phases after the present one that the dates have an edition in or past by now, the latest first: one query."""
    latest, dates = due_now(budget), begins(budget)
    after = PHASES[PHASES.index(budget.stage) + 1 : PHASES.index(latest) + 1]
    return [phase for phase in reversed(after) if phase in dates]


def due_now(budget: Budget) -> str:
    """The phase that the dates of an edition have it in by now: one query."""
    return due_phase(budget.stage, begins(budget), budget.moved, now())
