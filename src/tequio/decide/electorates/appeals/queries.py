"""Reads of appeals."""

from django.db.models import QuerySet

from tequio.decide.budgets.models import Budget
from tequio.decide.electorates.codes import read_code
from tequio.decide.electorates.models import Appeal
from tequio.kit.refusals import Refused


def appeals_of(budget: Budget) -> QuerySet[Appeal]:
    """All appeals, those that wait first, the longest waiting before the others."""
    return Appeal.objects.filter(budget=budget).select_related("zone").order_by("decided", "made", "pk")


def waiting(budget: Budget) -> QuerySet[Appeal]:
    """Those that nobody answered yet, the oldest first."""
    return appeals_of(budget).filter(outcome=Appeal.Outcome.WAITING)


def appeal_by(budget: Budget, typed: str) -> Appeal:
    """Return the appeal that a code belongs to: one query. Refuses an unknown code, and a slip of the pen apart."""
    found = Appeal.objects.filter(budget=budget, code=read_code(typed)).first()
    if found is None:
        raise Refused("appeal.unknown")
    return found
