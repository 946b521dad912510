"""Who may see and change a record: the one place that says so."""

from django.db.models import Q

from tequio.catalogue.records.models import Record
from tequio.catalogue.records.rules import DRAFT, PUBLISHED
from tequio.ground.spaces.rules import EDITOR, PUBLISHERS
from tequio.ground.spaces.standing import Standing


def can_see(standing: Standing, record: Record) -> bool:
    """What is published everybody sees; the rest its author and those who publish in its space."""
    return record.visibility == PUBLISHED or is_author(standing, record) or can_publish(standing, record)


def visible_to(standing: Standing) -> Q:
    """Give the filter that agrees with `can_see`; no query."""
    if standing.is_operator:
        return Q()
    seen = Q(visibility=PUBLISHED)
    if standing.signed_in:
        seen |= Q(author=standing.person_id)
    if spaces := standing.spaces_as(PUBLISHERS):
        seen |= Q(space__in=spaces)
    return seen


def can_edit(standing: Standing, record: Record) -> bool:
    """Its author; once it was sent or published also an editor of its space, and those who publish there."""
    if is_author(standing, record) or standing.is_operator:
        return True
    return not is_private(record) and standing.holds(record.space_id, EDITOR, *PUBLISHERS)


def is_private(record: Record) -> bool:
    """What was never published and does not wait for a decision is its author's alone."""
    return record.visibility == DRAFT and record.version == 0


def can_publish(standing: Standing, record: Record) -> bool:
    """Those who publish in its space."""
    return can_publish_in(standing, record.space_id)


def can_publish_in(standing: Standing, space_id: int) -> bool:
    return standing.holds(space_id, *PUBLISHERS)


def is_author(standing: Standing, record: Record) -> bool:
    return standing.signed_in and record.author_id == standing.person_id
