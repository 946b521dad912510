"""The form of an export: a record as a row of columns that people can read, and exactly the same record again."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tequio.catalogue.importing.rules import PUBLIC_ID, Arrival, check_whole, web_address
from tequio.catalogue.records.content import read_content
from tequio.catalogue.templates.rules import Field
from tequio.kit.refusals import Refused

# Columns that every export has; `more` holds what fits in no column of its own.
FIXED = ("public_id", "version", "origin", "source_url", "published", "original", "licence", "territory")
PLACE = ("place", "lat", "lon", "themes", "ties", "files", "actors")
MORE = "more"
_JSON_BEGINS = tuple('[{"-0123456789')
Flat = dict[str, str | int | float]


@dataclass(frozen=True)
class Shape:
    """Which languages, sections and answers have columns: those of the texts there are and of the templates."""

    languages: tuple[str, ...]
    sections: tuple[str, ...] = ()
    answers: tuple[tuple[str, str], ...] = ()

    @property
    def columns(self) -> list[str]:
        texts = [
            f"{part}@{language}"
            for language in self.languages
            for part in (
                "title",
                "summary",
                "status",
                "made_from",
                *(f"sections.{key}" for key in self.sections),
            )
        ]
        answers = [column for key, sort in self.answers for column in self._answer_columns(key, sort)]
        return [*FIXED, *PLACE, *answers, *texts, MORE]

    def _answer_columns(self, key: str, sort: str) -> list[str]:
        if sort == "line":
            return [f"answers.{key}@{language}" for language in self.languages]
        return [f"answers.{key}.amount", f"answers.{key}.currency"] if sort == "money" else [f"answers.{key}"]


def shape_of(languages: Iterable[str], fields: Sequence[Field]) -> Shape:
    """Make the columns for these languages and questions."""
    prose = dict.fromkeys(field.key for field in fields if field.type == "prose")
    typed = dict.fromkeys((field.key, field.type) for field in fields if field.type != "prose")
    return Shape(tuple(languages), tuple(prose), tuple(typed))


def flatten(whole: Mapping[str, Any], shape: Shape) -> Flat:
    """Make a row of a whole record, as JSON Lines has it: {public_id, version, ..., content, actors, files}."""
    content = whole["content"]
    lat, lon = content["point"] or ("", "")
    row: Flat = {key: whole.get(key, "") for key in FIXED[:5]}
    row |= {key: content[key] for key in ("original", "licence", "territory", "place")}
    row |= {"lat": lat, "lon": lon, "themes": " ".join(content["themes"])}
    row["ties"] = " ".join(f"{relation}:{target}" for relation, target in content["ties"])
    row |= {key: _json(whole[key]) for key in ("files", "actors") if whole.get(key)}
    more: dict[str, Any] = {"texts": {}, "answers": {}}
    for language, text in content["texts"].items():
        _flatten_text(row, more, language, text, shape)
    sorts = dict(shape.answers)
    for key, value in content["answers"].items():
        if not _flatten_answer(row, key, value, sorts.get(key, ""), shape.languages):
            more["answers"][key] = value
    if left := {key: value for key, value in more.items() if value}:
        row[MORE] = _json(left)
    return row


def _flatten_text(
    row: Flat, more: dict[str, Any], language: str, text: Mapping[str, Any], shape: Shape
) -> None:
    if language not in shape.languages:
        more["texts"][language] = dict(text)
        return
    row |= {f"{key}@{language}": text[key] for key in ("title", "summary", "status", "made_from")}
    sections = text["sections"]
    row |= {f"sections.{key}@{language}": sections[key] for key in shape.sections if key in sections}
    if left := {key: prose for key, prose in sections.items() if key not in shape.sections}:
        more["texts"][language] = {"sections": left}


def _flatten_answer(row: Flat, key: str, value: Any, sort: str, languages: Sequence[str]) -> bool:
    """Put an answer under its columns; False when it has another form than its question's."""
    if sort == "line" and isinstance(value, dict) and set(value) <= set(languages):
        if not all(isinstance(text, str) and text for text in value.values()):
            return False
        row |= {f"answers.{key}@{language}": text for language, text in value.items()}
    elif sort == "money" and isinstance(value, dict) and set(value) == {"amount", "currency"}:
        row |= {f"answers.{key}.{part}": value[part] for part in ("amount", "currency")}
    elif sort == "choice" and isinstance(value, str):
        row[f"answers.{key}"] = _json(value) if value[:1] in _JSON_BEGINS else value
    elif sort and sort not in {"line", "money", "choice"}:
        row[f"answers.{key}"] = _json(value)
    else:
        return False
    return True


