"""Questions that are answered with a place: a territory, a place in words, a point on the map."""

from typing import Any

from tequio.catalogue.publishing.asking.base import Asking, Post, Question, Reading, Writing
from tequio.ground.territories.coordinates import point
from tequio.ground.territories.finding import find_territories, territories_named, territory_found
from tequio.kit.finding import Found
from tequio.kit.plain import one_line
from tequio.kit.refusals import Refused


class Territory(Asking):
    """A territory, found by typing its name. A name that means several, or none, is kept and asked about."""

    def read(self, question: Question, post: Post, writing: Writing) -> Reading:
        text = one_line(post.get(f"{question.key}-text", ""))
        chosen = one_line(post.get(f"{question.key}-pick", "")) or one_line(post.get(question.key, ""))
        if not text:
            return self._reading(question, "")
        held = territory_found(chosen, writing.language) if chosen else None
        if held and (post.get(f"{question.key}-pick") or held.label == text):
            return self._reading(question, held.id)
        named = territories_named(text, writing.language)
        if len(named) == 1:
            return self._reading(question, named[0].id)
        return self._reading(question, "", typed=text)

    def shown(self, question: Question, writing: Writing) -> dict[str, Any]:
        typed = writing.typed.get(question.key, "")
        held = self._held(question, writing)
        return {
            "value": held.id if held else "",
            "text": typed or (held.label if held else ""),
            "hint": held.hint if held else "",
            "like": find_territories(typed, writing.language) if typed else (),
        }

    def misread(self, question: Question, writing: Writing) -> Refused | None:
        text = writing.typed[question.key]
        several = find_territories(text, writing.language, most=1)
        return Refused("territory.unclear" if several else "territory.unknown", text=text)

    def said(self, question: Question, writing: Writing) -> list[str]:
        held = self._held(question, writing)
        return [", ".join(part for part in (held.label, held.hint) if part)] if held else []

    def _held(self, question: Question, writing: Writing) -> Found | None:
        code = self.code(question, writing)
        return territory_found(code, writing.language) if code else None

    def code(self, question: Question, writing: Writing) -> str:
        return writing.content.territory

    def _reading(self, question: Question, code: str, typed: str | None = None) -> Reading:
        return Reading({"territory": code}, typed=typed)


class Place(Territory):
    """A template's own question for a territory."""

    def code(self, question: Question, writing: Writing) -> str:
        return str(writing.content.answers.get(question.key) or "")

    def _reading(self, question: Question, code: str, typed: str | None = None) -> Reading:
        return Reading({"answers": {question.key: code}}, typed=typed)


class Words(Asking):
    """A place in words, where no territory has a code."""

    def read(self, question: Question, post: Post, writing: Writing) -> Reading:
        return Reading({"place": one_line(post.get(question.key, ""))})

    def shown(self, question: Question, writing: Writing) -> dict[str, Any]:
        return {"value": writing.content.place, "lang": writing.content.original}

    def said(self, question: Question, writing: Writing) -> list[str]:
        return [writing.content.place] if writing.content.place else []


class Point(Asking):
    """Latitude and longitude."""

    def read(self, question: Question, post: Post, writing: Writing) -> Reading:
        lat = one_line(post.get(f"{question.key}-lat", ""))
        lon = one_line(post.get(f"{question.key}-lon", ""))
        if not (lat or lon):
            return Reading({"point": None})
        read = point(lat, lon)
        return Reading({"point": read}, typed=None if read else {"lat": lat, "lon": lon})

    def shown(self, question: Question, writing: Writing) -> dict[str, Any]:
        lat, lon = writing.content.point or ("", "")
        return dict(writing.typed.get(question.key) or {"lat": str(lat), "lon": str(lon)})

    def misread(self, question: Question, writing: Writing) -> Refused | None:
        return Refused("point.unreadable", **writing.typed[question.key])

    def said(self, question: Question, writing: Writing) -> list[str]:
        return ["{:.4f}, {:.4f}".format(*writing.content.point)] if writing.content.point else []
