"""Who may have a space show what belongs to another: the one place that says so."""

from tequio.catalogue.records.access import can_publish_in
from tequio.catalogue.records.models import Record
from tequio.catalogue.records.rules import PUBLISHED
from tequio.ground.spaces.standing import Standing


def can_show_in(standing: Standing, space_id: int) -> bool:
    """Those who publish in a space choose what it shows from elsewhere."""
    return can_publish_in(standing, space_id)


def may_be_shown(record: Record, space_id: int) -> bool:
    """What everybody may read and belongs elsewhere."""
    return record.visibility == PUBLISHED and record.space_id != space_id
