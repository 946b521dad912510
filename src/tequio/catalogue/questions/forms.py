"""A question of a template as a form: its words in four languages, its type, its limits."""

import re
from collections.abc import Iterator, Mapping
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
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
# What a question need not say.
UNSAID: tuple[object, ...] = ({}, 0, "public")
Question = dict[str, Any]


class QuestionForm(forms.Form):
    """What is the same in every language; the words are in `words`, the choices in `choices`."""

    part = forms.ChoiceField(label=_("Part of the form"))
    type = forms.ChoiceField(label=_("Kind of answer"))
    words = forms.IntegerField(
        label=_("Most words"), required=False, min_value=0, help_text=_("For a long text only.")
    )
    audience = forms.ChoiceField(label=_("Who reads the answer?"), choices=list(AUDIENCES.items()))
    required = forms.BooleanField(label=_("It must be answered before it is sent"), required=False)

    def __init__(self, template: Template, language: str, question: Question, posted: Any = None) -> None:
        super().__init__(posted, initial={"audience": "public", **question})
        self.question, self.posted = question, posted
        self.fields["part"].choices = [  # type: ignore[attr-defined]
            (part["key"], in_language(part.get("title", {}), language)) for part in template.parts
        ]
        types = TYPES if question.get("type", "prose") in TYPES else (question["type"], *TYPES)
        self.fields["type"].choices = [(key, TYPE_NAMES[key]) for key in types]  # type: ignore[attr-defined]

    def texts(self) -> Iterator[tuple[str, Any, list["Wording"]]]:
        """The words in each language, as typed or as they stand."""
        for name, label in TEXTS.items():
            yield name, label, [self._wording(name, code) for code in LANGUAGES]

    def _wording(self, name: str, code: str) -> "Wording":
        held = (self.question.get(name) or {}).get(code, "")
        typed = self.posted.get(f"{name}_{code}", "") if self.posted is not None else held
        return Wording(f"{name}_{code}", code, language_name(code), typed)

    def others(self) -> Iterator[tuple[Any, str, str, str]]:
        """What stands where something else was typed: (label, language, its code, the words that stand)."""
        for name, label, wordings in self.texts():
            for word in wordings:
                stands = (self.question.get(name) or {}).get(word.code, "")
                if stands != word.value:
                    yield label, word.language, word.code, stands

    def choices(self) -> list[tuple[str, list["Wording"]]]:
        """The choices that stand and a few empty rows: (key, label in each language)."""
        standing = list(self.question.get("choices", ()))
        rows = [*standing, *[{"key": "", "label": {}}] * SPARE][: MOST_CHOICES + SPARE]
        return [
            (row["key"], [self._label(index, row["label"], code) for code in LANGUAGES])
            for index, row in enumerate(rows)
        ]

    def _label(self, index: int, label: Mapping[str, str], code: str) -> "Wording":
        name = f"choice_{index}_{code}"
        typed = self.posted.get(name, "") if self.posted is not None else label.get(code, "")
        return Wording(name, code, language_name(code), typed)

    def said(self) -> Question:
        """The question as it was typed, over all that this form does not ask; only for a form that is valid."""
        kept = {key: value for key, value in self.question.items() if key != "choices"}
        typed = {
            name: _plain({word.code: word.value for word in wordings})
            for name, _label, wordings in self.texts()
        }
        data = self.cleaned_data
        said = {**kept, **typed, **{key: data[key] for key in ("part", "type", "audience", "required")}}
        said["words"] = (data["words"] or 0) if data["type"] == "prose" else 0
        if choices := self._choices_said():
            said["choices"] = choices
        return {key: value for key, value in said.items() if key in self.question or value not in UNSAID}

    def _choices_said(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = []
        for key, wordings in self.choices():
            label = _plain({word.code: word.value for word in wordings})
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


def _plain(texts: Mapping[str, str]) -> dict[str, str]:
    """Leave out languages without words; space is made single, but for the fixed one that French sets before signs."""
    kept = {code: _SPACE.sub(" ", plain(text)).strip() for code, text in texts.items()}
    return {code: text for code, text in kept.items() if text}


def _choice_key(label: Mapping[str, str], taken: set[str]) -> str:
    start = slug_of(label.get("en") or next(iter(label.values())))[:30].strip("-") or "choice"
    return next(key for key in (start, *(f"{start}-{n}" for n in range(2, 99))) if key not in taken)
