"""Who may read the history of a record: the one place that says so."""

from tequio.catalogue.publishing.access import can_write
from tequio.catalogue.records.access import can_see
from tequio.catalogue.records.models import Record
from tequio.ground.spaces.standing import Standing


def can_see_history(standing: Standing, record: Record) -> bool:
    """Whoever sees a record that was published sees what it said before; a hidden one only those who see it."""
    return bool(record.version) and can_see(standing, record)


def can_see_all_answers(standing: Standing, record: Record) -> bool:
    """Answers for reviewers and the secretariat, and the draft, are for those who may change the record."""
    return can_write(standing, record)
