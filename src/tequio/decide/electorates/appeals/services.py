"""Writes of appeals: making one, answering it."""

from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from tequio.decide.budgets.models import Budget, Zone
from tequio.decide.budgets.rules import APPEAL, is_open
from tequio.decide.budgets.services import locked, note
from tequio.decide.electorates.codes import new_code, spelt
from tequio.decide.electorates.models import Appeal
from tequio.decide.electorates.queries import electorate_of
from tequio.ground.clock import now
from tequio.ground.notices.mail import send_mail_later
from tequio.ground.people.models import Person
from tequio.kit.refusals import Refused

ACCEPTED = Appeal.Outcome.ACCEPTED


@dataclass(frozen=True)
class Complaint:
    """What somebody says is wrong, in which zone, and where the answer is sent, if anywhere."""

    words: str
    zone: Zone | None = None
    email: str = ""


def can_appeal(budget: Budget) -> bool:
    """The roll may be appealed from the publication of prices to the count, until it is settled: one query."""
    return is_open(budget.stage, APPEAL) and not electorate_of(budget).settled


@transaction.atomic
def make_appeal(budget: Budget, said: Complaint) -> Appeal:
    """Keep an appeal and give it a code by which its answer is read. Refused while the roll cannot be appealed.

    The ledger says that there was one, and not by whom.
    """
    budget = locked(budget)
    if not can_appeal(budget):
        raise Refused("appeal.not_open")
    appeal = Appeal.objects.create(
        budget=budget, code=new_code(), zone=said.zone, words=said.words, email=said.email
    )
    note("appeal.made", budget, None)
    return appeal


@transaction.atomic
def decide_appeal(appeal: Appeal, outcome: str, reason: str, *, by: Person, site: str) -> Appeal:
    """Answer an appeal with a reason, and tell it by mail where an address was given, which is then forgotten.

    Refuses one that was answered. What follows from it (an entry made, moved, restored) the officer does on the roll.
    """
    appeal = Appeal.objects.select_for_update(of=("self",)).select_related("budget__space").get(pk=appeal.pk)
    if appeal.outcome != Appeal.Outcome.WAITING:
        raise Refused("appeal.decided")
    address, appeal.email = appeal.email, ""
    appeal.outcome, appeal.reason, appeal.decided, appeal.by = outcome, reason, now(), by
    appeal.save()
    note(f"appeal.{outcome}", appeal.budget, by)
    if address:
        _tell(appeal, address, site)
    return appeal


def _tell(appeal: Appeal, address: str, site: str) -> None:
    """Leave the answer as a mail in the language of the space."""
    space = appeal.budget.space
    with override({"pt": "pt-br"}.get(space.language, space.language)):
        edition = appeal.budget.name_in(get_language() or "en") or appeal.budget.slug
        page = site + reverse("appeal", args=[space.slug, appeal.budget.slug])
        right = _("You were right, and the list of voters is set right.")
        said = right if appeal.outcome == ACCEPTED else _("The list of voters stays as it is.")
        parts = [
            said,
            "> " + appeal.reason.replace("\n", "\n> "),
            _("Your appeal has the code {code}: {page}").format(code=spelt(appeal.code), page=page),
        ]
        subject = _("Your appeal: {edition}").format(edition=edition)
        send_mail_later(to=address, subject=subject, text="\n\n".join(parts))
