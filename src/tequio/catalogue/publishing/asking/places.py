"""Questions that are answered with a place: a territory, a place in words, a point on the map."""

from typing import Any

from tequio.catalogue.publishing.asking.base import Asking, Post, Question, Reading, Writing
from tequio.ground.territories.coordinates import point
from tequio.ground.territories.finding import Meant, territory_found, territory_meant
from tequio.kit.finding import Found
from tequio.kit.plain import one_line
from tequio.kit.refusals import Refused


class Territory(Asking):
    """A territory, found by typing its name. A name that means several, or none, is kept and asked about."""

    def read(self, question: Question, post: Post, writing: Writing) -> Reading:
        meant = territory_meant(post, question.key, writing.language)
        if meant.typed:
            return self._reading(question, "", typed=meant.typed)
        return self._reading(question, meant.found.id if meant.found else "")

    def shown(self, question: Question, writing: Writing) -> dict[str, Any]:
        typed = writing.typed.get(question.key, "")
        return Meant(self._held(question, writing), typed).shown(writing.language)

    def misread(self, question: Question, writing: Writing) -> Refused | None:
        return Meant(typed=writing.typed[question.key]).refusal(writing.language)

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
