"""Applying content to a record's rows: the part of a publication that touches the tables."""

from collections.abc import Sequence

from tequio.catalogue.attachments.models import Attachment
from tequio.catalogue.kinds import kind_of
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
        known = Territory.objects.only("pk", "code")
        record.territory = known.get(code=content.territory) if content.territory else None
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
    """Write the texts that changed and remove those that are gone; unchanged texts keep their `changed_in`.

    The original comes last, when no other text claims to be it any more.
    """
    kept = {text.language: text for text in record.texts.all()} if version > 1 else {}
    for language in kept.keys() - content.texts.keys():
        kept.pop(language).delete()
    for language, text in sorted(content.texts.items(), key=lambda said: said[1].status == ORIGINAL):
        old = kept.get(language)
        if old is None:
            _write(Text(record=record, language=language), text, version)
        elif _differs(old, text):
            _write(old, text, version)


def _write(row: Text, text: TextContent, version: int) -> None:
    if row.title != text.title:
        row.slug = slug_of(text.title)
    row.title, row.summary, row.status = text.title, text.summary, text.status
    row.sections = dict(text.to_json()["sections"])
    row.changed_in = version
    row.made_from = 0 if text.status == ORIGINAL else (text.made_from or version)
    row.save()


def _differs(row: Text, text: TextContent) -> bool:
    """Say whether a text says something new. A translation that was not touched keeps what it was made from."""
    said = row.title, row.summary, row.sections, row.status
    says = text.title, text.summary, text.to_json()["sections"], text.status
    return said != says or bool(text.made_from and text.made_from != row.made_from)


def apply_themes(record: Record, codes: Sequence[str]) -> None:
    """Tie the record to its themes; codes that nobody knows are left out. Two queries for a new record, else up to four."""
    ids = list(Theme.objects.filter(code__in=codes).order_by().values_list("pk", flat=True)) if codes else []
    if record.version > 1:
        record.themes.set(ids)
        return
    tie = Record.themes.through
    tie.objects.bulk_create([tie(record_id=record.pk, theme_id=theme) for theme in ids])


def apply_ties(record: Record, content: Content) -> None:
    """Make the record's links what `ties` says, but for those that its kind makes of its answers."""
    wanted = set(content.ties)
    if not wanted and record.version <= 1:
        return
    targets = {
        row.public_id: row for row in Record.objects.filter(public_id__in={target for _, target in wanted})
    }
    kept = set()
    by_answers = kind_of(record.kind).relations_of_answers
    for link in Link.objects.filter(source=record).exclude(relation__in=by_answers).select_related("target"):
        if (link.relation, link.target.public_id) in wanted:
            kept.add((link.relation, link.target.public_id))
        else:
            link.delete()
    for position, (relation, public_id) in enumerate(sorted(wanted - kept)):
        if target := targets.get(public_id):
            check_link(relation, record.kind, target.kind)
            Link.objects.create(source=record, relation=relation, target=target, position=position)


def apply_files(record: Record, content: Content) -> None:
    """List exactly the files that the content names: at most two queries."""
    if not content.files and record.version <= 1:
        return
    Attachment.objects.filter(record=record, pk__in=content.files, listed=False).update(listed=True)
    Attachment.objects.filter(record=record, listed=True).exclude(pk__in=content.files).update(listed=False)
