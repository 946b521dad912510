"""Reads about the questions of a space."""

from collections.abc import Mapping
from typing import Any

from django.db.models import F
from django.http import Http404

from tequio.catalogue.publishing.models import Draft, Version
from tequio.catalogue.questions.access import can_change_questions
from tequio.catalogue.records.models import Record, Text
from tequio.catalogue.templates.models import Template
from tequio.ground.spaces.standing import Standing


def template_to_change(standing: Standing, *, space: str, kind: str) -> Template:
    """Return the questions that a kind has now in a space: one query; for others than its coordinators they are not there."""
    rows = Template.objects.select_related("space")
    template = rows.filter(space__slug=space, kind=kind, current=True).first()
    if template is None or not can_change_questions(standing, template.space_id):
        raise Http404(space)
    return template


def part_of(template: Template, key: str) -> dict[str, Any] | None:
    """Return a part as it is kept; no query."""
    return next((part for part in template.parts if part["key"] == key), None)


def answered(template: Template, key: str) -> int:
    """Count the records that were published with an answer to a question: one query through all records of the kind."""
    field = template.question(key)
    whose = {"record__space": template.space_id, "record__kind": template.kind}
    if field is None:
        return 0
    if field.type == "prose":
        texts = Text.objects.filter(**whose, sections__has_key=key)
        return texts.values("record").distinct().count()
    if field.type == "actor":
        latest = Version.objects.filter(**whose, number=F("record__version"))
        return latest.filter(content__answers__has_key=key).count()
    mine = Record.objects.filter(space=template.space_id, kind=template.kind)
    return mine.filter(answers__values__has_key=key).count()


def used(template: Template, key: str) -> int:
    """Count the records and drafts that hold an answer to a question: three queries, one through all drafts of the kind."""
    mine = Draft.objects.filter(record__space=template.space_id, record__kind=template.kind)
    contents = mine.values_list("content", flat=True).iterator(chunk_size=200)
    return answered(template, key) + sum(_says(content, key) for content in contents)


def _says(content: Mapping[str, Any], key: str) -> bool:
    texts = content.get("texts", {}).values()
    return bool(content.get("answers", {}).get(key)) or any(
        text.get("sections", {}).get(key) for text in texts
    )
