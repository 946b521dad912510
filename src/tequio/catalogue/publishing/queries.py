"""Reads of drafts: one's own, those that wait, and one of them whole."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils.translation import gettext as _

from tequio.catalogue.attachments.models import Attachment
from tequio.catalogue.publishing.access import answerable_by, can_answer, can_decide, can_write
from tequio.catalogue.publishing.asking.base import Writing
from tequio.catalogue.publishing.models import Decision, Draft, Offer, Version
from tequio.catalogue.publishing.parts import Part, parts_of
from tequio.catalogue.publishing.progress import Progress, progress_of
from tequio.catalogue.records.content import read_content
from tequio.catalogue.records.models import Record, Text
from tequio.catalogue.records.rules import PUBLISHED, best_text
from tequio.catalogue.templates.models import Template
from tequio.catalogue.templates.queries import current_template
from tequio.ground.spaces.standing import Standing

AUTHORS_READ = ("returned", "hidden", "withdrawn")


@dataclass(frozen=True)
class Sheet:
    """A draft whole, as one reader writes or judges it."""

    draft: Draft
    template: Template
    parts: Sequence[Part]
    writing: Writing
    progress: Progress
    files: Sequence[Attachment] = field(default_factory=list)

    @property
    def record(self) -> Record:
        return self.draft.record

    @property
    def title(self) -> str:
        return self.writing.content.main.title

    @property
    def may_change(self) -> bool:
        return not self.draft.sent


def record_to_write(standing: Standing, *, kind: str, space: str, public_id: str) -> Record:
    """Return a record that this reader may change: one query (and one for the standing); for others it is not there."""
    rows = Record.objects.select_related("space", "author", "territory")
    record = rows.filter(kind=kind, space__slug=space, public_id=public_id).first()
    if record is None or not can_write(standing, record):
        raise Http404(public_id)
    return record


def record_to_decide(standing: Standing, *, space: str, public_id: str) -> Record:
    """Return a record that this reader may decide on; for others it is not there."""
    record = record_on_desk(space=space, public_id=public_id)
    if record is None or not can_decide(standing, record):
        raise Http404(public_id)
    return record


def record_on_desk(*, space: str, public_id: str) -> Record | None:
    """Return a record of a space, whoever may see it: one query; the caller asks access."""
    rows = Record.objects.select_related("space", "author", "territory")
    return rows.filter(space__slug=space, public_id=public_id).first()


def offer_to_answer(standing: Standing, public_id: str) -> Offer:
    """Return the last offer of a record to this reader, answered or not: one query; for others it is not there."""
    rows = Offer.objects.select_related("record__space", "record__author", "by", "to")
    found = rows.filter(answerable_by(standing), record__public_id=public_id).order_by("pk").last()
    if found is None or not can_answer(standing, found):
        raise Http404(public_id)
    return found


def offers_to(standing: Standing) -> QuerySet[Offer]:
    """The offers that wait for this reader's answer, the oldest first."""
    waiting = Offer.objects.filter(answerable_by(standing), outcome=Offer.Outcome.WAITING)
    return waiting.select_related("record__draft", "by").order_by("made", "pk")


def draft_of(record: Record) -> Draft | None:
    """Return a record's draft, tied to the record that was read: one query."""
    draft = Draft.objects.filter(record=record).first()
    if draft:
        draft.record = record
    return draft


def sheet_of(draft: Draft, language: str) -> Sheet:
    """Read a draft whole for a reader's language: two queries, and one for each place or theme it names."""
    template = current_template(draft.record.space_id, draft.record.kind)
    writing = writing_of(draft, language)
    parts = parts_of(template, language)
    files = files_of(draft)
    progress = progress_of(parts, template, writing, files=len(files))
    return Sheet(draft, template, parts, writing, progress, files)


def writing_of(draft: Draft, language: str) -> Writing:
    return Writing(
        content=read_content(draft.content),
        typed=draft.typed,
        language=language,
        space_id=draft.record.space_id,
        record_id=draft.record_id,
    )


def files_of(draft: Draft) -> list[Attachment]:
    """List the files that a draft names, in its order: one query."""
    rows = {row.pk: row for row in Attachment.objects.filter(record=draft.record_id)}
    return [rows[pk] for pk in draft.content.get("files", ()) if pk in rows]


def ever_published(record: Record) -> set[int]:
    """Return the ids of all files that some version of a record names: one query."""
    versions = Version.objects.filter(record=record).values_list("content__files", flat=True)
    return {pk for files in versions for pk in files or ()}


@dataclass(frozen=True)
class Row:
    """A record in a list of one's own or of the desk."""

    record: Record
    draft: Draft | None
    title: str
    language: str
    decision: Decision | None = None

    @property
    def state(self) -> str:
        """Say in words where the record stands for those who write and decide."""
        if self.draft and self.draft.sent:
            return _("Waits for the coordinator")
        if self.draft and self.reason:
            return (
                _("Sent back to you") if self.decision and self.decision.outcome == "returned" else _("Draft")
            )
        if self.draft and self.record.visibility == PUBLISHED:
            return _("Published, with a change in writing")
        return str(self.record.get_visibility_display())

    @property
    def state_on_desk(self) -> str:
        """Say in words whom it waits for, to those who decide."""
        if self.draft and self.draft.sent:
            return _("Waits for you")
        if self.draft and self.decision and self.decision.outcome == "returned":
            return _("Sent back, with its author")
        if self.draft:
            return _("Draft, with its author")
        return str(self.record.get_visibility_display())

    @property
    def reason(self) -> str:
        """The coordinator's last word, as long as it stands."""
        return self.decision.reason if self.decision and self.decision.outcome in AUTHORS_READ else ""


def own_records(standing: Standing) -> QuerySet[Record]:
    """The records that this person wrote, the last changed first; the page makes them rows."""
    mine = Record.objects.filter(author=standing.person_id)
    return mine.order_by(Coalesce("draft__saved", "updated").desc(), "-id")


def rows_of(records: Sequence[Record], language: str) -> list[Row]:
    """Give each record of a page its draft, its title and the last decision on it: two queries.

    One query if each has a draft, from which its title comes, or brings its texts as `told`. The records bring their
    drafts by `select_related`; each that does not costs a query of its own.
    """
    drafts: dict[int, Draft | None] = {record.pk: getattr(record, "draft", None) for record in records}
    texts = {record.pk: {text.language: text for text in getattr(record, "told", ())} for record in records}
    if untold := [pk for pk, draft in drafts.items() if draft is None and not texts[pk]]:
        for text in Text.objects.filter(record__in=untold).only("record_id", "language", "title"):
            texts[text.record_id][text.language] = text
    # All decisions on a page's records are few; the last one stays.
    decided = Decision.objects.filter(record__in=list(drafts)).order_by("at", "id")
    decisions = {decision.record_id: decision for decision in decided}
    return [
        _row(record, drafts[record.pk], texts[record.pk], decisions.get(record.pk), language)
        for record in records
    ]


def _row(
    record: Record, draft: Draft | None, texts: Mapping[str, Text], decision: Decision | None, language: str
) -> Row:
    if draft:
        content = read_content(draft.content)
        return Row(record, draft, content.main.title, content.original, decision)
    text = best_text(texts, language, record.original_language)
    return Row(record, None, text.title if text else "", text.language if text else "", decision)


def last_decision(record: Record) -> Decision | None:
    """Return the last decision on a record: one query."""
    return Decision.objects.filter(record=record).order_by("-at", "-id").first()
