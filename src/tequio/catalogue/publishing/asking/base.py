"""What every type of question does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tequio.catalogue.records.content import Content
from tequio.catalogue.templates.rules import Field, in_language
from tequio.kit.refusals import Refused

Post = Mapping[str, str]


@dataclass(frozen=True)
class Question:
    """One question in the reader's language. `field` is the template's own; the fixed questions have none."""

    key: str
    type: str
    label: str
    hint: str = ""
    required: bool = False
    words: int = 0
    most: int = 1
    choices: Sequence[tuple[str, str]] = ()
    heading: str = ""
    field: Field | None = None

    @property
    def id(self) -> str:
        return f"id_{self.key}"


@dataclass(frozen=True)
class Writing:
    """A draft as it stands for one reader: `typed` holds what was typed and could not be read, by question."""

    content: Content
    typed: Mapping[str, Any]
    language: str
    space_id: int
    record_id: int


@dataclass(frozen=True)
class Reading:
    """What a form says to one question: a change of the content, and what could not be read."""

    change: Mapping[str, Any] = field(default_factory=dict)
    typed: Any = None


class Asking:
    """A type of question. Each type says how it is read, shown, refused and said."""

    def read(self, question: Question, post: Post, writing: Writing) -> Reading:
        """Read what was typed. Nothing is refused here: what cannot be read comes back as `typed`."""
        raise NotImplementedError

    def shown(self, question: Question, writing: Writing) -> dict[str, Any]:
        """Return what the question's template needs beside the question itself."""
        raise NotImplementedError

    def misread(self, question: Question, writing: Writing) -> Refused | None:
        """Say why what was typed could not be read."""
        return None

    def said(self, question: Question, writing: Writing) -> list[str]:
        """Say the answer in words, one line for each; nothing when there is none."""
        raise NotImplementedError


def question_of(asked: Field, language: str) -> Question:
    """Put a template's field into the reader's language."""
    return Question(
        key=asked.key,
        type=asked.type,
        label=in_language(asked.prompt or {}, language) or asked.heading_in(language),
        hint=in_language(asked.help or {}, language),
        required=asked.required,
        words=asked.words,
        most=asked.most,
        choices=[(key, in_language(label, language)) for key, label in asked.choices],
        heading=asked.heading_in(language),
        field=asked,
    )
