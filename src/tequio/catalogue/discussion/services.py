"""Writes of discussions: saying something, changing it, taking it back; hiding it and showing it again."""

from django.db import transaction

from tequio.catalogue.discussion.access import check_discussed
from tequio.catalogue.discussion.models import Comment
from tequio.catalogue.discussion.rules import (
    TO_CHANGE,
    check_answers,
    check_in_time,
    check_reason,
    check_words,
)
from tequio.catalogue.discussion.telling import tell_hidden, tell_of_comment
from tequio.catalogue.publishing.services import locked
from tequio.catalogue.records.models import Record
from tequio.ground.clock import now
from tequio.ground.ledger.services import enter
from tequio.ground.people.models import Person
from tequio.kit.refusals import Refused


@transaction.atomic
def comment(
    record: Record, *, words: str, language: str, by: Person, to: Comment | None = None, site: str = ""
) -> Comment:
    """Say something about a record, or answer a comment; who is answered and the record's author are told.

    An answer to an answer goes into the same thread. The same words said a second time within a quarter of an hour are
    said once. Refused while the record is not discussed, to what was hidden or taken back, and to a full thread.
    """
    record = locked(record)
    check_discussed(record)
    words = check_words(words)
    first = _first_of(to)
    mine = Comment.objects.filter(record=record, parent=first, author=by, words=words)
    if again := mine.filter(at__gt=now() - TO_CHANGE, hidden=None).first():
        return again
    if first:
        check_answers(first.answers.count())
    said = Comment.objects.create(record=record, parent=first, author=by, language=language, words=words)
    _note("comment.said", said, by)
    tell_of_comment(said, to=to, by=by, site=site)
    return said


@transaction.atomic
def change_comment(said: Comment, *, words: str, by: Person) -> Comment:
    """Change the words of a comment. Refused a quarter of an hour after it was said, and once it is hidden or gone."""
    said = _held(said)
    words = check_words(words)
    _check_there(said)
    check_in_time(said.at, now())
    if words != said.words:
        said.words, said.edited = words, now()
        said.save(update_fields=["words", "edited"])
        _note("comment.changed", said, by)
    return said


@transaction.atomic
def take_back_comment(said: Comment, *, by: Person) -> Comment:
    """Erase the words of a comment; where it stood is said that it was taken back. A second time changes nothing."""
    said = _held(said)
    if said.taken_back is None:
        said.words, said.taken_back = "", now()
        said.save(update_fields=["words", "taken_back"])
        _note("comment.taken_back", said, by)
    return said


@transaction.atomic
def hide_comment(said: Comment, *, reason: str, by: Person, site: str = "") -> Comment:
    """Hide a comment; everybody reads the reason in its place, and its author is told. Refused once it is hidden or gone."""
    said = _held(said)
    reason = check_reason(reason)
    _check_there(said)
    said.hidden, said.reason, said.hidden_by = now(), reason, by
    said.save(update_fields=["hidden", "reason", "hidden_by"])
    _note("comment.hidden", said, by)
    tell_hidden(said, by=by, site=site)
    return said


@transaction.atomic
def show_comment(said: Comment, *, by: Person) -> Comment:
    """Show a hidden comment again; one that is not hidden is left alone."""
    said = _held(said)
    if said.hidden is not None:
        said.hidden, said.reason, said.hidden_by = None, "", None
        said.save(update_fields=["hidden", "reason", "hidden_by"])
        _note("comment.shown", said, by)
    return said


def _first_of(to: Comment | None) -> Comment | None:
    """Return the comment that begins the thread of an answer, held; refuses what is hidden or gone."""
    if to is None:
        return None
    _check_there(_held(to))
    return _held(to.parent or to)


def _held(said: Comment) -> Comment:
    rows = Comment.objects.select_for_update(of=("self",))
    return rows.select_related("record__space", "author").get(pk=said.pk)


def _check_there(said: Comment) -> None:
    if said.hidden is not None or said.taken_back is not None:
        raise Refused("comment.not_there")


def _note(action: str, said: Comment, by: Person) -> None:
    enter(action, subject=f"comment:{said.pk}", by=by.pk, space=said.record.space_id)
