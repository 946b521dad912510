"""What a draft may be the same as: records that are published, and others that wait beside it."""

from typing import Any

from tequio.catalogue.likeness.queries import Like, published_like
from tequio.catalogue.likeness.rules import OTHER, Sketch, judged
from tequio.catalogue.publishing.models import Draft
from tequio.catalogue.records.content import Content, read_content

MOST = 30


def like_draft(draft: Draft, language: str) -> list[Like]:
    """List what a draft may be the same as, or of one series with: four queries, five without an index."""
    mine = sketch_of(read_content(draft.content))
    record = draft.record
    return published_like(mine, kind=record.kind, leave_out=record.pk, language=language) + _waiting(
        draft, mine
    )


def sketch_of(content: Content) -> Sketch:
    titles = [text.title for text in content.texts.values() if text.title]
    return Sketch(titles, content.territory, content.place, _first_year(content.answers.values()))


def _first_year(answers: Any) -> int | None:
    """The earliest year among all dates of the answers, whatever their question is called."""
    rows = [row for answer in answers if isinstance(answer, list) for row in answer if isinstance(row, dict)]
    return min((int(str(row["when"])[:4]) for row in rows if row.get("when")), default=None)


def _waiting(draft: Draft, mine: Sketch) -> list[Like]:
    """Other drafts that wait in the space, never published: one query of at most 30 drafts."""
    record = draft.record
    rows = Draft.objects.filter(
        sent__isnull=False, record__space=record.space_id, record__kind=record.kind, record__version=0
    ).exclude(pk=draft.pk)
    found = []
    for other in rows.select_related("record").order_by("-sent")[:MOST]:
        content = read_content(other.content)
        its = sketch_of(content)
        if (verdict := judged(mine, its)) != OTHER:
            row = other.record
            said = content.main.title, content.original, content.place, its.year
            found.append(Like(row.pk, row.public_id, *said, verdict, waits=True))
    return found
