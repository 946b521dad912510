"""What a record says, whole: the one form that drafts, versions, imports, exports and comparisons share."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from tequio.catalogue.records.rules import ORIGINAL, STATUSES
from tequio.kit.refusals import Refused


@dataclass(frozen=True)
class TextContent:
    """One language of a record. `made_from` is the version that a translation was made from; 0 means the present."""

    title: str = ""
    summary: str = ""
    sections: Mapping[str, str] = field(default_factory=dict)
    status: str = ORIGINAL
    made_from: int = 0

    def to_json(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "summary": self.summary,
            "sections": {key: text for key, text in self.sections.items() if text},
            "status": self.status,
            "made_from": self.made_from,
        }


@dataclass(frozen=True)
class Content:
    """A record's content. `answers` holds typed answers in their stored form, actors included.

    `territory` is a territory's code, `place` words for what has no code, `point` (latitude, longitude), `themes`
    theme codes, `files` attachment ids, `ties` pairs of (relation, public id) to other records.
    """

    original: str
    texts: Mapping[str, TextContent] = field(default_factory=dict)
    answers: Mapping[str, Any] = field(default_factory=dict)
    territory: str = ""
    place: str = ""
    point: tuple[float, float] | None = None
    themes: tuple[str, ...] = ()
    licence: str = "CC-BY-4.0"
    files: tuple[int, ...] = ()
    ties: tuple[tuple[str, str], ...] = ()

    @property
    def main(self) -> TextContent:
        """The text in the original language; empty when nothing was written yet."""
        return self.texts.get(self.original, TextContent())

    def with_text(self, language: str, **changes: Any) -> "Content":
        """Return a copy in which one language's text is changed."""
        text = replace(self.texts.get(language, TextContent()), **changes)
        return replace(self, texts={**self.texts, language: text})

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON; equal contents give equal JSON."""
        return {
            "original": self.original,
            "texts": {language: text.to_json() for language, text in sorted(self.texts.items())},
            "answers": {
                key: value for key, value in sorted(self.answers.items()) if value not in ("", None, [], {})
            },
            "territory": self.territory,
            "place": self.place,
            "point": list(self.point) if self.point else None,
            "themes": sorted(set(self.themes)),
            "licence": self.licence,
            "files": list(self.files),
            "ties": sorted(list(tie) for tie in set(self.ties)),
        }


def actors_named(answers: Mapping[str, Any]) -> list[str]:
    """Name the actors of all answers by public id, in order: entries of any answer that is a list of them."""
    lists = [value for value in answers.values() if isinstance(value, list)]
    entries = [entry for entries in lists for entry in entries if isinstance(entry, dict)]
    return [entry["actor"] for entry in entries if entry.get("actor")]


def without_unseen(answers: Mapping[str, Any], seen: Container[str]) -> dict[str, Any]:
    """Return the answers without the actors that are not among the seen ones."""
    return {
        key: [entry for entry in value if not isinstance(entry, dict) or _is_seen(entry, seen)]
        if isinstance(value, list)
        else value
        for key, value in answers.items()
    }


def _is_seen(entry: Mapping[str, Any], seen: Container[str]) -> bool:
    return not entry.get("actor") or entry["actor"] in seen


def read_content(data: Mapping[str, Any]) -> Content:
    """Build content from its JSON; an unknown text status is refused."""
    texts = {language: TextContent(**text) for language, text in data.get("texts", {}).items()}
    for text in texts.values():
        if text.status not in STATUSES:
            raise Refused("text.unknown_status", status=text.status)
    point = data.get("point")
    return Content(
        original=data["original"],
        texts=texts,
        answers=dict(data.get("answers", {})),
        territory=data.get("territory", ""),
        place=data.get("place", ""),
        point=(point[0], point[1]) if point else None,
        themes=tuple(data.get("themes", ())),
        licence=data.get("licence", "CC-BY-4.0"),
        files=tuple(data.get("files", ())),
        ties=tuple((relation, target) for relation, target in data.get("ties", ())),
    )
