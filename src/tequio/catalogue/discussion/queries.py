"""Reads of discussions: threads by page, the latest first; a comment's place."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.http import Http404
from django.shortcuts import get_object_or_404

from tequio.catalogue.discussion.access import is_discussed
from tequio.catalogue.discussion.models import Comment
from tequio.catalogue.discussion.rules import MOST_ANSWERS
from tequio.catalogue.records.models import Record

A_PAGE = 20


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment with its answers, the earliest first; `more` of them are not shown."""

    first: Comment
    answers: Sequence[Comment]
    more: int


def discussed_or_404(space: str, public_id: str) -> Record:
    """Return a record that is discussed, with its space and author: one query. Any other is not there."""
    rows = Record.objects.select_related("space", "author")
    record = rows.filter(space__slug=space, public_id=public_id).first()
    if record is None or not is_discussed(record):
        raise Http404(public_id)
    return record


def comment_or_404(record: Record, number: int) -> Comment:
    """Return a comment on a record: one query."""
    return get_object_or_404(Comment.objects.select_related("parent", "author"), record=record, pk=number)


def page_of_threads(record: Record, page: str | int | None, *, size: int = A_PAGE) -> Page[Comment]:
    """Return one page of the comments that begin a thread, the latest first: two queries, one when there are none."""
    return Paginator(_threads(record.pk), size).get_page(page)


def threads_of(page: Page[Comment], *, each: int = MOST_ANSWERS) -> list[Thread]:
    """Return the threads of a page, each with its first answers: one query, none for an empty page."""
    found: dict[int | None, list[Comment]] = defaultdict(list)
    of: dict[int | None, int] = {}
    firsts = list(page)
    if firsts:
        rows = Comment.objects.filter(parent__in=firsts).select_related("author").order_by("at", "pk")
        numbered = rows.annotate(
            place=Window(RowNumber(), partition_by="parent", order_by=["at", "pk"]),
            of=Window(Count("pk"), partition_by="parent"),
        )
        for answer in numbered.filter(place__lte=each):
            found[answer.parent_id].append(answer)
            of[answer.parent_id] = answer.of
    return [Thread(first, found[first.pk], of.get(first.pk, 0) - len(found[first.pk])) for first in firsts]


def page_with(comment: Comment) -> int:
    """Return the number of the page on which a comment stands: one query."""
    first = comment.parent or comment
    later = Q(at__gt=first.at) | Q(at=first.at, pk__gt=first.pk)
    return _threads(comment.record_id).filter(later).count() // A_PAGE + 1


def _threads(record: int) -> QuerySet[Comment]:
    rows = Comment.objects.filter(record=record, parent=None)
    return rows.select_related("author").order_by("-at", "-pk")
