"""Who may do what with a proposal: the one place that says so."""

from collections.abc import Collection

from django.db.models import Q

from tequio.catalogue.records.access import is_author
from tequio.catalogue.records.models import Record
from tequio.decide.budgets.access import can_run_budgets
from tequio.ground.spaces.rules import MODERATOR, PUBLISHERS
from tequio.ground.spaces.standing import Standing

Writers = Collection[int]
"""Ids of the people who accepted to write a proposal together with its author."""


def can_propose(standing: Standing, space_id: int) -> bool:
    """Whoever has an account may propose; the phase of the edition says when."""
    return standing.signed_in


def is_writer(standing: Standing, record: Record, coauthors: Writers) -> bool:
    """Its author, and those who accepted to write it together."""
    return is_author(standing, record) or (standing.signed_in and standing.person_id in coauthors)


def written_by(standing: Standing) -> Q:
    """Give the filter on proposals that agrees with `is_writer`; no query."""
    if not standing.signed_in:
        return Q(pk__in=[])
    return Q(record__author=standing.person_id) | Q(
        coauthors__person=standing.person_id, coauthors__accepted__isnull=False
    )


def can_ask_others(standing: Standing, record: Record) -> bool:
    """The author asks others to write it together."""
    return is_author(standing, record)


def can_support(standing: Standing) -> bool:
    """Whoever has an account supports; the phase of the edition says when."""
    return standing.signed_in


def can_review(standing: Standing, space_id: int) -> bool:
    """Those who run the editions of a space admit, reject, select and answer."""
    return can_run_budgets(standing, space_id)


def can_moderate(standing: Standing, space_id: int) -> bool:
    """Moderators and those who publish in the space hide what does not belong there."""
    return standing.holds(space_id, MODERATOR, *PUBLISHERS)
