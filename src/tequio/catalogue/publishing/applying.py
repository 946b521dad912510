"""Applying content to a record's rows: the part of a publication that touches the tables."""

from collections.abc import Sequence
from typing import Any

from tequio.catalogue.attachments.models import Attachment
from tequio.catalogue.links.models import Link
from tequio.catalogue.links.rules import check_link
from tequio.catalogue.records.content import Content, TextContent
from tequio.catalogue.records.models import Record, Text
from tequio.catalogue.records.rules import ORIGINAL, slug_of
from tequio.catalogue.templates.models import Answers, Template
from tequio.ground.territories.models import Territory
from tequio.ground.themes.models import Theme


def apply_place(record: Record, content: Content) -> None:
    """Set territory, place, point, language and licence on the unsaved record: one query when the territory changes."""
    code = record.territory.code if record.territory_id else ""  # type: ignore[union-attr]
    if code != content.territory:
        record.territory = Territory.objects.get(code=content.territory) if content.territory else None
    record.place = content.place
    record.lat, record.lon = content.point or (None, None)
    record.original_language = content.original
    record.licence = content.licence


def apply_answers(record: Record, content: Content, template: Template | None) -> None:
    """Store typed answers; actors go to links and prose to texts, so neither is stored here. At most one query."""
    if template is None:
        return
    elsewhere = {field.key for field in template.questions if field.type in ("actor", "prose")}
    values = {key: value for key, value in content.answers.items() if key not in elsewhere}
    if record.answers_id is None:
        record.answers = Answers.objects.create(template=template, values=values)
    else:
        Answers.objects.filter(pk=record.answers_id).update(template=template, values=values)


def apply_texts(record: Record, content: Content, version: int) -> None:
    """Write the texts that changed and remove those that are gone; unchanged texts keep their `changed_in`."""
    kept = {text.language: text for text in record.texts.all()} if version > 1 else {}
    for language, text in content.texts.items():
        old = kept.pop(language, None)
        if old is None:
            _write(Text(record=record, language=language), text, version)
        elif _said(old) != _says(text):
            _write(old, text, version)
    for text_gone in kept.values():
        text_gone.delete()


def _write(row: Text, text: TextContent, version: int) -> None:
    if row.title != text.title:
        row.slug = slug_of(text.title)
    row.title, row.summary, row.status = text.title, text.summary, text.status
    row.sections = dict(text.to_json()["sections"])
    row.changed_in = version
    row.made_from = 0 if text.status == ORIGINAL else (text.made_from or version)
    row.save()


def _said(row: Text) -> tuple[Any, ...]:
    return row.title, row.summary, row.sections, row.status, row.made_from


def _says(text: TextContent) -> tuple[Any, ...]:
    return text.title, text.summary, text.to_json()["sections"], text.status, text.made_from


def apply_themes(record: Record, codes: Sequence[str]) -> None:
    """Tie the record to its themes; codes that nobody knows are left out. Two to four queries."""
    record.themes.set(Theme.objects.filter(code__in=codes) if codes else [])


def apply_ties(record: Record, content: Content) -> None:
    """Make the record's own links to other records (not those to actors) what the content says."""
    wanted = set(content.ties)
    if not wanted and record.version <= 1:
        return
    relations = {relation for relation, _ in wanted}
    targets = {
        row.public_id: row for row in Record.objects.filter(public_id__in={target for _, target in wanted})
    }
    own = Link.objects.filter(source=record, target__kind=record.kind).select_related("target")
    for link in own:
        if (link.relation, link.target.public_id) not in wanted:
            link.delete()
    have = {(link.relation, link.target.public_id) for link in own}
    for relation, public_id in sorted(wanted - have):
        if target := targets.get(public_id):
            check_link(relation, record.kind, target.kind)
            Link.objects.create(source=record, relation=relation, target=target, position=len(relations))


def apply_files(record: Record, content: Content) -> None:
    """List exactly the files that the content names: at most two queries."""
    if not content.files and record.version <= 1:
        return
    Attachment.objects.filter(record=record, pk__in=content.files, listed=False).update(listed=True)
    Attachment.objects.filter(record=record, listed=True).exclude(pk__in=content.files).update(listed=False)
