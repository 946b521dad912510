"""Reads of proposals."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from tequio.catalogue.kinds import Facts
from tequio.catalogue.records.rules import PUBLISHED
from tequio.decide.budgets.models import Allocation, Budget
from tequio.decide.proposals.models import Proposal
from tequio.ground.spaces.models import Space
from tequio.kit.refusals import Refused


def proposal_facts(record_ids: Sequence[int]) -> Mapping[int, Facts]:
    """Tell the search what it wants to know of proposals: nothing beside their words and places, no query."""
    return dict.fromkeys(record_ids, Facts())


def allocation_named(space: Space, answers: Mapping[str, Any]) -> Allocation:
    """Return the allocation that answers name by the keys `budget`, `zone` and `heading`, an empty one standing for all.

    Refuses one that the edition does not have. One query.
    """
    rows = Allocation.objects.select_related("zone__territory", "heading").filter(
        budget__space=space, budget__slug=answers.get("budget", "")
    )
    for name in ("zone", "heading"):
        key = answers.get(name, "")
        rows = rows.filter(**({f"{name}__key": key} if key else {name: None}))
    found = rows.first()
    if found is None:
        raise Refused("proposal.no_allocation")
    return found


def proposals_of(space: Space, budget: Budget | None = None) -> QuerySet[Proposal]:
    """The proposals of an edition, or of all editions of a space, that everybody may read."""
    rows = Proposal.objects.filter(record__visibility=PUBLISHED, budget__space=space)
    return rows.filter(budget=budget) if budget else rows


def proposal_of(record_id: int) -> Proposal:
    """Return a proposal with its edition and its allocation: one query."""
    rows = Proposal.objects.select_related("budget", "allocation__zone", "allocation__heading")
    return rows.get(pk=record_id)
