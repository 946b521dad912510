"""What may be changed in the questions of a template, and what would lose an answer."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from tequio.catalogue.records.rules import slug_of
from tequio.kit.refusals import Refused

LANGUAGES = ("en", "es", "fr", "pt")
# The types that a new question may have: those that every page shows. Older ones stay as they are.
TYPES = ("prose", "line", "choice", "number", "money")
MOST_WORDS, MOST_LETTERS, MOST_CHOICES = 5000, 500, 20
# Keys that the questions of every record have already.
TAKEN = frozenset(
    {"language", "title", "summary", "licence", "territory", "place", "point", "themes", "files", "new"}
)
Fields = list[dict[str, Any]]


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
    words = heading.get("en") or next(iter(heading.values()), "")
    ascii_only = slug_of(words).encode("ascii", "ignore").decode().strip("-")
    start = ascii_only.replace("-", "_")[:30].strip("_") or "question"
    numbered = (f"{start}_{number}" for number in range(2, len(taken) + len(TAKEN) + 3))
    return next(key for key in (start, *numbered) if key not in taken and key not in TAKEN)


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


def _place(fields: Sequence[Mapping[str, Any]], key: str) -> int:
    found = [index for index, field in enumerate(fields) if field["key"] == key]
    if not found:
        raise Refused("question.gone")
    return found[0]
