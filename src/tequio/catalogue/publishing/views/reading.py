"""What the views of this room share: the reader's language, a page of a list, the steps of the writing."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from tequio.catalogue.publishing.progress import DONE, TO_DO, WRONG
from tequio.catalogue.publishing.queries import Sheet
from tequio.catalogue.records.models import Record
from tequio.catalogue.records.rules import text_language
from tequio.ground.paging import Counted

A_PAGE = 20


def reader_language() -> str:
    """Return the language of texts that goes with the interface's."""
    return text_language(get_language() or "en")


def page_of_list(request: HttpRequest, records: QuerySet[Record], count: int | None = None) -> Page[Record]:
    """Take the asked page of a list; one that is not there becomes the nearest: two queries, one where `count` is known."""
    pages = Paginator(records, A_PAGE) if count is None else Counted(records, A_PAGE, count=count)
    return pages.get_page(request.GET.get("page"))


@dataclass(frozen=True)
class Step:
    """A part in the list of steps."""

    key: str
    title: str
    url: str
    state: str
    note: str


def steps_of(sheet: Sheet, here: str = "") -> list[Step]:
    """Make the list of steps: all parts with how far each has come, then the check."""
    steps = [_step(sheet, part.key, part.title, here) for part in sheet.parts]
    checked = Step(
        "check",
        _("Check and send"),
        writing_url(sheet.record, "check"),
        "here" if here == "check" else "",
        "",
    )
    return [*steps, checked]


def _step(sheet: Sheet, key: str, title: str, here: str) -> Step:
    state = sheet.progress.states[key]
    notes = {
        DONE: pgettext("a part of a form", "Done"),
        WRONG: pgettext("a part of a form", "Look again"),
        TO_DO: pgettext("a part of a form", "To do"),
    }
    drawn = "here" if key == here else "done" if state == DONE else ""
    return Step(key, title, part_url(sheet.record, key), drawn, notes.get(state, ""))


def part_url(record: Record, part: str) -> str:
    return writing_url(record, "part", part=part)


def writing_url(record: Record, page: str, **more: str) -> str:
    """Return the address of one of a record's pages of writing: `part`, `keep`, `check`."""
    return reverse(
        f"{record.kind}-{page}", kwargs={"space": record.space.slug, "public_id": record.public_id, **more}
    )


def after(parts: Sequence[str], part: str) -> str:
    """Return the part that follows; empty after the last."""
    place = parts.index(part) + 1
    return parts[place] if place < len(parts) else ""
