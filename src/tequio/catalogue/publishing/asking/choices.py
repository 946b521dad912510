"""Questions that are answered by choosing."""

from typing import Any

from tequio.catalogue.publishing.asking.base import Asking, Post, Question, Reading, Writing
from tequio.catalogue.publishing.fixed import language_name
from tequio.kit.plain import one_line
from tequio.kit.refusals import Refused


class Choice(Asking):
    """One of the template's choices, as radio buttons."""

    def read(self, question: Question, post: Post, writing: Writing) -> Reading:
        chosen = one_line(post.get(question.key, ""))
        if chosen and chosen not in dict(question.choices):
            return Reading({"answers": {question.key: ""}}, typed=chosen)
        return Reading({"answers": {question.key: chosen}})

    def shown(self, question: Question, writing: Writing) -> dict[str, Any]:
        return {"value": self.value(question, writing)}

    def misread(self, question: Question, writing: Writing) -> Refused | None:
        return Refused("field.unknown_choice", field=question.key, value=writing.typed[question.key])

    def said(self, question: Question, writing: Writing) -> list[str]:
        chosen = self.value(question, writing)
        return [dict(question.choices).get(chosen, chosen)] if chosen else []

    def value(self, question: Question, writing: Writing) -> str:
        return str(writing.content.answers.get(question.key) or "")


class Licence(Choice):
    def read(self, question: Question, post: Post, writing: Writing) -> Reading:
        chosen = one_line(post.get(question.key, "")) or writing.content.licence
        if chosen not in dict(question.choices):
            return Reading(typed=chosen)
        return Reading({"licence": chosen})

    def value(self, question: Question, writing: Writing) -> str:
        return writing.content.licence


class Language(Choice):
    """The language in which the text is written; it may change while there is no other."""

    def read(self, question: Question, post: Post, writing: Writing) -> Reading:
        chosen = one_line(post.get(question.key, "")) or writing.content.original
        if chosen not in dict(question.choices) or len(writing.content.texts) > 1:
            return Reading()
        return Reading({"original": chosen})

    def value(self, question: Question, writing: Writing) -> str:
        return writing.content.original

    def shown(self, question: Question, writing: Writing) -> dict[str, Any]:
        return {"value": self.value(question, writing), "fixed": len(writing.content.texts) > 1}

    def said(self, question: Question, writing: Writing) -> list[str]:
        return [language_name(writing.content.original)]
