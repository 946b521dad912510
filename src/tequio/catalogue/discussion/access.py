"""Who may say something about a record, change it and hide it: the one place that says so."""

from tequio.catalogue.discussion.models import Comment
from tequio.catalogue.kinds import kind_of
from tequio.catalogue.records.models import Record
from tequio.catalogue.records.rules import PUBLISHED
from tequio.ground.spaces.rules import MODERATOR, PUBLISHERS
from tequio.ground.spaces.standing import Standing
from tequio.kit.refusals import Refused


def is_discussed(record: Record) -> bool:
    """What everybody may read, of a kind that is discussed at all."""
    return record.visibility == PUBLISHED and kind_of(record.kind).may_discuss is not None


def check_discussed(record: Record) -> None:
    """Refuse what is not discussed, and what its kind keeps closed now: as many queries as the kind needs."""
    may_discuss = kind_of(record.kind).may_discuss
    if may_discuss is None or not is_discussed(record):
        raise Refused("comment.not_discussed")
    may_discuss(record)


def can_comment(standing: Standing, record: Record) -> bool:
    """Whoever has an account takes part; when it is open, its kind says."""
    return standing.signed_in and is_discussed(record)


def is_own(standing: Standing, comment: Comment) -> bool:
    """Its author changes it for a while and takes it back at any time, unless it was taken back or hidden."""
    mine = standing.signed_in and comment.author_id == standing.person_id
    return mine and comment.taken_back is None and comment.hidden is None


def can_hide(standing: Standing, space_id: int) -> bool:
    """Moderators and those who publish in the space hide comments, and show them again."""
    return standing.holds(space_id, MODERATOR, *PUBLISHERS)


def can_read(standing: Standing, comment: Comment, space_id: int) -> bool:
    """Everybody, unless it is hidden: then only those who could hide it."""
    return comment.hidden is None or can_hide(standing, space_id)
