"""Questions that are answered in words: the title, the summary, a section of prose, a line."""

from collections.abc import Mapping
from typing import Any

from tequio.catalogue.publishing.asking.base import Asking, Post, Question, Reading, Writing
from tequio.catalogue.publishing.counting import counted
from tequio.kit.plain import one_line, plain


class Title(Asking):
    def read(self, question: Question, post: Post, writing: Writing) -> Reading:
        return Reading({"title": one_line(post.get(question.key, ""))})

    def shown(self, question: Question, writing: Writing) -> dict[str, Any]:
        return {"value": writing.content.main.title, "lang": writing.content.original}

    def said(self, question: Question, writing: Writing) -> list[str]:
        return [writing.content.main.title] if writing.content.main.title else []


class Prose(Asking):
    """A section of the original's text. It is kept whole, however long; the limit is said, not cut."""

    def read(self, question: Question, post: Post, writing: Writing) -> Reading:
        return Reading({"sections": {question.key: plain(post.get(question.key, "")).strip()}})

    def shown(self, question: Question, writing: Writing) -> dict[str, Any]:
        text = self.text(question, writing)
        return {"value": text, "lang": writing.content.original, "count": counted(text, question.words)}

    def said(self, question: Question, writing: Writing) -> list[str]:
        text = self.text(question, writing)
        return text.split("\n") if text else []

    def text(self, question: Question, writing: Writing) -> str:
        return writing.content.main.sections.get(question.key, "")


class Summary(Prose):
    def read(self, question: Question, post: Post, writing: Writing) -> Reading:
        return Reading({"summary": plain(post.get(question.key, "")).strip()})

    def text(self, question: Question, writing: Writing) -> str:
        return writing.content.main.summary


class Line(Asking):
    """A line is kept by language; the form asks it in the original's."""

    def read(self, question: Question, post: Post, writing: Writing) -> Reading:
        said = in_original(one_line(post.get(question.key, "")), self._answer(question, writing), writing)
        return Reading({"answers": {question.key: said}})

    def shown(self, question: Question, writing: Writing) -> dict[str, Any]:
        value = self._answer(question, writing).get(writing.content.original, "")
        return {"value": value, "lang": writing.content.original}

    def said(self, question: Question, writing: Writing) -> list[str]:
        answer = self._answer(question, writing)
        line = answer.get(writing.content.original) or next(iter(answer.values()), "")
        return [line] if line else []

    def _answer(self, question: Question, writing: Writing) -> Mapping[str, str]:
        return writing.content.answers.get(question.key) or {}


def in_original(line: str, before: Mapping[str, str], writing: Writing) -> dict[str, str]:
    """Lay a line over what other languages say; an empty one takes the original's away."""
    kept = {language: text for language, text in before.items() if language != writing.content.original}
    return {**kept, writing.content.original: line} if line else kept
