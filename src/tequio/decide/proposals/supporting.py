"""Supporting a proposal, and no longer."""

from django.db import transaction
from django.db.models import F

from tequio.catalogue.records.rules import PUBLISHED
from tequio.decide.budgets.rules import SUPPORT, check_open
from tequio.decide.proposals.models import Proposal, Support
from tequio.decide.proposals.rules import check_support
from tequio.ground.ledger.services import enter
from tequio.ground.people.models import Person
from tequio.kit.refusals import Refused


@transaction.atomic
def support(proposal: Proposal, *, by: Person) -> Proposal:
    """Let a person support a proposal, once; a second time changes nothing.

    Refused outside the phase of selecting, for what is out of the running, and over the edition's limit for one person.
    The counter moves in the same transaction as its row, by what it is and not by what was read. Seven queries. The
    ledger does not say who: whom one supports is nobody's business.
    """
    proposal = held(proposal)
    check_open(proposal.budget.stage, SUPPORT)
    # Whoever supports two proposals at once waits for the first, so that the limit holds.
    Person.objects.select_for_update().only("pk").get(pk=by.pk)
    mine = Support.objects.filter(person=by, proposal__budget=proposal.budget_id)
    given = set(mine.values_list("proposal_id", flat=True))
    if proposal.pk in given:
        return proposal
    check_support(proposal.stage, len(given), proposal.budget.supports_each)
    Support.objects.create(proposal=proposal, person=by)
    _count(proposal, 1)
    _note("proposal.supported", proposal)
    return proposal


@transaction.atomic
def stop_supporting(proposal: Proposal, *, by: Person) -> Proposal:
    """Take a support back; one that was not given is left alone. Refused outside the phase of selecting."""
    proposal = held(proposal)
    check_open(proposal.budget.stage, SUPPORT)
    deleted, _rows = Support.objects.filter(proposal=proposal, person=by).delete()
    if deleted:
        _count(proposal, -1)
        _note("proposal.supported_no_longer", proposal)
    return proposal


def held(proposal: Proposal) -> Proposal:
    """Read a proposal again for writing, with its record and its edition: one query. One that is hidden is refused."""
    rows = Proposal.objects.select_for_update(of=("self",))
    found = rows.select_related("record__space", "record__author", "budget__space").get(pk=proposal.pk)
    if found.record.visibility != PUBLISHED:
        raise Refused("proposal.not_there")
    return found


def _count(proposal: Proposal, step: int) -> None:
    Proposal.objects.filter(pk=proposal.pk).update(supports=F("supports") + step)
    proposal.supports += step


def _note(action: str, proposal: Proposal) -> None:
    enter(action, subject=f"record:{proposal.pk}", by=None, space=proposal.record.space_id)
