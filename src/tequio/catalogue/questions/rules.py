"""What may be changed in the questions and parts of a template, and what would lose an answer."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from tequio.catalogue.records.rules import slug_of
from tequio.kit.refusals import Refused

LANGUAGES = ("en", "es", "fr", "pt")
# The types that a new question may have: those that every page shows. Older ones stay as they are.
TYPES = ("prose", "line", "choice", "number", "money")
MOST_WORDS, MOST_LETTERS, MOST_CHOICES = 5000, 500, 20
MOST_PARTS, TITLE_LONGEST = 20, 80
# Keys that the questions of every record have already.
TAKEN = frozenset(
    {"language", "title", "summary", "licence", "territory", "place", "point", "themes", "files", "new"}
)
# Keys of the pages that every form has, and the word that stands where a new part is made.
PARTS_TAKEN = frozenset({"start", "where", "themes", "files", "new"})
Fields = list[dict[str, Any]]
Parts = list[dict[str, Any]]


def check_question(said: Mapping[str, Any]) -> None:
    """Refuse a question without a heading, with a text too long, prose without a limit, a choice with too few choices."""
    if not said.get("heading"):
        raise Refused("question.heading_missing")
    for texts in (said.get("heading"), said.get("prompt"), said.get("help")):
        for text in (texts or {}).values():
            if len(text) > MOST_LETTERS:
                raise Refused("question.too_long", letters=len(text), limit=MOST_LETTERS)
    if said["type"] == "prose" and not 1 <= said.get("words", 0) <= MOST_WORDS:
        raise Refused("question.limit_missing", most=MOST_WORDS)
    if said["type"] == "choice" and not 2 <= len(said.get("choices", ())) <= MOST_CHOICES:
        raise Refused("question.choices_missing", most=MOST_CHOICES)


def check_change(before: Mapping[str, Any], after: Mapping[str, Any], answered: int) -> None:
    """Refuse what would lose answers: another type, or a choice taken away, of a question that records answer."""
    if not answered:
        return
    if before["type"] != after["type"]:
        raise Refused("question.type_in_use", count=answered)
    kept = {choice["key"] for choice in after.get("choices", ())}
    if any(choice["key"] not in kept for choice in before.get("choices", ())):
        raise Refused("question.choice_in_use", count=answered)


def new_key(heading: Mapping[str, str], taken: Collection[str]) -> str:
    """Make a key of a heading that no question has, retired ones included."""
    return _free_key(heading, "question", {*taken, *TAKEN})


def _free_key(words: Mapping[str, str], otherwise: str, taken: Collection[str]) -> str:
    said = words.get("en") or next(iter(words.values()), "")
    ascii_only = slug_of(said).encode("ascii", "ignore").decode().strip("-")
    start = ascii_only.replace("-", "_")[:30].strip("_") or otherwise
    numbered = (f"{start}_{number}" for number in range(2, len(taken) + 3))
    return next(key for key in (start, *numbered) if key not in taken)


def with_question(fields: Sequence[dict[str, Any]], said: dict[str, Any]) -> Fields:
    """Put a question in its place: where the one of its key stands, else after the last."""
    if any(field["key"] == said["key"] for field in fields):
        return [said if field["key"] == said["key"] else field for field in fields]
    return [*fields, said]


def moved(fields: Sequence[dict[str, Any]], key: str, *, up: bool) -> Fields:
    """Exchange a question with the next one of its part that is asked; at the end of the part nothing moves."""
    kept = list(fields)
    here = _place(kept, key)
    others = range(here - 1, -1, -1) if up else range(here + 1, len(kept))
    for other in others:
        if kept[other].get("part") == kept[here].get("part") and not kept[other].get("retired"):
            kept[here], kept[other] = kept[other], kept[here]
            break
    return kept


def retired(fields: Sequence[dict[str, Any]], key: str, *, away: bool) -> Fields:
    """No longer ask a question, or ask it again; what was answered to it stays where it is."""
    kept = list(fields)
    here = _place(kept, key)
    field = {name: value for name, value in kept[here].items() if name != "retired"}
    kept[here] = {**field, "retired": True} if away else field
    return kept


def without_question(fields: Sequence[dict[str, Any]], key: str, used: int) -> Fields:
    """Take a retired question away for good; refuse one that is still asked, and one that records or drafts answer."""
    field = fields[_place(fields, key)]
    if not field.get("retired"):
        raise Refused("question.still_asked")
    if used:
        raise Refused("question.in_use", count=used)
    return [field for field in fields if field["key"] != key]


def check_part(said: Mapping[str, Any]) -> None:
    """Refuse a part without a title, and a title or an introduction that is too long."""
    if not said.get("title"):
        raise Refused("part.title_missing")
    for texts, limit in ((said["title"], TITLE_LONGEST), (said.get("intro", {}), MOST_LETTERS)):
        for text in texts.values():
            if len(text) > limit:
                raise Refused("question.too_long", letters=len(text), limit=limit)


def with_part(parts: Sequence[dict[str, Any]], said: dict[str, Any]) -> Parts:
    """Put a part in its place, or after the last when `said` has no key; refuse one too many and one that is gone."""
    keys = {part["key"] for part in parts}
    if not said.get("key"):
        if len(parts) >= MOST_PARTS:
            raise Refused("part.too_many", limit=MOST_PARTS)
        key = _free_key(said["title"], "part", {*keys, *PARTS_TAKEN})
        return [*parts, {**said, "key": key}]
    check_there(parts, said["key"])
    return [said if part["key"] == said["key"] else part for part in parts]


def check_there(parts: Sequence[Mapping[str, Any]], key: str) -> None:
    if not any(part["key"] == key for part in parts):
        raise Refused("part.gone")


def moved_part(parts: Sequence[dict[str, Any]], key: str, *, up: bool) -> Parts:
    """Exchange a part with its neighbour; at the end nothing moves."""
    check_there(parts, key)
    kept = list(parts)
    here = next(index for index, part in enumerate(kept) if part["key"] == key)
    other = here - 1 if up else here + 1
    if 0 <= other < len(kept):
        kept[here], kept[other] = kept[other], kept[here]
    return kept


def without_part(parts: Sequence[dict[str, Any]], fields: Sequence[Mapping[str, Any]], key: str) -> Parts:
    """Take a part away; refuse one that holds questions, retired ones included."""
    check_there(parts, key)
    if inside := sum(field.get("part") == key for field in fields):
        raise Refused("part.not_empty", count=inside)
    return [part for part in parts if part["key"] != key]


def _place(fields: Sequence[Mapping[str, Any]], key: str) -> int:
    found = [index for index, field in enumerate(fields) if field["key"] == key]
    if not found:
        raise Refused("question.gone")
    return found[0]
