"""The question for themes, found by typing."""

from typing import Any

from tequio.catalogue.publishing.asking.base import Asking, Post, Question, Reading, Writing
from tequio.ground.themes.finding import find_themes, themes_named, themes_of
from tequio.kit.plain import one_line
from tequio.kit.refusals import Refused


class Themes(Asking):
    """Any number of themes: those that are held, those that were picked, and one that was typed."""

    def read(self, question: Question, post: Post, writing: Writing) -> Reading:
        gone = post.get("remove", "")
        held = [code for code in many(post, question.key) if f"{question.key}:{code}" != gone]
        codes = [theme.id for theme in themes_of(held, writing.language)]
        text = one_line(post.get(f"{question.key}-text", ""))
        if not text or many(post, f"{question.key}-pick"):
            picked = [theme.id for theme in themes_of(many(post, f"{question.key}-pick"), writing.language)]
            return Reading({"themes": (*codes, *picked)})
        named = themes_named(text, writing.language)
        if len(named) == 1:
            return Reading({"themes": (*codes, named[0].id)})
        return Reading({"themes": tuple(codes)}, typed=text)

    def shown(self, question: Question, writing: Writing) -> dict[str, Any]:
        typed = writing.typed.get(question.key, "")
        held = themes_of(writing.content.themes, writing.language)
        like = find_themes(typed, writing.language) if typed else []
        have = {theme.id for theme in held}
        return {"held": held, "text": typed, "like": [theme for theme in like if theme.id not in have]}

    def misread(self, question: Question, writing: Writing) -> Refused | None:
        text = writing.typed[question.key]
        several = find_themes(text, writing.language, most=1)
        return Refused("theme.unclear" if several else "theme.unknown", text=text)

    def said(self, question: Question, writing: Writing) -> list[str]:
        return [theme.label for theme in themes_of(writing.content.themes, writing.language)]


def many(post: Post, key: str) -> list[str]:
    """All values of one name; a plain mapping has one at most."""
    values: list[str] = post.getlist(key) if hasattr(post, "getlist") else [post[key]] if key in post else []
    return [one_line(value) for value in values if value]
