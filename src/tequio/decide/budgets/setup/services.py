"""Writes of an edition that is set up: each changes one answer, and refuses what another officer changed meanwhile."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError

from tequio.decide.budgets.models import Allocation, Budget, Contest, Heading, Zone
from tequio.decide.budgets.queries import as_before, envelope
from tequio.decide.budgets.rules import check_change, check_money
from tequio.decide.budgets.services import due_now, locked, note, put_dates
from tequio.decide.budgets.setup.grouping import make_contest, regroup, settings_of, usual_settings
from tequio.decide.budgets.setup.parts import AnyPart, add_zones_of, has_proposals, mind_whole, put_parts
from tequio.decide.budgets.setup.queries import lacking
from tequio.decide.budgets.setup.ready import Ready
from tequio.decide.budgets.setup.rules import (
    check_names,
    check_slug,
    check_words,
    rescaled,
    settled,
)
from tequio.ground.clock import now
from tequio.ground.people.models import Person
from tequio.ground.spaces.models import Space
from tequio.ground.territories.models import Territory
from tequio.kit.money import Money
from tequio.kit.refusals import Refused

Cell = tuple[int | None, int | None]
"""Primary keys of a zone and a heading; none stands for all."""


@transaction.atomic
def begin(
    space: Space, ready: Ready, *, names: Mapping[str, str], slug: str, currency: str, by: Person
) -> Budget:
    """Begin an edition from a ready-made plan; nobody else sees it before it is opened.

    Refuses an edition without a name, an unknown currency, and an address that is none or that the space has used.
    """
    _refuse_taken(space, check_slug(slug))
    zone = as_before(space)[1]
    budget = Budget.objects.create(
        space=space,
        slug=slug,
        names=check_names(names),
        currency=Money(0, currency).currency,
        amount=0,
        time_zone=zone,
        counting=dict(ready.counting),
        **ready.terms,
    )
    put_dates(budget, ready.dates(now(), zone))
    Heading.objects.bulk_create(
        Heading(budget=budget, key=one.key, names=dict(one.names), position=place)
        for place, one in enumerate(ready.headings)
    )
    note("budget.begun", budget, by, {"plan": ready.key})
    return budget


def _refuse_taken(space: Space, slug: str, *, but: int = 0) -> None:
    if Budget.objects.filter(space=space, slug=slug).exclude(pk=but).exists():
        raise Refused("budget.slug_taken", slug=slug)


@contextmanager
def changing(
    budget: Budget, revision: int, action: str, by: Person, *, frozen: bool = False
) -> Iterator[Budget]:
    """Give the edition locked, and write it with one entry when the block ends without a refusal.

    Refused when somebody else changed it since `revision`, and, unless `frozen` says that it may, once voting has opened.
    """
    with transaction.atomic():
        held = locked(budget)
        if not frozen:
            check_change(held.stage)
        if held.revision != revision:
            raise Refused("budget.changed_meanwhile")
        yield held
        held.revision += 1
        held.save()
        note(action, held, by)


def name_edition(budget: Budget, names: Mapping[str, str], slug: str, *, revision: int, by: Person) -> None:
    """Name an edition in several languages; its address can be changed until it is opened."""
    with changing(budget, revision, "budget.named", by) as held:
        held.names = check_names(names)
        if held.opened is None:
            _refuse_taken(held.space, check_slug(slug), but=held.pk)
            held.slug = slug


def describe(budget: Budget, about: Mapping[str, str], *, revision: int, by: Person) -> None:
    """Say what an edition is about, in Markdown. No rule of the vote rests on it, so that it may change at any time."""
    with changing(budget, revision, "budget.described", by, frozen=True) as held:
        held.about = check_words(about)


def set_money(
    budget: Budget, envelope_: Money, base: int | None, share: int | None, *, revision: int, by: Person
) -> None:
    """Set the envelope, and the share of an investment budget that it is; both or neither.

    What was shared out keeps its numbers in another currency. Refuses less than what is shared out, and another
    currency once something was proposed.
    """
    with changing(budget, revision, "budget.money_set", by) as held:
        if envelope_.currency != held.currency:
            _change_currency(held, envelope_)
        held.amount, held.base, held.share = envelope_.amount, base, share
        _check_shared(held)


def _change_currency(held: Budget, to: Money) -> None:
    if has_proposals(held):
        raise Refused("budget.currency_fixed")
    decimals = envelope(held).decimals, to.decimals
    for row in Allocation.objects.filter(budget=held):
        Allocation.objects.filter(pk=row.pk).update(amount=rescaled(row.amount, *decimals))
    for contest in Contest.objects.filter(budget=held, step__gt=0):
        Contest.objects.filter(pk=contest.pk).update(step=rescaled(contest.step, *decimals))
    if held.counting.get("step"):
        held.counting = held.counting | {"step": rescaled(held.counting["step"], *decimals)}
    held.currency = to.currency


def _check_shared(held: Budget) -> None:
    check_money(envelope(held), Allocation.objects.filter(budget=held).values_list("amount", flat=True))


def set_parts(
    budget: Budget,
    model: type[AnyPart],
    names: Mapping[int, str],
    added: Sequence[str],
    territory: Territory | None,
    *,
    language: str,
    revision: int,
    by: Person,
) -> None:
    """Name, add and take away zones or headings; the parts of a territory may be added as zones. See `put_parts`."""
    with changing(budget, revision, f"budget.{model.__name__.lower()}s_set", by) as held:
        put_parts(held, model, language, names, added)
        if territory:
            add_zones_of(held, territory)
        if held.opened is not None:
            mind_whole(held)
        regroup(held)


def allocate(budget: Budget, amounts: Mapping[Cell, int], *, revision: int, by: Person) -> None:
    """Share the envelope out to pairs of zone and heading; nothing or no mention takes an amount away.

    Refuses more than the envelope, and to take away what something was proposed for.
    """
    with changing(budget, revision, "budget.allocated", by) as held:
        check_money(envelope(held), amounts.values())
        zones = {zone.pk: zone for zone in Zone.objects.filter(budget=held)}
        headings = {heading.pk: heading for heading in Heading.objects.filter(budget=held)}
        standing = {(row.zone_id, row.heading_id): row for row in Allocation.objects.filter(budget=held)}
        for cell, row in standing.items():
            _put_amount(row, amounts.get(cell, 0))
        for (zone, heading), amount in amounts.items():
            if amount and (zone, heading) not in standing:
                row = Allocation(
                    budget=held, zone=zones.get(zone or 0), heading=headings.get(heading or 0), amount=amount
                )
                row.contest = make_contest(held, [row], "")
                row.save()
        regroup(held)


def _put_amount(row: Allocation, amount: int) -> None:
    if not amount:
        try:
            row.delete()
        except ProtectedError:
            raise Refused("budget.allocation_in_use") from None
    elif amount != row.amount:
        row.amount = amount
        row.save(update_fields=["amount"])


def group(budget: Budget, grouping: str, labels: Mapping[int, str], *, revision: int, by: Person) -> None:
    """Say which allocations are counted together; `labels` names groups by allocation, where somebody chose."""
    with changing(budget, revision, "budget.grouped", by) as held:
        held.grouping = grouping
        regroup(held, labels)


def count_by(
    budget: Budget, said: Mapping[str, Any], contest: Contest | None = None, *, revision: int, by: Person
) -> None:
    """Say how one contest is voted and counted, or all those that have no way of their own.

    `said` holds some of the settings; the others stay. Refuses what does not fit together.
    """
    with changing(budget, revision, "budget.counting_set", by) as held:
        unit = 10 ** envelope(held).decimals
        if contest is not None:
            fresh = settled(settings_of(contest) | dict(said), unit)
            Contest.objects.filter(pk=contest.pk, budget=held).update(**fresh)
            return
        before = usual_settings(held)
        held.counting = settled(before | dict(said), unit)
        Contest.objects.filter(budget=held, **before).update(**held.counting)


def set_times(budget: Budget, zone: str, dates: Mapping[str, datetime], *, revision: int, by: Person) -> None:
    """Say in which time zone the edition lives and when each phase begins. See `put_dates`."""
    with changing(budget, revision, "budget.dates_set", by, frozen=True) as held:
        put_dates(held, dates)
        held.time_zone = zone


def set_terms(budget: Budget, terms: Mapping[str, Any], *, revision: int, by: Person) -> None:
    """Set further rules that are declared before the vote: fields of `Budget`. Refuses a drawn order without its words."""
    with changing(budget, revision, "budget.terms_set", by) as held:
        for name, value in terms.items():
            setattr(held, name, value)
        if held.ties == "drawn" and not held.tie_seed:
            raise Refused("budget.seed_missing")


def open_edition(budget: Budget, *, revision: int, by: Person) -> Budget:
    """Let everybody see an edition; it enters the phase that its dates have it in. A second time changes nothing.

    Refuses one that lacks something, with the first thing that it lacks.
    """
    if budget.opened is not None:
        return budget
    with changing(budget, revision, "budget.opened", by) as held:
        for refusal in lacking(held):
            raise refusal
        mind_whole(held)
        held.opened = now()
        held.stage = due_now(held)
    return held


@transaction.atomic
def drop(budget: Budget, *, by: Person) -> None:
    """Throw an edition away that was never opened. Refuses one that people have seen."""
    held = locked(budget)
    if held.opened is not None:
        raise Refused("budget.opened_already")
    note("budget.dropped", held, by)
    Allocation.objects.filter(budget=held).delete()
    held.delete()
