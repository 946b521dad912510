"""What must be true of content before it is sent or published."""

from collections.abc import Iterator, Sequence
from typing import Any

from tequio.catalogue.records.content import Content
from tequio.catalogue.records.rules import LICENCES, PLACE_LONGEST, SUMMARY_WORDS, TITLE_LONGEST
from tequio.catalogue.templates.rules import Field, check_answer, check_prose
from tequio.kit.refusals import Refused
from tequio.kit.words import count_words


def check_title(title: str) -> str:
    """Refuse a title that is missing or too long; inner space is made single."""
    title = " ".join(title.split())
    if not title:
        raise Refused("title.missing")
    if len(title) > TITLE_LONGEST:
        raise Refused("title.too_long", letters=len(title), limit=TITLE_LONGEST)
    return title


def check_summary(summary: str) -> str:
    """Refuse a summary over its word limit."""
    summary = summary.replace("\r\n", "\n").strip()
    if (count := count_words(summary)) > SUMMARY_WORDS:
        raise Refused("summary.too_long", words=count, limit=SUMMARY_WORDS, over=count - SUMMARY_WORDS)
    return summary


def faults(content: Content, fields: Sequence[Field]) -> Iterator[tuple[str, Refused]]:
    """Yield (field key, refusal) for all that keeps the content from being sent; nothing when it may be."""
    text = content.main
    yield from _fault("title", check_title, text.title)
    yield from _fault("summary", check_summary, text.summary)
    if not text.summary.strip():
        yield "summary", Refused("field.required", field="summary")
    if not content.territory:
        yield "territory", Refused("territory.missing")
    if len(content.place) > PLACE_LONGEST:
        yield "place", Refused("place.too_long", letters=len(content.place), limit=PLACE_LONGEST)
    if content.licence not in LICENCES:
        yield "licence", Refused("licence.unknown", licence=content.licence)
    for field in fields:
        if not field.retired:
            yield from _field_faults(content, field)


def _field_faults(content: Content, field: Field) -> Iterator[tuple[str, Refused]]:
    value = value_of(content, field)
    if value in (None, "", [], {}):
        if field.required:
            yield field.key, Refused("field.required", field=field.key)
        return
    if field.type == "prose":
        yield from _fault(field.key, lambda text: check_prose(field, text), value)
    else:
        yield from _fault(field.key, lambda answer: check_answer(field, answer), value)


def value_of(content: Content, field: Field) -> Any:
    """Return what the content answers to a field, in the original language for prose."""
    return (
        content.main.sections.get(field.key, "") if field.type == "prose" else content.answers.get(field.key)
    )


def _fault(key: str, check: Any, value: Any) -> Iterator[tuple[str, Refused]]:
    try:
        check(value)
    except Refused as refusal:
        yield key, refusal
