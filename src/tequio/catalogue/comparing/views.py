"""The history of a record, and two of its versions beside each other."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from tequio.catalogue.comparing.access import can_see_all_answers
from tequio.catalogue.comparing.queries import (
    Chapter,
    Reader,
    compare,
    contents_of,
    record_with_history,
    versions_of,
)
from tequio.catalogue.publishing.models import Draft, Version
from tequio.catalogue.publishing.services import title_of
from tequio.catalogue.records.content import read_content
from tequio.catalogue.records.models import Record
from tequio.catalogue.records.rules import PUBLISHED, text_language
from tequio.ground.http import SiteRequest
from tequio.ground.permissions import open_to_all

DRAFT = "draft"


@open_to_all
@require_safe
def versions(request: SiteRequest, space: str, public_id: str) -> HttpResponse:
    """List the versions of a record and compare two of them (`?from=1&to=2`), or the last with the draft (`to=draft`).

    Four queries for a reader, at most 15 for an editor, whatever the number of versions and their length.
    """
    record = record_with_history(request.standing, space=space, public_id=public_id)
    reader = Reader(
        text_language(get_language() or "en"), sees_all=can_see_all_answers(request.standing, record)
    )
    listed = versions_of(record)
    draft = Draft.objects.filter(record=record).first() if reader.sees_all else None
    before, after = _chosen(request, listed, draft)
    chapters = _chapters(record, before, after, draft, reader) if before else []
    context = {
        "record": record,
        "space": record.space,
        "title": title_of(record),
        "versions": listed,
        "before": before,
        "after": after,
        "draft": draft,
        "public": record.visibility == PUBLISHED,
        "chapters": chapters,
        "unchanged": [one.title for one in chapters if one.alike and not one.passages],
    }
    return render(request, "compare/versions.html", context)


def _chosen(request: SiteRequest, listed: Sequence[Version], draft: Draft | None) -> tuple[str, str]:
    """Choose what is compared: what was asked for if it is there, else the last two; nothing where there is one."""
    numbers = [str(version.number) for version in listed]
    after = request.GET.get("to", "")
    if after not in numbers and not (after == DRAFT and draft):
        after = numbers[0]
    before = request.GET.get("from", "")
    if before in numbers and before != after:
        return before, after
    earlier = numbers if after == DRAFT else numbers[numbers.index(after) + 1 :]
    return (earlier[0], after) if earlier else ("", "")


def _chapters(record: Record, before: str, after: str, draft: Draft | None, reader: Reader) -> list[Chapter]:
    said = contents_of(record, [int(side) for side in (before, after) if side != DRAFT])
    old = read_content(said[int(before)])
    new = read_content(draft.content if after == DRAFT and draft else said[int(after)])
    return compare(record, old, new, reader)
