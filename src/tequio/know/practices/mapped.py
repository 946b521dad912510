"""Makes the content of a practice from a row of somebody else's table, as a map says."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from tequio.catalogue.importing.rules import (
    LANGUAGE,
    ORIGIN_LONGEST,
    PLACE_LONGEST,
    Arrival,
    Faulty,
    Findings,
    cut_title,
    first_sentences,
    sentence_case,
    web_address,
)
from tequio.catalogue.publishing.rules import check_summary, check_title
from tequio.catalogue.records.content import Content, TextContent
from tequio.catalogue.records.rules import SUMMARY_WORDS, TITLE_LONGEST
from tequio.catalogue.templates.rules import Field, check_answer, check_prose
from tequio.ground.territories.coordinates import coordinate, point
from tequio.ground.territories.recognise import Recogniser, fold
from tequio.kit.dates import OpenDate, open_date
from tequio.kit.money import money
from tequio.kit.refusals import Refused
from tequio.kit.words import count_words
from tequio.know.practices.mapping import AnswerColumn, DateColumn, PracticeMap, TextColumn

_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[T ]\d\d:.*")


class Mapper:
    """Reads rows by a map. `labels` finds themes by code or folded label; keep one instance for a file."""

    def __init__(self, said: PracticeMap, questions: list[Field], labels: Mapping[str, str]) -> None:
        self.map = said
        self.questions = {question.key: question for question in questions}
        self.labels = labels
        self.places = Recogniser()

    def __call__(self, cells: Mapping[str, Any]) -> Arrival:
        """Make a row an arrival, with notes on what was not understood. Raises Faulty with all that keeps it out."""
        row = _Row(self, {column: _spelt(value) for column, value in cells.items()})
        arrival = row.arrival()
        if row.findings.faults:
            raise Faulty(row.findings.faults)
        return replace(arrival, notes=tuple(row.findings.notes))


class _Row:
    """One row on its way."""

    def __init__(self, mapper: Mapper, cells: Mapping[str, str]) -> None:
        self.mapper, self.map, self.cells = mapper, mapper.map, cells
        self.findings = Findings()

    def arrival(self) -> Arrival:
        language = self._language()
        territory, unplaced = self._territory()
        content = Content(
            original=language,
            texts={language: self._text()},
            answers=self._answers(language),
            territory=territory,
            place=self._place(unplaced),
            point=self._point(),
            themes=self._themes(),
            licence=self.map.licence,
        )
        return Arrival(content=content, origin=self._origin(), source_url=self._address())

    def _cell(self, column: str) -> str:
        return self.cells.get(column, "").strip() if column else ""

    def _origin(self) -> str:
        found = self._cell(self.map.id)
        if not found:
            self.findings.fault(self.map.id, "", Refused("import.id_missing"))
        origin = f"{self.map.source}:{found}"
        if len(origin) > ORIGIN_LONGEST:
            self.findings.fault(self.map.id, found, Refused("import.id_too_long", limit=ORIGIN_LONGEST))
        return origin

    def _address(self) -> str:
        if not (found := self._cell(self.map.source_url)):
            return ""
        address = web_address(found)
        if not address:
            self.findings.note(self.map.source_url, found, Refused("import.bad_address"))
        return address

    def _language(self) -> str:
        column, default = self.map.language_column, self.map.language
        found = self._cell(column).lower().replace("_", "-").split("-")[0]
        if LANGUAGE.fullmatch(found):
            return found
        if not default:
            self.findings.fault(column, found, Refused("import.unknown_language"))
        elif found:
            self.findings.note(column, found, Refused("import.language_assumed", language=default))
        return default or "und"

    def _fitted(self, said: TextColumn) -> str:
        text = self._cell(said.column)
        names = "\n".join(self._cell(column) for column in said.names)
        return sentence_case(text, names) if said.case else text

    def _text(self) -> TextContent:
        said = self.map.title
        title = " ".join(self._fitted(said).split())
        if said.cut and len(title) > TITLE_LONGEST:
            self.findings.note(
                said.column, title, Refused("import.title_cut", letters=len(title), limit=TITLE_LONGEST)
            )
            title = cut_title(title, TITLE_LONGEST)
        title = self.findings.attempt(said.column, title, lambda: check_title(title), title)
        summary, overflow = self._summary()
        return TextContent(title=title, summary=summary, sections=self._sections(overflow))

    def _summary(self) -> tuple[str, str]:
        """The summary and, when it is over its limit, the whole text for the section that takes it."""
        said = self.map.summary
        whole = self._fitted(said).replace("\r\n", "\n")
        words = count_words(whole)
        if words <= SUMMARY_WORDS or not said.overflow:
            return self.findings.attempt(said.column, whole[:80], lambda: check_summary(whole), whole), ""
        cut = Refused("import.summary_cut", words=words, section=said.overflow)
        self.findings.note(said.column, "", cut)
        return first_sentences(whole, SUMMARY_WORDS), whole

    def _sections(self, overflow: str) -> dict[str, str]:
        sections = {key: self._cell(column) for key, column in self.map.sections.items()}
        if overflow:
            key = self.map.summary.overflow
            sections[key] = "\n\n".join(part for part in (overflow, sections.get(key, "")) if part)
        return {key: self._prose(key, text) for key, text in sections.items()}

    def _prose(self, key: str, text: str) -> str:
        question = self.mapper.questions[key]
        column = self.map.sections.get(key, self.map.summary.column)
        return self.findings.attempt(column, text[:80], lambda: check_prose(question, text), text)

    def _territory(self) -> tuple[str, list[str]]:
        """A territory's code, and in words what has none."""
        if code := self._cell(self.map.code):
            return code, []
        country, subdivision = self._cell(self.map.country), self._cell(self.map.subdivision)
        if not country:
            return "", [subdivision] if subdivision else []
        found = self.mapper.places.country(country)
        if not found:
            self.findings.note(self.map.country, country, Refused("import.unknown_country"))
            return "", [part for part in (subdivision, country) if part]
        if not subdivision:
            return found, []
        within = self.mapper.places.subdivision(found, subdivision)
        if not within:
            self.findings.note(self.map.subdivision, subdivision, Refused("import.unknown_subdivision"))
        return within or found, [] if within else [subdivision]

    def _place(self, unplaced: list[str]) -> str:
        parts = [self._cell(column) for column in self.map.place] + unplaced
        place = ", ".join(dict.fromkeys(" ".join(part.split()) for part in parts if part))
        if len(place) > PLACE_LONGEST:
            why = Refused("import.place_too_long", letters=len(place), limit=PLACE_LONGEST)
            self.findings.fault(", ".join(self.map.place), place, why)
        return place

    def _point(self) -> tuple[float, float] | None:
        columns = self.map.point
        lat, lon = self._cell(columns[0]), self._cell(columns[1])
        if not lat and not lon:
            return None
        found = point(lat, lon)
        if found is None:
            zero = coordinate(lat) == coordinate(lon) == 0
            why = Refused("import.point_zero" if zero else "import.unreadable_point")
            self.findings.note(", ".join(columns), f"{lat}, {lon}", why)
        return found

    def _themes(self) -> tuple[str, ...]:
        found: dict[str, None] = {}
        for said in self.map.themes:
            for value in _parts(self._cell(said.column), said.separators):
                key = value.casefold()
                theme = said.table.get(key) or self.mapper.labels.get(fold(value))
                if theme:
                    found[theme] = None
                elif key not in said.ignore and key not in said.table:
                    self.findings.note(said.column, value, Refused("import.unknown_theme"))
        return tuple(found)

    def _answers(self, language: str) -> dict[str, Any]:
        answers = {key: self._answer(key, said, language) for key, said in self.map.answers.items()}
        if self.map.dates:
            answers["dates"] = self._dates()
        return {key: value for key, value in answers.items() if value not in (None, "", [], {})}

    def _answer(self, key: str, said: AnswerColumn, language: str) -> Any:
        question = self.mapper.questions[key]
        column = said.column or said.amount
        value = self._cell(column) if column else said.value
        if value in (None, ""):
            return None
        value = said.values.get(value, value) if isinstance(value, str) else value

        def made() -> Any:
            return check_answer(question, self._formed(question, said, value, language))

        return self.findings.attempt(column or key, value, made, None)

    def _formed(self, question: Field, said: AnswerColumn, value: Any, language: str) -> Any:
        """Give a value the form in which answers of its type are kept."""
        if question.type == "line" and isinstance(value, str):
            return {language: value}
        if question.type == "money" and isinstance(value, str):
            found = money(value, self._cell(said.currency) or said.currency)
            return {"amount": found.amount, "currency": found.currency}
        if question.type == "actor" and isinstance(value, str):
            return [{"name": name, "as": said.support} for name in _parts(value, said.separators)]
        return value

    def _dates(self) -> list[dict[str, Any]]:
        most = self.mapper.questions["dates"].most
        found = [(said, when) for said in self.map.dates if (when := self._date(said))]
        if len(found) > most:
            self.findings.note("dates", len(found), Refused("import.too_many_dates", most=most))
        kept = [{"when": str(when), "what": dict(said.what)} for said, when in found[:most]]
        return list(check_answer(self.mapper.questions["dates"], kept)) if kept else []

    def _date(self, said: DateColumn) -> OpenDate | None:
        if not (text := self._cell(said.column)):
            return None
        when = _read_date(text, said.format)
        if when is None:
            self.findings.note(said.column, text, Refused("import.unreadable_date"))
            return None
        before = self._cell(said.not_before)
        if before and (first := _read_date(before, said.format)) and when < first:
            self.findings.note(said.column, text, Refused("import.date_before", other=said.not_before))
            return None
        return when


def _read_date(text: str, pattern: str) -> OpenDate | None:
    try:
        if pattern:
            day = datetime.strptime(text, pattern).date()  # noqa: DTZ007 - a day has no zone
            return OpenDate(day.year, day.month, day.day)
        moment = _MOMENT.fullmatch(text)
        return open_date(moment[1] if moment else text)
    except (ValueError, Refused):
        return None


def _parts(text: str, separators: str) -> list[str]:
    return [part for piece in re.split(f"[{re.escape(separators)}\n]", text) if (part := piece.strip())]


def _spelt(value: Any) -> str:
    """Spell a JSON value as a cell: a list as its parts, one a line."""
    if value is None:
        return ""
    if isinstance(value, list):
        return "\n".join(_spelt(item) for item in value)
    return value if isinstance(value, str) else str(value)
