"""Writes of proposals: the own row of each, as its kind's part of a publication; proposing an idea, taking it back."""

from dataclasses import replace

from django.db import transaction

from tequio.catalogue.publishing.models import Draft, Version
from tequio.catalogue.publishing.services import held, locked, note, put, start
from tequio.catalogue.records.content import Content, read_content
from tequio.catalogue.records.models import Record
from tequio.catalogue.templates.models import Template
from tequio.decide.budgets.models import Budget
from tequio.decide.budgets.rules import PROPOSE, check_change, check_open
from tequio.decide.proposals.models import Proposal
from tequio.decide.proposals.queries import allocation_named
from tequio.decide.proposals.rules import WITHDRAWN, check_reason, check_stage, faults_of_idea
from tequio.decide.proposals.supporting import held as held_proposal
from tequio.ground.people.models import Person
from tequio.ground.spaces.models import Space
from tequio.kit.refusals import Refused


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
    for_somebody = bool(content.answers.get("for_somebody"))
    values = {"budget": allocation.budget_id, "allocation": allocation, "for_somebody": for_somebody}
    if Proposal.objects.filter(pk=record.pk).update(**values):
        return
    Budget.objects.select_for_update(of=("self",)).get(pk=allocation.budget_id)
    number = Proposal.objects.filter(budget=allocation.budget_id).count() + 1
    Proposal.objects.create(
        record=record,
        budget_id=allocation.budget_id,
        allocation=allocation,
        key=f"p{number}",
        for_somebody=for_somebody,
    )


@transaction.atomic
def begin_idea(budget: Budget, *, language: str, by: Person) -> Draft:
    """Begin an idea for an edition that only its author sees. Refused unless the edition accepts ideas."""
    check_open(budget.stage, PROPOSE)
    draft = start(kind="proposal", space=budget.space, language=language, by=by)
    draft.content = {**draft.content, "answers": {"budget": budget.slug}}
    draft.save(update_fields=["content"])
    return draft


@transaction.atomic
def change_idea(record: Record, *, by: Person) -> Draft:
    """Return the draft in which a proposal is changed: the one that is there, else one that says what it says now."""
    record = locked(record)
    if draft := Draft.objects.filter(record=record).first():
        return draft
    content = Version.objects.filter(record=record).latest("number").content
    note("draft.opened", record, by)
    return Draft.objects.create(record=record, content=content)


@transaction.atomic
def propose(draft: Draft, *, template: Template, by: Person) -> Record:
    """Make an idea, or a change of it, a proposal that everybody reads.

    Refused unless its edition accepts ideas, and while something is missing, unread or over its limit.
    """
    draft = held(draft)
    record = locked(draft.record)
    content = read_content(draft.content)
    check_open(
        Budget.objects.get(space=record.space_id, slug=content.answers.get("budget", "")).stage, PROPOSE
    )
    if draft.typed:
        raise Refused("draft.unread")
    if problems := list(faults_of_idea(content, template.questions)):
        raise problems[0][1]
    draft.delete()
    put(record, resolve(content, space=record.space, by=by), template=template, by=by)
    return record


@transaction.atomic
def take_back_idea(proposal: Proposal, *, reason: str, by: Person) -> Proposal:
    """Take a proposal out of the running, with a word why; its page goes on saying that it was there.

    Refused once voting has opened, and for what is decided already.
    """
    proposal = held_proposal(proposal)
    check_change(proposal.budget.stage)
    check_stage(proposal.stage, WITHDRAWN)
    proposal.stage, proposal.reason = WITHDRAWN, check_reason(reason)
    proposal.save(update_fields=["stage", "reason"])
    note("proposal.withdrawn", proposal.record, by)
    return proposal
