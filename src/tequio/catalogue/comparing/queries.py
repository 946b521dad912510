"""Reads of what a record said: its versions, and two of them compared."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.http import Http404
from django.utils.translation import gettext as _

from tequio.catalogue.attachments.models import Attachment
from tequio.catalogue.comparing.access import can_see_history
from tequio.catalogue.comparing.rules import Piece, changed, pieces_of
from tequio.catalogue.links.words import said as tie_said
from tequio.catalogue.publishing.asking.base import Question, Writing, question_of
from tequio.catalogue.publishing.asking.types import asking_of
from tequio.catalogue.publishing.fixed import language_name
from tequio.catalogue.publishing.models import Version
from tequio.catalogue.publishing.parts import parts_of, questions_of
from tequio.catalogue.records.content import Content, TextContent, actors_named, without_unseen
from tequio.catalogue.records.models import Record
from tequio.catalogue.records.queries import named
from tequio.catalogue.records.rules import PUBLISHED
from tequio.catalogue.templates.models import Template
from tequio.catalogue.templates.queries import all_templates
from tequio.catalogue.templates.rules import Field
from tequio.ground.spaces.standing import Standing


@dataclass(frozen=True, slots=True)
class Passage:
    """One section or answer that changed; `language` is set where the words are the author's."""

    heading: str
    language: str
    pieces: Sequence[Piece]


@dataclass(frozen=True, slots=True)
class Chapter:
    """Passages that belong together: a text in one language, or the answers. `alike` names what did not change."""

    title: str
    passages: Sequence[Passage]
    alike: Sequence[str]


@dataclass(frozen=True, slots=True)
class Reader:
    """For whom two versions are compared: their language, and whether they see more than the public."""

    language: str
    sees_all: bool


def record_with_history(standing: Standing, *, space: str, public_id: str) -> Record:
    """Return a record whose history this reader may see: one query; for others it is not there."""
    rows = Record.objects.select_related("space", "territory", "answers")
    record = rows.filter(space__slug=space, public_id=public_id).first()
    if record is None or not can_see_history(standing, record):
        raise Http404(public_id)
    return record


def versions_of(record: Record) -> list[Version]:
    """List the publications of a record, the last first, without what they say: one query."""
    return list(Version.objects.filter(record=record).defer("content").order_by("-number"))


def contents_of(record: Record, numbers: Sequence[int]) -> dict[int, Mapping[str, object]]:
    """Return what a record said in these versions: one query."""
    rows = Version.objects.filter(record=record, number__in=numbers)
    return dict(rows.values_list("number", "content"))


def compare(record: Record, before: Content, after: Content, reader: Reader) -> list[Chapter]:
    """Compare two contents section by section: at most nine queries, whatever their length."""
    fields = _fields_of(record, reader)
    chapters = [
        _text(language, before.texts.get(language), after.texts.get(language), fields, reader)
        for language in _languages(before, after)
    ]
    if not reader.sees_all:
        before, after = _with_what_all_see(before, after)
    old, new = (_answers(record, content, fields, reader) for content in (before, after))
    return [
        *chapters,
        _chapter(_("Facts"), [(key, "", old.get(key, ""), new.get(key, "")) for key in {**old, **new}]),
    ]


def _fields_of(record: Record, reader: Reader) -> dict[str, Field]:
    """All fields that any template of the record's kind ever had, as the newest that has them words them; no query."""
    mine = [
        template
        for template in all_templates().values()
        if template.space_id == record.space_id and template.kind == record.kind
    ]
    newest = sorted(mine, key=lambda template: -template.number)
    found: dict[str, Field] = {}
    for field in (field for template in newest for field in template.questions):
        found.setdefault(field.key, field)
    return {key: field for key, field in found.items() if reader.sees_all or field.audience == "public"}


def _languages(before: Content, after: Content) -> list[str]:
    return sorted({*before.texts, *after.texts}, key=lambda code: (code != after.original, code))


def _text(
    language: str,
    old: TextContent | None,
    new: TextContent | None,
    fields: Mapping[str, Field],
    reader: Reader,
) -> Chapter:
    old, new = old or TextContent(), new or TextContent()
    rows = [(_("Title"), language, old.title, new.title), (_("Summary"), language, old.summary, new.summary)]
    for key, field in fields.items():
        if field.type == "prose":
            heading = field.heading_in(reader.language)
            rows.append((heading, language, old.sections.get(key, ""), new.sections.get(key, "")))
    return _chapter(language_name(language), rows)


def _chapter(title: str, rows: Sequence[tuple[str, str, str, str]]) -> Chapter:
    compared = [(heading, language, pieces_of(old, new)) for heading, language, old, new in rows]
    return Chapter(
        title,
        [Passage(*row) for row in compared if changed(row[2])],
        [heading for heading, _language, pieces in compared if pieces and not changed(pieces)],
    )


def _with_what_all_see(before: Content, after: Content) -> list[Content]:
    """Leave out actors that were hidden or withdrawn since: one query where any are named."""
    names = {*actors_named(before.answers), *actors_named(after.answers)}
    rows = Record.objects.filter(public_id__in=names, visibility=PUBLISHED)
    seen = set(rows.values_list("public_id", flat=True)) if names else set()
    return [replace(content, answers=without_unseen(content.answers, seen)) for content in (before, after)]


def _answers(record: Record, content: Content, fields: Mapping[str, Field], reader: Reader) -> dict[str, str]:
    """Say all answers in words, by heading: a query for the place, one each for files and ties where there are any."""
    writing = Writing(content, {}, reader.language, record.space_id, record.pk)
    said = {
        question.heading or question.label: "\n".join(asking_of(question).said(question, writing))
        for question in _questions(fields, reader)
    }
    return {**said, _("Files and pictures"): _files(content), _("Tied to"): _ties(content, reader)}


def _questions(fields: Mapping[str, Field], reader: Reader) -> Iterator[Question]:
    fixed = questions_of(parts_of(Template(parts=[], fields=[]), reader.language))
    yield from (question for question in fixed if question.key not in ("title", "summary"))
    yield from (
        question_of(field, reader.language)
        for field in fields.values()
        if field.type not in ("prose", "file")
    )


def _files(content: Content) -> str:
    if not content.files:
        return ""
    rows = Attachment.objects.filter(pk__in=content.files).order_by("pk")
    return "\n".join(file.title or file.name for file in rows)


def _ties(content: Content, reader: Reader) -> str:
    if not content.ties:
        return ""
    ids = dict(
        Record.objects.filter(public_id__in=[tie[1] for tie in content.ties]).values_list("public_id", "pk")
    )
    names = named(ids.values(), reader.language)
    rows = [(relation, names.get(ids.get(public_id, 0))) for relation, public_id in content.ties]
    return "\n".join(
        f"{tie_said(relation, outward=True)}: {other.title}" for relation, other in rows if other
    )
