"""Who assigns, values, and replies: the one place that says so."""

from collections.abc import Container

from django.db.models import Q

from tequio.decide.budgets.access import can_run_budgets
from tequio.decide.proposals.models import Proposal
from tequio.decide.valuations.models import Valuator
from tequio.ground.spaces.rules import PUBLISHERS, ROLES
from tequio.ground.spaces.standing import Standing


def can_assign(standing: Standing, space_id: int) -> bool:
    """Those who run the editions assign valuators, declare what excludes each other and see all prices."""
    return can_run_budgets(standing, space_id)


def can_value(standing: Standing, space_id: int, valuators: Container[int]) -> bool:
    """Those who run the editions, and the valuators of a proposal as long as they belong to the space."""
    return can_assign(standing, space_id) or (
        standing.person_id in valuators and standing.holds(space_id, *ROLES)
    )


def valued_by(standing: Standing) -> Q:
    """Give the filter on proposals that agrees with `can_value`; a subquery, no query of its own."""
    if standing.is_operator:
        return Q()
    assigned = Valuator.objects.filter(person=standing.person_id).values("valuation")
    mine = Q(pk__in=assigned, budget__space__in=standing.spaces_as(frozenset(ROLES)))
    return mine | Q(budget__space__in=standing.spaces_as(PUBLISHERS))


def can_reply(standing: Standing, proposal: Proposal, coauthors: Container[int]) -> bool:
    """The author of a proposal and its co-authors reply to a no that was announced to them."""
    return standing.signed_in and (
        proposal.record.author_id == standing.person_id or standing.person_id in coauthors
    )
