"""A map (TOML) that says which column of somebody else's table is what of a practice."""

import csv
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tequio.catalogue.records.rules import LICENCES
from tequio.catalogue.templates.rules import Field
from tequio.kit.refusals import Refused

# key -> the keys that its table may have; an empty tuple is a plain value.
KEYS: dict[str, tuple[str, ...]] = {
    "source": (),
    "kind": (),
    "id": (),
    "licence": (),
    "source_url": (),
    "left_aside": (),
    "language": ("column", "default"),
    "title": ("column", "case", "names", "cut"),
    "summary": ("column", "case", "names", "overflow"),
    "sections": (),
    "answers": (),
    "territory": ("country", "subdivision", "code"),
    "place": ("columns",),
    "point": ("lat", "lon"),
    "dates": ("column", "what", "format", "not_before"),
    "themes": ("column", "separators", "table", "ignore"),
}
NEEDED = ("source", "id", "licence", "language", "title")
ANSWER_KEYS = ("column", "value", "values", "amount", "currency", "separators", "as")


@dataclass(frozen=True)
class TextColumn:
    """Where a text stands and how it is fitted: `case` sentence, `cut` at the limit, `overflow` to a section."""

    column: str = ""
    case: str = ""
    names: tuple[str, ...] = ()
    cut: bool = False
    overflow: str = ""


@dataclass(frozen=True)
class AnswerColumn:
    """Where a typed answer stands: a column, a fixed value, or the columns of an amount and its currency."""

    column: str = ""
    value: Any = None
    values: Mapping[str, str] = field(default_factory=dict)
    amount: str = ""
    currency: str = ""
    separators: str = ";"
    support: str = ""


@dataclass(frozen=True)
class DateColumn:
    """Where a key date stands, what it was in each language, how it is written (strptime; else ISO 8601)."""

    column: str
    what: Mapping[str, str]
    format: str = ""
    not_before: str = ""


@dataclass(frozen=True)
class ThemeColumn:
    """Where themes stand, what separates them, and the table that says which of ours each value is."""

    column: str
    separators: str = ",;"
    table: Mapping[str, str] = field(default_factory=dict)
    ignore: frozenset[str] = frozenset()


@dataclass(frozen=True)
class PracticeMap:
    """A whole map, checked: it names only known keys and answers only questions of the template."""

    source: str
    id: str
    licence: str
    language_column: str
    language: str
    title: TextColumn
    summary: TextColumn = TextColumn()
    source_url: str = ""
    sections: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, AnswerColumn] = field(default_factory=dict)
    country: str = ""
    subdivision: str = ""
    code: str = ""
    place: tuple[str, ...] = ()
    point: tuple[str, str] = ("", "")
    dates: tuple[DateColumn, ...] = ()
    themes: tuple[ThemeColumn, ...] = ()
    left_aside: tuple[str, ...] = ()

    @property
    def columns(self) -> set[str]:
        """All columns that the map reads."""
        named = {self.id, self.language_column, self.source_url, self.country, self.subdivision, self.code}
        named |= {*self.place, *self.point, *self.sections.values()}
        for text in (self.title, self.summary):
            named |= {text.column, *text.names}
        for answer in self.answers.values():
            named |= {answer.column, answer.amount}
            named |= set() if len(answer.currency) == 3 and answer.currency.isupper() else {answer.currency}
        for date in self.dates:
            named |= {date.column, date.not_before}
        named |= {theme.column for theme in self.themes}
        return named - {""}


def read_map(path: Path, questions: Sequence[Field]) -> PracticeMap:
    """Read a map; tables of themes are CSV files beside it. Refuses what it does not know, and what is missing."""
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise Refused("map.broken", reason=str(error)) from None
    _check_keys(said)
    _check_questions(said, questions)
    try:
        return _made(said, path.parent)
    except (TypeError, KeyError, ValueError, AttributeError, OSError) as error:
        raise Refused("map.wrong_value", key=str(error)) from None


def _check_keys(said: Mapping[str, Any]) -> None:
    for key in NEEDED:
        if not said.get(key):
            raise Refused("map.missing_key", key=key)
    for key, value in said.items():
        if key not in KEYS:
            raise Refused("map.unknown_key", key=key)
        tables = [value] if isinstance(value, dict) else value if isinstance(value, list) else []
        for table in tables:
            unknown = set(table) - set(KEYS[key]) if KEYS[key] and isinstance(table, dict) else set()
            if unknown:
                raise Refused("map.unknown_key", key=f"{key}.{min(unknown)}")
    if said["licence"] not in LICENCES:
        raise Refused("map.wrong_value", key="licence")
    if said.get("kind", "practice") != "practice":
        raise Refused("map.wrong_value", key="kind")


def _check_questions(said: Mapping[str, Any], questions: Sequence[Field]) -> None:
    prose = {question.key for question in questions if question.type == "prose"}
    typed = {question.key for question in questions} - prose
    summary = said.get("summary")
    overflow = summary.get("overflow") if isinstance(summary, dict) else None
    for key in [*said.get("sections", {}), *([overflow] if overflow else [])]:
        if key not in prose:
            raise Refused("map.unknown_question", key=key)
    for key, answer in said.get("answers", {}).items():
        if key not in typed:
            raise Refused("map.unknown_question", key=key)
        if isinstance(answer, dict) and (unknown := set(answer) - set(ANSWER_KEYS)):
            raise Refused("map.unknown_key", key=f"answers.{key}.{min(unknown)}")
    if said.get("dates") and "dates" not in typed:
        raise Refused("map.unknown_question", key="dates")


def _made(said: Mapping[str, Any], folder: Path) -> PracticeMap:
    language = said["language"]
    fixed = isinstance(language, str)
    territory, point = said.get("territory", {}), said.get("point", {})
    return PracticeMap(
        source=said["source"],
        id=said["id"],
        licence=said["licence"],
        language_column="" if fixed else language["column"],
        language=language if fixed else language.get("default", ""),
        title=_text(said["title"]),
        summary=_text(said.get("summary", {})),
        source_url=said.get("source_url", ""),
        sections=dict(said.get("sections", {})),
        answers={key: _answer(answer) for key, answer in said.get("answers", {}).items()},
        country=territory.get("country", ""),
        subdivision=territory.get("subdivision", ""),
        code=territory.get("code", ""),
        place=tuple(said.get("place", {}).get("columns", ())),
        point=(point["lat"], point["lon"]) if point else ("", ""),
        dates=tuple(DateColumn(**date) for date in said.get("dates", ())),
        themes=tuple(_theme(theme, folder) for theme in said.get("themes", ())),
        left_aside=tuple(said.get("left_aside", ())),
    )


def _text(said: Any) -> TextColumn:
    if isinstance(said, str):
        return TextColumn(said)
    if said.get("case", "sentence") != "sentence":
        raise ValueError("case")
    return TextColumn(**{**said, "names": tuple(said.get("names", ()))})


def _answer(said: Any) -> AnswerColumn:
    if isinstance(said, str):
        return AnswerColumn(said)
    said = dict(said)
    return AnswerColumn(support=said.pop("as", ""), **said)


def _theme(said: Mapping[str, Any], folder: Path) -> ThemeColumn:
    table: dict[str, str] = {}
    if name := said.get("table"):
        with (folder / name).open(encoding="utf-8", newline="") as file:
            table = {row["value"].casefold(): row["theme"] for row in csv.DictReader(file)}
    ignore = frozenset(value.casefold() for value in said.get("ignore", ()))
    return ThemeColumn(said["column"], said.get("separators", ",;"), table, ignore)
