"""Who may read a file and change it: the one place that says so."""

from tequio.catalogue.attachments.models import Attachment
from tequio.catalogue.records.access import can_edit, can_publish, can_see
from tequio.catalogue.records.rules import PUBLISHED
from tequio.ground.spaces.standing import Standing


def can_read(standing: Standing, file: Attachment) -> bool:
    """What was published with a record is read by whoever sees the record; the rest by those who may change it."""
    return (file.listed and can_see(standing, file.record)) or can_edit(standing, file.record)


def is_public(file: Attachment) -> bool:
    """Say whether everybody may read a file, so that caches between here and there may keep it."""
    return file.listed and file.record.visibility == PUBLISHED


def can_name(standing: Standing, file: Attachment) -> bool:
    """A file's title is its author's until it is published, then it belongs to those who publish."""
    return can_publish(standing, file.record) if file.listed else can_edit(standing, file.record)
