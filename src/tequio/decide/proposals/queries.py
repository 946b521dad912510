"""Reads of proposals."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404

from tequio.catalogue.kinds import Facts
from tequio.catalogue.records.models import Record
from tequio.catalogue.records.rules import PUBLISHED
from tequio.decide.budgets.models import Allocation, Budget
from tequio.decide.budgets.rules import DISCUSS, check_open
from tequio.decide.proposals.models import Answer, CoAuthor, Merge, Proposal, Support
from tequio.ground.people.models import Person
from tequio.ground.spaces.models import Space
from tequio.kit.refusals import Refused

_PUBLIC_ID = re.compile(r"(?:^|/)([0-9a-z]{10})(?=$|[-/?#])")


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
    """Return a proposal with its edition, its space and its allocation: one query."""
    rows = Proposal.objects.select_related("budget__space", "allocation__zone", "allocation__heading")
    return rows.get(pk=record_id)


def edition_of(record: Record) -> Budget:
    """Return the edition of a proposal, with its space: one query."""
    return Budget.objects.select_related("space").get(proposals=record.pk)


def check_discussion(record: Record) -> None:
    """Refuse to discuss a proposal while its edition does not let people do so: one query."""
    stage = Budget.objects.values_list("stage", flat=True).get(proposals=record.pk)
    check_open(stage, DISCUSS)


def public_proposal_or_404(space: str, public_id: str) -> Proposal:
    """Return a proposal that everybody may read, with its record, space, author and edition: one query."""
    rows = Proposal.objects.select_related("record__space", "record__author", "budget__space")
    found = rows.filter(
        record__public_id=public_id, record__space__slug=space, record__visibility=PUBLISHED
    ).first()
    if found is None:
        raise Http404(public_id)
    return found


def coauthors_of(proposal_id: int) -> list[CoAuthor]:
    """Those who were asked to write a proposal together, in order: one query."""
    return list(
        CoAuthor.objects.filter(proposal=proposal_id).select_related("person").order_by("asked", "pk")
    )


def writers_among(coauthors: Sequence[CoAuthor]) -> set[int]:
    """Ids of those who accepted."""
    return {one.person_id for one in coauthors if one.accepted}


def writers_of(proposal: Proposal) -> list[Person]:
    """The author and those who accepted to write it together, who may be told: two queries."""
    people = [proposal.record.author] if proposal.record.author else []
    accepted = CoAuthor.objects.filter(proposal=proposal, accepted__isnull=False).select_related("person")
    people += [one.person for one in accepted]
    return [person for person in people if person.is_active]


def supported_by(person_id: int, budget_id: int) -> set[int]:
    """Ids of the proposals of an edition that a person supports: one query."""
    rows = Support.objects.filter(person=person_id, proposal__budget=budget_id)
    return set(rows.values_list("proposal_id", flat=True))


def waiting_merges(proposal_id: int) -> list[Merge]:
    """What waits for the consent of a proposal's authors, or of others whom they asked: one query."""
    mine = Q(source=proposal_id) | Q(target=proposal_id)
    rows = Merge.objects.filter(mine, outcome=Merge.Outcome.WAITING)
    return list(rows.select_related("source__record", "target__record").order_by("asked", "pk"))


def official_answer(proposal_id: int) -> Answer | None:
    """The answer that holds: one query."""
    return Answer.objects.filter(proposal=proposal_id).order_by("-at", "-pk").first()


def asked_to_write(person: Person) -> list[CoAuthor]:
    """What a person is asked to write together and has not answered: one query."""
    rows = CoAuthor.objects.filter(person=person, accepted=None, proposal__record__visibility=PUBLISHED)
    return list(rows.select_related("proposal__record__space").order_by("asked", "pk"))


def proposal_at(budget: Budget, text: str) -> Proposal:
    """Return the proposal of an edition that a pasted address means: two queries at most. Refuses what means none."""
    for public_id in reversed(_PUBLIC_ID.findall(text.strip())):
        found = Proposal.objects.filter(
            budget=budget, record__public_id=public_id, record__visibility=PUBLISHED
        )
        if one := found.first():
            return one
    raise Refused("proposal.merge_elsewhere")
