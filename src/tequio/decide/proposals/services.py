"""Writes of a proposal's own row, as its kind's part of a publication."""

from dataclasses import replace

from tequio.catalogue.records.content import Content
from tequio.catalogue.records.models import Record
from tequio.decide.budgets.models import Budget
from tequio.decide.proposals.models import Proposal
from tequio.decide.proposals.queries import allocation_named
from tequio.ground.people.models import Person
from tequio.ground.spaces.models import Space


def resolve(content: Content, *, space: Space, by: Person | None) -> Content:
    """Check that the answers name an edition of the space and an allocation of it; its zone's territory is where it is.

    Refuses an allocation that there is not. Three queries.
    """
    zone = allocation_named(space, content.answers).zone
    territory = zone.territory.code if zone and zone.territory else ""
    return replace(content, territory=territory) if territory and not content.territory else content


def store(record: Record, content: Content) -> None:
    """Write a proposal's own row from its answers `budget`, `zone` and `heading`: four queries for a new one.

    A new one gets the next key of its edition; whoever else proposes at this moment waits their turn for theirs.
    """
    allocation = allocation_named(record.space, content.answers)
    if Proposal.objects.filter(pk=record.pk).update(budget=allocation.budget_id, allocation=allocation):
        return
    Budget.objects.select_for_update(of=("self",)).get(pk=allocation.budget_id)
    number = Proposal.objects.filter(budget=allocation.budget_id).count() + 1
    Proposal.objects.create(
        record=record, budget_id=allocation.budget_id, allocation=allocation, key=f"p{number}"
    )
