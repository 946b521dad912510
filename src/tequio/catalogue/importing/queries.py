"""Reads whole records to give them away: published ones only, in constant memory."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import F, QuerySet

from tequio.catalogue.attachments.models import Attachment
from tequio.catalogue.importing.flat import Shape, shape_of
from tequio.catalogue.publishing.models import Version
from tequio.catalogue.records.content import actors_named, without_unseen
from tequio.catalogue.records.models import Record, Text
from tequio.catalogue.records.rules import PUBLISHED
from tequio.catalogue.templates.models import Template
from tequio.catalogue.templates.rules import Field
from tequio.ground.spaces.models import Space
from tequio.ground.territories.recognise import fold
from tequio.ground.themes.models import Theme
from tequio.ground.themes.services import LANGUAGES

TOGETHER = 500
# An actor has no template; its answers have columns of their own all the same.
ACTOR_QUESTIONS = [Field(key="sector", type="choice"), Field(key="website", type="choice")]


def published(space: Space, kind: str) -> QuerySet[Record]:
    return Record.objects.filter(space=space, kind=kind, visibility=PUBLISHED)


def shape_for(space: Space, kind: str) -> Shape:
    """Find the columns that the records of a kind need: two queries."""
    texts = Text.objects.filter(record__space=space, record__kind=kind, record__visibility=PUBLISHED)
    languages = sorted(texts.order_by().values_list("language", flat=True).distinct())
    return shape_of(languages, questions_of(space, kind))


def questions_of(space: Space, kind: str) -> list[Field]:
    """List what a kind asks or has asked in a space, the present template first: one query."""
    if kind == "actor":
        return ACTOR_QUESTIONS
    templates = Template.objects.filter(space=space, kind=kind).order_by("-number")
    asked: dict[str, Field] = {}
    for template in templates:
        for question in template.questions:
            asked.setdefault(question.key, question)
    return list(asked.values())


def wholes(space: Space, kind: str, *, audience: str = "") -> Iterator[dict[str, Any]]:
    """Yield each published record as JSON Lines has it, oldest first: four queries for five hundred.

    With an audience (`public`), answers that are for somebody else are left out, and actors that nobody sees.
    """
    hidden = (
        {question.key for question in questions_of(space, kind) if question.audience != audience}
        if audience
        else None
    )
    last = 0
    while rows := list(published(space, kind).filter(pk__gt=last).order_by("pk")[:TOGETHER]):
        last = rows[-1].pk
        yield from _wholes(rows, hidden)


def _wholes(rows: Sequence[Record], hidden: set[str] | None) -> Iterator[dict[str, Any]]:
    latest = Version.objects.filter(record__in=rows, number=F("record__version"))
    contents = dict(latest.values_list("record_id", "content"))
    names = _names(
        {actor for content in contents.values() for actor in actors_named(content["answers"])},
        published_only=hidden is not None,
    )
    if hidden is not None:
        contents = {pk: _shown(content, hidden, names) for pk, content in contents.items()}
    files = _files({file for content in contents.values() for file in content.get("files", ())})
    for row in rows:
        if content := contents.get(row.pk):
            yield {
                "public_id": row.public_id,
                "version": row.version,
                "origin": row.origin,
                "source_url": row.source_url,
                "published": row.published.isoformat() if row.published else "",
                "content": content,
                "actors": {
                    actor: names[actor] for actor in actors_named(content["answers"]) if actor in names
                },
                "files": [files[file] for file in content.get("files", ()) if file in files],
            }


def _shown(content: dict[str, Any], hidden: set[str], names: Mapping[str, str]) -> dict[str, Any]:
    answers = without_unseen(content["answers"], names)
    answers = {key: value for key, value in answers.items() if key not in hidden}
    texts = {
        language: {
            **text,
            "sections": {key: prose for key, prose in text["sections"].items() if key not in hidden},
        }
        for language, text in content["texts"].items()
    }
    return {**content, "answers": answers, "texts": texts}


def _names(public_ids: set[str], *, published_only: bool) -> dict[str, str]:
    texts = Text.objects.filter(record__public_id__in=public_ids, language=F("record__original_language"))
    if published_only:
        texts = texts.filter(record__visibility=PUBLISHED)
    return dict(texts.values_list("record__public_id", "title"))


def _files(ids: set[int]) -> dict[int, dict[str, Any]]:
    if not ids:
        return {}
    rows = Attachment.objects.filter(pk__in=ids).values("id", "name", "sha256")
    return {row["id"]: dict(row) for row in rows}


def theme_labels() -> dict[str, str]:
    """Map what a theme may be called, folded, to its code: codes, labels and alternatives in all languages; one query."""
    found: dict[str, str] = {}
    for theme in Theme.objects.order_by("pk"):
        alternatives = [label for labels in theme.alternatives.values() for label in labels]
        labels = [theme.labels[language] for language in LANGUAGES if language in theme.labels]
        for label in (theme.code, theme.code.replace("-", "_"), *labels, *alternatives):
            found.setdefault(fold(label), theme.code)
    return found
