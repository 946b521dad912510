"""What a record answers, ready to print: its prose by section and its short answers."""

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import to_locale

from tequio.catalogue.records.models import Record
from tequio.catalogue.records.reading import Reading
from tequio.catalogue.records.rules import text_language
from tequio.catalogue.templates.models import Template
from tequio.catalogue.templates.rules import Field
from tequio.kit.html import html_of
from tequio.kit.money import Money


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the text: `heading` in the interface's language, `html` clean."""

    key: str
    heading: str
    html: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A key fact in words; `language` is set where it is not the interface's."""

    name: str
    value: str
    language: str = ""


def sections_of(reading: Reading, template: Template | None) -> list[Section]:
    """The prose that was written, in the template's order; what only the secretariat may read is left out."""
    said_in = text_language(reading.interface)
    written: Mapping[str, str] = reading.text.sections
    return [
        Section(question.key, question.heading_in(said_in), html_of(written[question.key]))
        for question in public_questions(template)
        if question.type == "prose" and written.get(question.key)
    ]


def public_questions(template: Template | None) -> list[Field]:
    return [question for question in template.questions if question.audience == "public"] if template else []


def facts_of(record: Record, reading: Reading, placed: Container[str] = ()) -> list[Fact]:
    """The short answers but those that the page gives a place of their own: for whom, budget and the like."""
    answers = record.answers
    if answers is None:
        return []
    interface = reading.interface
    return [
        fact
        for question in public_questions(answers.template)
        if question.key not in placed and answers.values.get(question.key)
        for fact in _fact(question, answers.values[question.key], interface, reading.text.language)
    ]


def _fact(question: Field, value: Any, interface: str, shown: str) -> Iterator[Fact]:
    name = question.heading_in(text_language(interface))
    if question.type == "line":
        language = next((code for code in (shown, "en") if code in value), next(iter(value)))
        yield Fact(name, value[language], "" if language == text_language(interface) else language)
    elif question.type == "money":
        yield Fact(name, Money(**value).spoken(to_locale(interface)))
    elif question.type == "number":
        yield Fact(name, str(value))
    elif question.type == "choice":
        yield Fact(name, question.label_of(value, text_language(interface)))