def is_export(columns: Sequence[str]) -> bool:
    """Say whether a table is an export of ours, by its columns."""
    return {"public_id", "version", "content"} <= set(columns) or {*FIXED[:3], "original"} <= set(columns)


def unflatten(cells: Mapping[str, Any]) -> Arrival:
    """Make the record of a row again: `unflatten(flatten(whole))` says what the whole says.

    Cells that people filled in another form are refused.
    """
    try:
        whole = cells if isinstance(cells.get("content"), dict) else _whole(cells)
        content = check_whole(read_content(whole["content"]))
        arrival = Arrival(
            content=content,
            origin=str(whole.get("origin") or ""),
            public_id=str(whole.get("public_id") or ""),
            source_url=web_address(str(whole.get("source_url") or "")),
            version=int(whole.get("version") or 0),
            actors={str(key): str(name) for key, name in (whole.get("actors") or {}).items()},
            files={int(file["id"]): str(file["name"]) for file in whole.get("files") or ()},
        )
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        raise Refused("import.content_broken") from None
    if arrival.public_id and not PUBLIC_ID.fullmatch(arrival.public_id):
        raise Refused("import.id_unknown_form", value=arrival.public_id)
    if not arrival.key:
        raise Refused("import.origin_needed")
    return arrival


def _whole(cells: Mapping[str, Any]) -> dict[str, Any]:
    more = json.loads(cells.get(MORE) or "{}")
    texts = _texts(cells, more.get("texts", {}))
    content = {key: cells.get(key, "") for key in ("original", "licence", "territory", "place")}
    files = json.loads(cells.get("files") or "[]")
    return {
        **{key: cells.get(key, "") for key in FIXED[:4]},
        "actors": json.loads(cells.get("actors") or "{}"),
        "files": files,
        "content": {
            **content,
            "texts": texts,
            "answers": {**_answers(cells), **more.get("answers", {})},
            "point": [float(cells["lat"]), float(cells["lon"])] if cells.get("lat") else None,
            "themes": str(cells.get("themes", "")).split(),
            "ties": [tie.split(":", 1) for tie in str(cells.get("ties", "")).split()],
            "files": [file["id"] for file in files],
        },
    }


def _texts(cells: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    texts: dict[str, Any] = {}
    for column, value in cells.items():
        part, mark, language = column.rpartition("@")
        if not mark or part.startswith("answers.") or not cells.get(f"title@{language}"):
            continue
        text = texts.setdefault(language, {"sections": {}})
        if part.startswith("sections."):
            text["sections"][part.removeprefix("sections.")] = value
        elif part == "made_from":
            text[part] = int(value or 0)
        elif part in {"title", "summary", "status"}:
            text[part] = value
    for language, text in more.items():
        kept = texts.get(language, {"sections": {}})
        texts[language] = {**kept, **text, "sections": {**kept["sections"], **text.get("sections", {})}}
    return texts


def _answers(cells: Mapping[str, Any]) -> dict[str, Any]:
    answers: dict[str, Any] = {}
    for column, value in cells.items():
        if not column.startswith("answers.") or value == "":
            continue
        key, _, part = column.removeprefix("answers.").partition(".")
        line, mark, language = key.rpartition("@")
        if mark:
            answers.setdefault(line, {})[language] = value
        elif part:
            answers.setdefault(key, {})[part] = int(value) if part == "amount" else value
        else:
            answers[key] = _typed(value)
    return answers


def _typed(value: str) -> Any:
    """A choice is written as it is, a number or a list as JSON."""
    return json.loads(value) if value[:1] in _JSON_BEGINS else value


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
