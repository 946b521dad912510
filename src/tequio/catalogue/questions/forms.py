"""A question and a part of a template as forms: their words in four languages; of a question also its type and limits."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tequio.catalogue.publishing.fixed import language_name
from tequio.catalogue.questions.rules import LANGUAGES, MOST_CHOICES, TYPES
from tequio.catalogue.records.rules import slug_of
from tequio.catalogue.templates.models import Template
from tequio.catalogue.templates.rules import in_language
from tequio.kit.plain import plain

SPARE = 3
TYPE_NAMES = {
    "prose": _("A long text"),
    "line": _("One line"),
    "choice": _("One of a few choices"),
    "number": _("A number"),
    "money": _("An amount of money"),
    "date": _("Dates"),
    "place": _("A place"),
    "actor": _("Actors"),
    "file": _("Files"),
}
AUDIENCES = {"public": _("Everybody"), "reviewers": _("Reviewers"), "secretariat": _("The secretariat")}
TEXTS = {
    "heading": _("Heading above the answer"),
    "prompt": _("Question to the author"),
    "help": _("Help below the question"),
}
PART_TEXTS = {"title": _("Title"), "intro": _("What authors read below the title")}
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
# What a question need not say.
UNSAID: tuple[object, ...] = ({}, 0, "public")
Question = dict[str, Any]


class Worded(forms.Form):
    """A form about a thing whose words stand in four languages: `held` is the thing as it is kept."""

    named: Mapping[str, Any] = {}

    def __init__(self, held: Mapping[str, Any], posted: Any = None, **kwargs: Any) -> None:
        super().__init__(posted, **kwargs)
        self.held, self.posted = held, posted

    def texts(self) -> Iterator[tuple[str, Any, list["Wording"]]]:
        """The words in each language, as typed or as they stand."""
        for name, label in self.named.items():
            yield name, label, [self._wording(name, code) for code in LANGUAGES]

    def _wording(self, name: str, code: str) -> "Wording":
        return self._typed(f"{name}_{code}", code, (self.held.get(name) or {}).get(code, ""))

    def _typed(self, name: str, code: str, stands: str) -> "Wording":
        typed = self.posted.get(name, "") if self.posted is not None else stands
        return Wording(name, code, language_name(code), typed)

    def others(self) -> Iterator[tuple[Any, str, str, str]]:
        """What stands where something else was typed: (label, language, its code, the words that stand)."""
        for name, label, wordings in self.texts():
            for word in wordings:
                stands = (self.held.get(name) or {}).get(word.code, "")
                if stands != word.value:
                    yield label, word.language, word.code, stands

    def worded(self) -> dict[str, dict[str, str]]:
        """The words that were typed, by name and language."""
        return {name: worded(wordings) for name, _label, wordings in self.texts()}


class PartForm(Worded):
    """A part: nothing but its words."""

    named = PART_TEXTS

    def said(self) -> dict[str, Any]:
        """The part as it was typed, over all that this form does not ask."""
        said = {**self.held, **self.worded()}
        return {key: value for key, value in said.items() if value or key in self.held}


class QuestionForm(Worded):
    """What is the same in every language; the words are in `words`, the choices in `choices`."""

    named = TEXTS
    part = forms.ChoiceField(label=_("Part of the form"))
    type = forms.ChoiceField(label=_("Kind of answer"))
    words = forms.IntegerField(
        label=_("Most words"), required=False, min_value=0, help_text=_("For a long text only.")
    )
    audience = forms.ChoiceField(label=_("Who reads the answer?"), choices=list(AUDIENCES.items()))
    required = forms.BooleanField(label=_("It must be answered before it is sent"), required=False)

    def __init__(self, template: Template, language: str, question: Question, posted: Any = None) -> None:
        super().__init__(question, posted, initial={"audience": "public", **question})
        self.question = question
        self.fields["part"].choices = [  # type: ignore[attr-defined]
            (part["key"], in_language(part.get("title", {}), language)) for part in template.parts
        ]
        types = TYPES if question.get("type", "prose") in TYPES else (question["type"], *TYPES)
        self.fields["type"].choices = [(key, TYPE_NAMES[key]) for key in types]  # type: ignore[attr-defined]

    def choices(self) -> list[tuple[str, list["Wording"]]]:
        """The choices that stand and a few empty rows: (key, label in each language)."""
        standing = list(self.question.get("choices", ()))
        rows = [*standing, *[{"key": "", "label": {}}] * SPARE][: MOST_CHOICES + SPARE]
        return [
            (row["key"], [self._label(index, row["label"], code) for code in LANGUAGES])
            for index, row in enumerate(rows)
        ]

    def _label(self, index: int, label: Mapping[str, str], code: str) -> "Wording":
        return self._typed(f"choice_{index}_{code}", code, label.get(code, ""))

    def said(self) -> Question:
        """The question as it was typed, over all that this form does not ask; only for a form that is valid."""
        kept = {key: value for key, value in self.question.items() if key != "choices"}
        data = self.cleaned_data
        said = {
            **kept,
            **self.worded(),
            **{key: data[key] for key in ("part", "type", "audience", "required")},
        }
        said["words"] = (data["words"] or 0) if data["type"] == "prose" else 0
        if choices := self._choices_said():
            said["choices"] = choices
        return {key: value for key, value in said.items() if key in self.question or value not in UNSAID}

    def _choices_said(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for key, wordings in self.choices():
            label = worded(wordings)
            if label:
                taken = {choice["key"] for choice in found}
                found.append({"key": key or _choice_key(label, taken), "label": label})
        return found


@dataclass(frozen=True)
class Wording:
    """One box: its name, its language and what stands in it."""

    name: str
    code: str
    language: str
    value: str


def worded(wordings: Iterable[Wording]) -> dict[str, str]:
    """Leave out languages without words; space is made single, but for the fixed one that French sets before signs."""
    kept = {word.code: _SPACE.sub(" ", plain(word.value)).strip() for word in wordings}
    return {code: text for code, text in kept.items() if text}


def _choice_key(label: Mapping[str, str], taken: set[str]) -> str:
    start = slug_of(label.get("en") or next(iter(label.values())))[:30].strip("-") or "choice"
    return next(key for key in (start, *(f"{start}-{n}" for n in range(2, 99))) if key not in taken)
