"""Who may write a draft, send it, and decide on it: the one place that says so."""

from django.db.models import Q

from tequio.catalogue.publishing.models import Offer
from tequio.catalogue.records.access import can_edit, can_publish, can_publish_in
from tequio.catalogue.records.models import Record
from tequio.ground.spaces.rules import PUBLISHERS
from tequio.ground.spaces.standing import Standing


def can_start(standing: Standing, space_id: int) -> bool:
    """Whoever has an account may begin to write in any space; what comes of it is decided when it is sent."""
    return standing.signed_in


def can_write(standing: Standing, record: Record) -> bool:
    """Those who may change a record see its draft, write in it, send it and take it back.

    A first draft that was not sent is its author's alone.
    """
    return can_edit(standing, record)


def can_decide(standing: Standing, record: Record) -> bool:
    """Those who publish in its space publish what was sent, send it back, hide, withdraw and show again."""
    return can_publish(standing, record) and can_edit(standing, record)


def can_open_desk(standing: Standing, space_id: int) -> bool:
    """The desk is for those who publish in the space."""
    return can_publish_in(standing, space_id)


def desk_opens_to(standing: Standing) -> Q:
    """Give the filter on spaces that agrees with `can_open_desk`; no query."""
    return Q() if standing.is_operator else Q(pk__in=standing.spaces_as(PUBLISHERS))


def can_take_back_offer(standing: Standing, record: Record) -> bool:
    """Those who publish in its space, also while what they sent back is its author's alone."""
    return can_publish(standing, record)


def can_answer(standing: Standing, offer: Offer) -> bool:
    """The one to whom a record is offered, and nobody for them."""
    return standing.signed_in and offer.to_id == standing.person_id


def answerable_by(standing: Standing) -> Q:
    """Give the filter on offers that agrees with `can_answer`; no query."""
    return Q(to=standing.person_id) if standing.signed_in else Q(pk__in=[])
