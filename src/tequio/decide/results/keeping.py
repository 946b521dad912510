"""What is erased when appeals are over: the roll, its seal, the pepper, the signing key; counts stay."""

from datetime import date

from django.db import transaction

from tequio.decide.budgets.keys import PEPPER, SIGNING, destroy_key
from tequio.decide.budgets.models import Budget
from tequio.decide.budgets.services import locked, note
from tequio.decide.electorates.services import forget_roll
from tequio.decide.results.frame import today
from tequio.decide.results.models import Bundle, Settlement
from tequio.decide.results.rules import APPEALS_LAST, PUBLISHED, check_turn
from tequio.decide.results.sealed import erase_sealed_roll
from tequio.ground.people.models import Person


def end_of_appeals(bundle: Bundle) -> date:
    """The last day of appeals: sixty days after publication, unless they are ended earlier."""
    return bundle.published + APPEALS_LAST


def erase_roll(budget: Budget, *, by: Person | None) -> Settlement:
    """End the appeals: erase roll entries, appeals, the sealed roll, the pepper and the signing key.

    The published counts stay. May be run again after a crash; done once, nothing changes. Refused before publication.
    """
    with transaction.atomic():
        budget = locked(budget)
        settlement = Settlement.objects.select_for_update().get(budget=budget)
        check_turn(settlement.step, PUBLISHED)
        if settlement.step != PUBLISHED or settlement.erased:
            return settlement
        forget_roll(budget)
        erase_sealed_roll(budget.pk)
        for key in (PEPPER, SIGNING):
            destroy_key(budget.pk, key)
        settlement.erased = today(budget)
        settlement.save(update_fields=["erased"])
        note("roll.erased", budget, by)
    return settlement


def to_erase() -> list[Budget]:
    """The votes whose appeals are over and whose roll is still there: one query."""
    waiting = Bundle.objects.filter(budget__settlement__erased=None, budget__settlement__step=PUBLISHED)
    found = waiting.select_related("budget__space")
    return [bundle.budget for bundle in found if today(bundle.budget) > end_of_appeals(bundle)]
