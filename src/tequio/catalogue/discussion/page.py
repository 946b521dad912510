"""What the page of a discussion shows, and what of it stands at the foot of its record's page."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tequio.catalogue.discussion.access import can_comment, can_hide, can_read, is_own
from tequio.catalogue.discussion.models import Comment
from tequio.catalogue.discussion.queries import Thread, page_of_threads, threads_of
from tequio.catalogue.records.models import Record
from tequio.ground.spaces.standing import Standing

AT_THE_FOOT, ANSWERS_AT_THE_FOOT = 5, 3


@dataclass(frozen=True, slots=True)
class Said:
    """A comment as one reader gets it: `doors` are (label, address) of what they can do with it."""

    comment: Comment
    of_author: bool
    words: str
    doors: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Shown:
    """A thread as one reader gets it."""

    first: Said
    answers: Sequence[Said]
    more: int


def address(record: Record) -> str:
    """Where the discussion of a record stands, whole."""
    return reverse("discussion", kwargs={"space": record.space.slug, "public_id": record.public_id})


def shown(threads: Sequence[Thread], record: Record, standing: Standing, *, is_open: bool) -> list[Shown]:
    """Return threads as a reader gets them; no query."""
    page = address(record)

    def said(comment: Comment) -> Said:
        reads = can_read(standing, comment, record.space_id)
        of_author = comment.author_id is not None and comment.author_id == record.author_id
        doors = _doors(comment, record, standing, page, is_open=is_open)
        return Said(comment, of_author, comment.words if reads else "", doors)

    return [
        Shown(said(thread.first), [said(answer) for answer in thread.answers], thread.more)
        for thread in threads
    ]


def _doors(
    comment: Comment, record: Record, standing: Standing, page: str, *, is_open: bool
) -> list[tuple[str, str]]:
    there = comment.hidden is None and comment.taken_back is None
    found = []
    if is_open and there:
        found.append((_("Answer"), "answer"))
    if is_own(standing, comment):
        found.append((_("Change or take back"), "change"))
    if can_hide(standing, record.space_id) and comment.taken_back is None:
        found.append((_("Hide") if comment.hidden is None else _("Show again"), "hide"))
    return [(label, f"{page}?{act}={comment.pk}#write") for label, act in found]


def foot(record: Record, *, is_open: bool) -> SafeString:
    """Write the latest of a discussion as everybody sees it: three queries, one when nobody has said anything.

    `is_open` is what the kind says now: without it nobody is led to answering.
    """
    page = page_of_threads(record, 1, size=AT_THE_FOOT)
    threads = threads_of(page, each=ANSWERS_AT_THE_FOOT)
    return render_to_string(
        "discussion/foot.html",
        {
            "threads": shown(threads, record, Standing(), is_open=is_open),
            "number": page.paginator.count,
            "is_open": is_open,
            "page": address(record),
        },
    )


def may_write(standing: Standing, record: Record, *, is_open: bool) -> bool:
    """Say whether this reader gets a form to write in."""
    return is_open and can_comment(standing, record)
