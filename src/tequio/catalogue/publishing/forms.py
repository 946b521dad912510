"""A part of the writing as a form: what was posted is read, what stands is shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tequio.catalogue.publishing.asking.base import Post, Question, Writing
from tequio.catalogue.publishing.asking.types import DRAWN_AS, asking_of
from tequio.catalogue.publishing.parts import Part
from tequio.catalogue.publishing.progress import Progress
from tequio.catalogue.publishing.services import merged
from tequio.ground.refusals import sentence


@dataclass(frozen=True)
class PartSaid:
    """What a form said: a change of the content, and by question what could not be read (None when all was)."""

    change: Mapping[str, Any]
    typed: Mapping[str, Any]


@dataclass(frozen=True)
class Asked:
    """A question as its template draws it."""

    question: Question
    shown: Mapping[str, Any]
    problem: str
    template: str

    @property
    def auto_id(self) -> str:
        return self.question.id

    @property
    def help_text(self) -> str:
        return self.question.hint

    @property
    def errors(self) -> list[str]:
        return [self.problem] if self.problem else []

    @property
    def described(self) -> str:
        """The ids of what is said about the question: its help, what is wrong, the count of its words."""
        said = {"helptext": self.help_text, "error": self.problem, "count": self.shown.get("count")}
        return " ".join(f"{self.auto_id}_{part}" for part, there in said.items() if there)


def read_part(part: Part, post: Post, writing: Writing) -> PartSaid:
    """Read a posted part. Nothing is refused: what cannot be read is kept as it was typed."""
    change: dict[str, Any] = {}
    typed = {}
    for question in part.questions:
        reading = asking_of(question).read(question, post, writing)
        for key, value in reading.change.items():
            change[key] = {**change.get(key, {}), **value} if isinstance(value, dict) else value
        typed[question.key] = reading.typed
    return PartSaid(change, typed)


def laid_over(writing: Writing, said: PartSaid) -> Writing:
    """Return the draft as it would stand with what was said, without saving it."""
    typed = {key: value for key, value in {**writing.typed, **said.typed}.items() if value is not None}
    return replace(writing, content=merged(writing.content, said.change), typed=typed)


def asked_in(part: Part, writing: Writing, progress: Progress | None = None) -> list[Asked]:
    """Show the questions of a part as the draft answers them, each with what is wrong with its answer."""
    return [asked(question, writing, progress) for question in part.questions]


def asked(question: Question, writing: Writing, progress: Progress | None) -> Asked:
    problem = progress.while_writing(question) if progress else None
    return Asked(
        question=question,
        shown=asking_of(question).shown(question, writing),
        problem=sentence(problem) if problem else "",
        template=f"write/fields/{DRAWN_AS.get(question.type, question.type)}.html",
    )


def problems_in(questions: Sequence[Asked]) -> list[tuple[str, str]]:
    """List (id of the field, sentence) for the summary of errors."""
    return [(asked.question.id, asked.problem) for asked in questions if asked.problem]
