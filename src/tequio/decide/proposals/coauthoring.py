"""Asking somebody to write a proposal together, and their answer."""

from django.db import transaction

from tequio.catalogue.publishing.services import note
from tequio.decide.budgets.rules import check_change
from tequio.decide.proposals.models import CoAuthor, Proposal
from tequio.decide.proposals.rules import MOST_COAUTHORS
from tequio.decide.proposals.supporting import held
from tequio.decide.proposals.telling import tell_asked, tell_joined
from tequio.ground.clock import now
from tequio.ground.people.models import Person
from tequio.kit.refusals import Refused


@transaction.atomic
def ask_coauthor(proposal: Proposal, *, email: str, by: Person, site: str = "") -> None:
    """Ask whoever has an account with this address to write a proposal together; they are told when `site` is given.

    An address that nobody has is passed over without a word, so that nobody learns here who has an account; so is the
    author's own. Refused once voting has opened, and beyond ten.
    """
    proposal = held(proposal)
    check_change(proposal.budget.stage)
    if CoAuthor.objects.filter(proposal=proposal).count() >= MOST_COAUTHORS:
        raise Refused("proposal.coauthors_full", limit=MOST_COAUTHORS)
    person = (
        Person.objects.filter(email__iexact=email.strip(), is_active=True).first() if email.strip() else None
    )
    if person is None or person.pk == proposal.record.author_id:
        return
    _row, made = CoAuthor.objects.get_or_create(proposal=proposal, person=person)
    if made:
        note("proposal.coauthor_asked", proposal.record, by)
        tell_asked(proposal, person, by=by, site=site)


@transaction.atomic
def accept_coauthoring(proposal: Proposal, *, by: Person, site: str = "") -> CoAuthor:
    """Accept to write a proposal together; the author is told. Refused when nobody asks any more."""
    proposal = held(proposal)
    row = CoAuthor.objects.filter(proposal=proposal, person=by).first()
    if row is None:
        raise Refused("proposal.not_asked")
    if row.accepted is None:
        row.accepted = now()
        row.save(update_fields=["accepted"])
        note("proposal.coauthor_accepted", proposal.record, by)
        tell_joined(proposal, by, site=site)
    return row


@transaction.atomic
def end_coauthoring(proposal: Proposal, person: Person, *, by: Person) -> None:
    """Decline, leave, or take back what was asked; nobody who was not asked is no fault."""
    deleted, _rows = CoAuthor.objects.filter(proposal=proposal, person=person).delete()
    if deleted:
        note("proposal.coauthor_ended", proposal.record, by)
