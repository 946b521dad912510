"""The fields of a template: their types, their limits, and what each makes of an answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tequio.kit.dates import open_date
from tequio.kit.money import Money
from tequio.kit.refusals import Refused
from tequio.kit.words import count_words

TYPES = ("prose", "line", "choice", "number", "money", "date", "place", "file", "actor")
AUDIENCES = ("public", "reviewers", "secretariat")
LINE_LONGEST = 300
Words = Mapping[str, str]


@dataclass(frozen=True)
class Field:
    """One question; a retired one is no longer asked, its answers stay. `prompt`, `help`, `heading` and the labels of choices are words by language."""

    key: str
    type: str
    part: str = ""
    words: int = 0
    required: bool = False
    most: int = 1
    audience: str = "public"
    retired: bool = False
    heading: Words = None  # type: ignore[assignment]
    prompt: Words = None  # type: ignore[assignment]
    help: Words = None  # type: ignore[assignment]
    choices: tuple[tuple[str, Words], ...] = ()

    def __post_init__(self) -> None:
        if self.type not in TYPES or self.audience not in AUDIENCES:
            raise ValueError(f"The field {self.key} has an unknown type or audience.")
        if self.type == "prose" and self.words < 1:
            raise ValueError(f"The field {self.key} is prose without a word limit.")

    def heading_in(self, language: str) -> str:
        return in_language(self.heading or {}, language) or self.key

    def label_of(self, choice: str, language: str) -> str:
        """Say a choice in words; an unknown one is returned as it is."""
        return next((in_language(label, language) for key, label in self.choices if key == choice), choice)


def in_language(words: Mapping[str, str], language: str) -> str:
    """Pick the wording in a language, else English, else the first there is, else nothing."""
    return words.get(language) or words.get("en") or next(iter(words.values()), "")


def read_field(data: Mapping[str, Any]) -> Field:
    """Build a field from its JSON or TOML table."""
    known = {key: data[key] for key in Field.__dataclass_fields__ if key in data and key != "choices"}
    choices = tuple((choice["key"], choice["label"]) for choice in data.get("choices", ()))
    return Field(**known, choices=choices)


def check_prose(field: Field, text: str) -> str:
    """Refuse a text over its word limit; line ends and outer space are made plain."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    count = count_words(text)
    if count > field.words:
        raise Refused(
            "field.too_long", field=field.key, words=count, limit=field.words, over=count - field.words
        )
    return text


def check_answer(field: Field, value: Any) -> Any:
    """Return a typed answer in its one stored form; refuse what does not fit the field.

    Stored forms: line `{language: text}`; choice its key; number an integer; money `{amount, currency}`; date a list
    of `{when, what: {language: text}}`; actor a list of `{actor, name, as}`.
    """
    return _CHECKS[field.type](field, value)


def _line(field: Field, value: Any) -> dict[str, str]:
    kept = {language: " ".join(str(text).split()) for language, text in dict(value).items()}
    for text in kept.values():
        if len(text) > LINE_LONGEST:
            raise Refused("field.line_too_long", field=field.key, letters=len(text), limit=LINE_LONGEST)
    return {language: text for language, text in kept.items() if text}


def _choice(field: Field, value: Any) -> str:
    if value and value not in {key for key, _ in field.choices}:
        raise Refused("field.unknown_choice", field=field.key, value=value)
    return str(value)


def _number(field: Field, value: Any) -> int:
    try:
        number = int(str(value).strip())
    except ValueError:
        raise Refused("field.not_a_number", field=field.key, value=value) from None
    if not 0 <= number <= 10**12:
        raise Refused("field.not_a_number", field=field.key, value=value)
    return number


def _money(field: Field, value: Any) -> dict[str, Any]:
    sum_of_money = Money(int(value["amount"]), str(value["currency"]))
    return {"amount": sum_of_money.amount, "currency": sum_of_money.currency}


def _dates(field: Field, value: Any) -> list[dict[str, Any]]:
    _refuse_too_many(field, value)
    kept = [
        {"when": str(open_date(item["when"])), "what": _line(field, item.get("what", {}))} for item in value
    ]
    return sorted(kept, key=lambda item: open_date(str(item["when"])))


def _actors(field: Field, value: Any) -> list[dict[str, str]]:
    kept = []
    for item in value:
        actor = {"actor": str(item.get("actor", "")), "name": " ".join(str(item.get("name", "")).split())}
        if not (actor["actor"] or actor["name"]):
            continue
        if len(actor["name"]) > LINE_LONGEST:
            raise Refused(
                "field.line_too_long", field=field.key, letters=len(actor["name"]), limit=LINE_LONGEST
            )
        kept.append({**actor, "as": _choice(field, item.get("as", ""))})
    _refuse_too_many(field, kept)
    return kept


def _plain(field: Field, value: Any) -> Any:
    return value


def _refuse_too_many(field: Field, value: Sequence[Any]) -> None:
    count = len(value)
    if count > field.most:
        raise Refused("field.too_many", field=field.key, count=count, most=field.most)


_CHECKS = {
    "line": _line,
    "choice": _choice,
    "number": _number,
    "money": _money,
    "date": _dates,
    "actor": _actors,
    "place": _plain,
    "file": _plain,
    "prose": check_prose,
}
