"""Reads of records: one by its public id, many by their names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from tequio.catalogue.kinds import page_of
from tequio.catalogue.records.access import can_see, visible_to
from tequio.catalogue.records.models import Record, Text
from tequio.catalogue.records.rules import WITHDRAWN, best_language
from tequio.catalogue.templates.queries import all_templates
from tequio.ground.spaces.models import Space
from tequio.ground.spaces.standing import VISITOR, Standing


@dataclass(frozen=True, slots=True)
class Named:
    """A published record by the name that a reader gets, for links and lists."""

    id: int
    kind: str
    public_id: str
    space: str
    title: str
    slug: str
    language: str
    summary: str = ""
    languages: tuple[str, ...] = ()
    beside: tuple[Any, ...] = ()

    @property
    def url(self) -> str:
        return page_of(self.kind, space=self.space, public_id=self.public_id, slug=self.slug)


_SAYS = (
    "record_id",
    "record__kind",
    "record__public_id",
    "record__space__slug",
    "record__original_language",
    "language",
    "title",
    "slug",
)


def named(
    record_ids: Iterable[int], language: str, *, summaries: bool = False, beside: tuple[str, ...] = ()
) -> dict[int, Named]:
    """Name the published ones among these records in the reader's language or the best other one: one query.

    `beside` names columns to bring along, as a text sees them: `record__place`.
    """
    texts = Text.objects.filter(record__in=list(record_ids), record__visibility="published")
    summary = "summary" if summaries else "slug"
    rows: dict[int, dict[str, tuple[Any, ...]]] = {}
    for row in texts.values_list(*_SAYS, summary, *beside):
        rows.setdefault(row[0], {})[row[5]] = row
    return {
        record: _named(by_language, language, summaries=summaries) for record, by_language in rows.items()
    }


def _named(rows: Mapping[str, tuple[Any, ...]], wanted: str, *, summaries: bool) -> Named:
    original = next(iter(rows.values()))[4]
    record, kind, public_id, space, _original, language, title, slug, summary, *beside = rows[
        best_language(rows, wanted, original)
    ]
    others = tuple(sorted(rows, key=lambda code: (code != original, code)))
    return Named(
        record,
        kind,
        public_id,
        space,
        title,
        slug,
        language,
        summary if summaries else "",
        others,
        tuple(beside),
    )


def record_for(standing: Standing, *, kind: str, public_id: str, beside: tuple[str, ...] = ()) -> Record:
    """Return a record with its space, territory, and answers: one query.

    Not there (404) for those who may not see it, but what was published and withdrawn is returned: its page says that
    it was there.
    `beside` names more one-to-one rows to bring along.
    """
    rows = Record.objects.select_related("space", "territory", "answers", *beside)
    record = next(iter(rows.filter(kind=kind, public_id=public_id)), None)
    if record is None or not (can_see(standing, record) or was_withdrawn(record)):
        raise Http404(public_id)
    if record.answers and (template := all_templates().get(record.answers.template_id)):
        record.answers.template = template
    return record


def was_withdrawn(record: Record) -> bool:
    return record.visibility == WITHDRAWN and record.version > 0


def address_of(public_id: str, language: str, standing: Standing = VISITOR) -> str | None:
    """Return the address of a record's page, or None when there is none to see: two queries."""
    record = Record.objects.filter(visible_to(standing), public_id=public_id).first()
    found = named([record.pk], language) if record else {}
    return found[record.pk].url if record and found else None


def of_origins(space: Space, kind: str, origins: Iterable[str]) -> QuerySet[Record]:
    """Find the records of a space that came from these origins: one query, by its index.

    That origins are not empty is said aloud, since the index holds no others and is not used without it.
    """
    return Record.objects.filter(space=space, kind=kind, origin__in=origins).exclude(origin="")
