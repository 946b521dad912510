"""What is wrong in a draft, and how far each of its parts has come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tequio.catalogue.publishing.asking.base import Question, Writing
from tequio.catalogue.publishing.asking.types import asking_of, misread
from tequio.catalogue.publishing.parts import Part, questions_of
from tequio.catalogue.publishing.rules import faults
from tequio.catalogue.templates.models import Template
from tequio.kit.refusals import Refused

# What only keeps a draft from being sent; nobody is told of it while they write.
MISSING = frozenset({"field.required", "title.missing", "territory.missing"})
DONE, TO_DO, WRONG, OPEN = "done", "to do", "wrong", "open"


@dataclass(frozen=True)
class Progress:
    """All that keeps a draft from being sent, by question in the order of the parts."""

    problems: Mapping[str, Refused]
    states: Mapping[str, str]

    @property
    def ready(self) -> bool:
        return not self.problems

    def while_writing(self, question: Question) -> Refused | None:
        """Return what is wrong with what was typed; what is still missing is not wrong yet."""
        problem = self.problems.get(question.key)
        return None if problem is None or problem.code in MISSING else problem


def progress_of(parts: Sequence[Part], template: Template, writing: Writing, files: int = 0) -> Progress:
    """Look at a whole draft: one query for each place or theme that could not be read."""
    found = dict(reversed(list(faults(writing.content, template.questions))))
    for question in questions_of(parts):
        if refusal := misread(question, writing):
            found[question.key] = refusal
    order = [question.key for question in questions_of(parts)]
    problems = {key: found.pop(key) for key in order if key in found}
    problems |= found
    return Progress(
        problems=problems, states={part.key: _state(part, problems, writing, files) for part in parts}
    )


def _state(part: Part, problems: Mapping[str, Refused], writing: Writing, files: int) -> str:
    if not part.questions:
        return DONE if files else OPEN
    codes = [problems[question.key].code for question in part.questions if question.key in problems]
    if any(code not in MISSING for code in codes):
        return WRONG
    if codes:
        return TO_DO
    return DONE if any(_answered(question, writing) for question in part.questions) else OPEN


def _answered(question: Question, writing: Writing) -> bool:
    if question.type in ("language", "licence"):
        return False
    content = writing.content
    held = {
        "territory": content.territory,
        "place": content.place,
        "point": content.point,
        "themes": content.themes,
    }
    if question.key in held:
        return bool(held[question.key])
    return bool(asking_of(question).said(question, writing))
