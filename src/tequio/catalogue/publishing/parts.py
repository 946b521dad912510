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
REQUIRED = frozenset({"language", "title", "summary", "licence", "territory"})
TYPED_OTHERWISE = {"place": "words"}


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
        questions=(
            _fixed("language", text_languages()),
            _fixed("title"),
            _fixed("summary", words=SUMMARY_WORDS),
            _fixed("licence", licence_names()),
        ),
    )


def _fixed(key: str, choices: Sequence[tuple[str, str]] = (), words: int = 0) -> Question:
    """A question that every kind asks, in the reader's language."""
    label, hint, heading = _said_of(key)
    return Question(
        key=key,
        type=TYPED_OTHERWISE.get(key, key),
        label=label,
        hint=hint,
        heading=heading,
        required=key in REQUIRED,
        words=words,
        choices=choices,
    )


def _said_of(key: str) -> tuple[str, str, str]:
    """Say a fixed question, its hint, and the heading of its answer."""
    return {
        "language": (
            _("In which language do you write it?"),
            _("The one you write best. Others may translate it later."),
            _("Language of the text"),
        ),
        "title": (
            _("What is it called?"),
            _("Say what was done and where, for instance: Light, chosen street by street, in La Marsa."),
            _("Title"),
        ),
        "summary": (
            _("What happened, in a few sentences?"),
            _("Whoever reads only this should know what you did and what came of it."),
            _("Summary"),
        ),
        "licence": (
            _("How may others use it?"),
            _("Everything in the bank is free to read. Choose what else others may do with your text."),
            _("Licence"),
        ),
        **_said_of_place(),
        "themes": (
            _("What is it about?"),
            _("Type a word and choose from the list, for instance: participatory budgeting."),
            _("Themes"),
        ),
    }[key]


def _said_of_place() -> dict[str, tuple[str, str, str]]:
    return {
        "territory": (
            _("Where does it take place?"),
            _("Type the name of a country, or of a state or province, in any language."),
            _("Territory"),
        ),
        "place": (
            _("Which city, district or neighbourhood?"),
            _("In your own words, for instance: La Marsa, five zones."),
            _("Place"),
        ),
        "point": (
            _("Do you know its coordinates?"),
            _("Latitude and longitude, for instance 36.88 and 10.32. Only if you have them at hand."),
            _("Coordinates"),
        ),
    }


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
        questions=(_fixed("territory"), _fixed("place"), _fixed("point")),
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
        questions=(_fixed("themes"),),
    )


def _files() -> Part:
    return Part(
        key=FILES,
        title=_("Files and pictures"),
        intro=_("Reports, by-laws, tables, photographs: whatever shows what you tell."),
    )
