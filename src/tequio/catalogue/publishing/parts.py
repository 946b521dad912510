"""The parts in which a record is written: the fixed ones that every kind has, and the template's own between them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tequio.catalogue.publishing.asking.base import Question, question_of
from tequio.catalogue.publishing.fixed import text_languages
from tequio.catalogue.records.rules import LICENCES, SUMMARY_WORDS
from tequio.catalogue.templates.models import Template
from tequio.catalogue.templates.rules import in_language

START, WHERE, THEMES, FILES = "start", "where", "themes", "files"


@dataclass(frozen=True)
class Part:
    """One page of the writing. The part of the files has no questions; it has a page of its own."""

    key: str
    title: str
    intro: str
    questions: tuple[Question, ...] = ()


def parts_of(template: Template, language: str) -> list[Part]:
    """List the parts in order, in the reader's language; no query."""
    return [start_part(), _where(), *_own(template, language), _themes(), _files()]


def questions_of(parts: Sequence[Part]) -> list[Question]:
    return [question for part in parts for question in part.questions]


def start_part() -> Part:
    return Part(
        key=START,
        title=_("Title and summary"),
        intro=_(
            "Begin here. You can change all of it until you send it, and stop whenever you like: what you wrote stays."
        ),
        questions=(*_naming(), *_sharing()),
    )


def _naming() -> tuple[Question, ...]:
    """Language and title."""
    return (
        Question(
            key="language",
            type="language",
            label=_("In which language do you write it?"),
            hint=_("The one you write best. Others may translate it later."),
            required=True,
            choices=text_languages(),
            heading=_("Language of the text"),
        ),
        Question(
            key="title",
            type="title",
            label=_("What is it called?"),
            hint=_("Say what was done and where, for instance: Light, chosen street by street, in La Marsa."),
            required=True,
            heading=_("Title"),
        ),
    )


def _sharing() -> tuple[Question, ...]:
    """Summary and licence."""
    return (
        Question(
            key="summary",
            type="summary",
            label=_("What happened, in a few sentences?"),
            hint=_("Whoever reads only this should know what you did and what came of it."),
            required=True,
            words=SUMMARY_WORDS,
            heading=_("Summary"),
        ),
        Question(
            key="licence",
            type="licence",
            label=_("How may others use it?"),
            hint=_("Everything in the bank is free to read. Choose what else others may do with your text."),
            required=True,
            choices=licence_names(),
            heading=_("Licence"),
        ),
    )


def licence_names() -> list[tuple[str, str]]:
    """Say each licence in plain words; the keys are those of `records.rules.LICENCES`."""
    names = {
        "CC-BY-4.0": _("Use it freely, and say whose it is (CC BY 4.0)"),
        "CC-BY-SA-4.0": _("Use it freely, say whose it is, share what you make of it alike (CC BY-SA 4.0)"),
        "CC-BY-NC-SA-3.0": _("Use it without selling it, say whose it is, share alike (CC BY-NC-SA 3.0)"),
        "CC0-1.0": _("Use it as if it were your own (CC0)"),
    }
    return [(key, names[key]) for key in LICENCES]


def _where() -> Part:
    return Part(
        key=WHERE,
        title=_("Where"),
        intro=_("So that others find it on the map and among their neighbours."),
        questions=(
            Question(
                key="territory",
                type="territory",
                label=_("Where does it take place?"),
                hint=_("Type the name of a country, or of a state or province, in any language."),
                required=True,
                heading=_("Territory"),
            ),
            Question(
                key="place",
                type="words",
                label=_("Which city, district or neighbourhood?"),
                hint=_("In your own words, for instance: La Marsa, five zones."),
                heading=_("Place"),
            ),
            Question(
                key="point",
                type="point",
                label=_("Do you know its coordinates?"),
                hint=_(
                    "Latitude and longitude, for instance 36.88 and 10.32. Only if you have them at hand."
                ),
                heading=_("Coordinates"),
            ),
        ),
    )


def _own(template: Template, language: str) -> Iterator[Part]:
    fields = template.questions
    for part in template.parts:
        asked = [
            question_of(field, language)
            for field in fields
            if field.part == part["key"] and field.type != "file" and not field.retired
        ]
        # A part without questions is not a page yet.
        if asked:
            yield Part(
                key=part["key"],
                title=in_language(part.get("title", {}), language),
                intro=in_language(part.get("intro", {}), language),
                questions=tuple(asked),
            )


def _themes() -> Part:
    return Part(
        key=THEMES,
        title=_("Themes"),
        intro=_("Three or four are enough. They bring readers of other languages to your text."),
        questions=(
            Question(
                key="themes",
                type="themes",
                label=_("What is it about?"),
                hint=_("Type a word and choose from the list, for instance: participatory budgeting."),
                heading=_("Themes"),
            ),
        ),
    )


def _files() -> Part:
    return Part(
        key=FILES,
        title=_("Files and pictures"),
        intro=_("Reports, by-laws, tables, photographs: whatever shows what you tell."),
    )
