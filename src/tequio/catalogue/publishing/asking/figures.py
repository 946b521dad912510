"""Questions that are answered with figures: numbers, money, dates."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tequio.catalogue.publishing.asking.base import Asking, Post, Question, Reading, Writing
from tequio.catalogue.publishing.asking.prose import in_original
from tequio.catalogue.publishing.fixed import currencies, currency_of
from tequio.ground.refusals import sentence
from tequio.kit.dates import open_date
from tequio.kit.money import Money, money
from tequio.kit.plain import one_line
from tequio.kit.refusals import Refused

LOCALES = {"pt": "pt_BR"}


class Figure(Asking):
    """A whole number."""

    def read(self, question: Question, post: Post, writing: Writing) -> Reading:
        text = one_line(post.get(question.key, ""))
        try:
            return Reading({"answers": {question.key: number(text, question.key) if text else None}})
        except Refused:
            return Reading({"answers": {question.key: None}}, typed=text)

    def shown(self, question: Question, writing: Writing) -> dict[str, Any]:
        answer = writing.content.answers.get(question.key)
        return {"value": writing.typed.get(question.key, "" if answer is None else answer)}

    def misread(self, question: Question, writing: Writing) -> Refused | None:
        return refusal_of(number, writing.typed[question.key], question.key)

    def said(self, question: Question, writing: Writing) -> list[str]:
        answer = writing.content.answers.get(question.key)
        return [] if answer is None else [str(answer)]


class Sum(Asking):
    """An amount of money and its currency."""

    def read(self, question: Question, post: Post, writing: Writing) -> Reading:
        amount = one_line(post.get(question.key, ""))
        currency = one_line(post.get(f"{question.key}-currency", "")).upper()
        if not amount:
            return Reading({"answers": {question.key: None}})
        try:
            read = money(amount, currency)
        except Refused:
            typed = {"amount": amount, "currency": currency}
            return Reading({"answers": {question.key: None}}, typed=typed)
        return Reading({"answers": {question.key: {"amount": read.amount, "currency": read.currency}}})

    def shown(self, question: Question, writing: Writing) -> dict[str, Any]:
        typed = writing.typed.get(question.key)
        answer = writing.content.answers.get(question.key)
        if not typed and answer:
            typed = {"amount": typeable(Money(**answer)), "currency": answer["currency"]}
        typed = typed or {"amount": "", "currency": currency_of(writing.content.territory)}
        return {**typed, "currencies": currencies(writing.language)}

    def misread(self, question: Question, writing: Writing) -> Refused | None:
        typed = writing.typed[question.key]
        return refusal_of(money, typed["amount"], typed["currency"])

    def said(self, question: Question, writing: Writing) -> list[str]:
        answer = writing.content.answers.get(question.key)
        return [Money(**answer).spoken(LOCALES.get(writing.language, writing.language))] if answer else []


class Dates(Asking):
    """A few dates, each with words. When one cannot be read, all are kept as they were typed."""

    def read(self, question: Question, post: Post, writing: Writing) -> Reading:
        rows = [
            {
                "when": one_line(post.get(f"{question.key}-{index}-when", "")),
                "what": one_line(post.get(f"{question.key}-{index}-what", "")),
            }
            for index in range(question.most)
        ]
        rows = [row for row in rows if row["when"] or row["what"]]
        try:
            dates = dates_of(rows)
        except Refused:
            return Reading({"answers": {question.key: None}}, typed=rows)
        before = {str(date["when"]): date["what"] for date in self._stored(question, writing)}
        kept = [
            {"when": date, "what": in_original(row["what"], before.get(date, {}), writing)}
            for date, row in zip(dates, rows, strict=True)
        ]
        return Reading({"answers": {question.key: sorted(kept, key=lambda date: open_date(date["when"]))}})

    def shown(self, question: Question, writing: Writing) -> dict[str, Any]:
        rows = list(writing.typed.get(question.key) or self._rows(question, writing))
        empty = {"when": "", "what": ""}
        rows += [empty] * (question.most - len(rows))
        return {"rows": list(enumerate(rows)), "lang": writing.content.original}

    def misread(self, question: Question, writing: Writing) -> Refused | None:
        return refusal_of(dates_of, writing.typed[question.key])

    def said(self, question: Question, writing: Writing) -> list[str]:
        locale = LOCALES.get(writing.language, writing.language)
        rows = self._rows(question, writing)
        return [f"{open_date(row['when']).spoken(locale)}: {row['what']}".rstrip(": ") for row in rows]

    def _stored(self, question: Question, writing: Writing) -> Sequence[Mapping[str, Any]]:
        return writing.content.answers.get(question.key) or ()

    def _rows(self, question: Question, writing: Writing) -> list[dict[str, str]]:
        original = writing.content.original
        return [
            {"when": str(date["when"]), "what": date.get("what", {}).get(original, "")}
            for date in self._stored(question, writing)
        ]


def number(text: str, key: str) -> int:
    """Read a whole number as people type it, with or without spaces between thousands."""
    digits = "".join(text.split())
    if not (digits.isascii() and digits.isdigit()) or len(digits.lstrip("0")) > 13:
        raise Refused("field.not_a_number", field=key, value=text)
    return int(digits.lstrip("0") or "0")


def dates_of(rows: Sequence[Mapping[str, str]]) -> list[str]:
    """Read the dates of rows. Refuses words without a date and what is none; when several are wrong it names each."""
    wrong = [refusal for row in rows if (refusal := refusal_of(date_of, row))]
    if len(wrong) > 1:
        raise Refused("date.several_wrong", number=len(wrong), all=Together(wrong))
    if wrong:
        raise wrong[0]
    return [date_of(row) for row in rows]


def date_of(row: Mapping[str, str]) -> str:
    """Read the date of one row; words without a date are refused."""
    if not row["when"]:
        raise Refused("date.missing", what=row["what"])
    return str(open_date(row["when"]))


@dataclass(frozen=True)
class Together:
    """Several refusals as one fact of another, said one after the other."""

    refusals: Sequence[Refused]

    def spoken(self, locale: str) -> str:
        return " ".join(sentence(refusal) for refusal in self.refusals)


def typeable(amount: Money) -> str:
    """Write an amount as somebody may type it again: `kit.money.money` reads it back the same."""
    units = amount.in_units()
    if units == units.to_integral_value():
        return str(int(units))
    whole, _, part = str(units).rstrip("0").partition(".")
    return f"{whole}.{part}0" if len(part) == 3 else f"{whole}.{part}"


def refusal_of(check: Any, *args: Any) -> Refused | None:
    try:
        check(*args)
    except Refused as refusal:
        return refusal
    return None
