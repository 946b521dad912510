"""What a row becomes before it is brought in, what may be said about it, and how texts are fitted to their limits."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import urlsplit

from tequio.catalogue.publishing.rules import check_title
from tequio.catalogue.records.content import Content, TextContent
from tequio.catalogue.records.rules import LICENCES, STATUSES
from tequio.kit.refusals import Refused
from tequio.kit.words import count_words

MADE, CHANGED, UNCHANGED, REFUSED = "made", "changed", "unchanged", "refused"
OUTCOMES = (MADE, CHANGED, UNCHANGED, REFUSED)
ORIGIN_LONGEST = PLACE_LONGEST = 200
ADDRESS_LONGEST = 500
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,6})?")
PUBLIC_ID = re.compile(r"[2-9a-hj-km-np-z]{10}")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”\u2019»)]*\s+")
Value = TypeVar("Value")


@dataclass(frozen=True)
class Note:
    """Something about one cell that its keeper should know."""

    column: str
    value: str
    why: Refused


@dataclass(frozen=True)
class Arrival:
    """A row as it is about to be brought in.

    It is known again by `public_id`, else by `origin`. `version` is that of the export it comes from; None for a row
    from elsewhere. `actors` names those that the content knows by public id, for a site that lacks them; `files` names
    its files by their ids.
    """

    content: Content
    origin: str = ""
    public_id: str = ""
    source_url: str = ""
    version: int | None = None
    actors: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[int, str] = field(default_factory=dict)
    notes: tuple[Note, ...] = ()

    @property
    def key(self) -> str:
        return self.public_id or self.origin


class Findings:
    """Collects what is said about the cells of one row: notes let it in, faults keep it out."""

    def __init__(self) -> None:
        self.notes: list[Note] = []
        self.faults: list[Note] = []

    def note(self, column: str, value: object, why: Refused) -> None:
        self.notes.append(Note(column, str(value), why))

    def fault(self, column: str, value: object, why: Refused) -> None:
        self.faults.append(Note(column, str(value), why))

    def attempt(self, column: str, value: object, check: Callable[[], Value], otherwise: Value) -> Value:
        """Return what a check makes of a value; its refusal becomes a fault of the column."""
        try:
            return check()
        except Refused as refusal:
            self.fault(column, value, refusal)
            return otherwise


class Faulty(Exception):  # noqa: N818 - a row that stays out is an answer
    """A row cannot come in; `faults` say why, cell by cell."""

    def __init__(self, faults: list[Note]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


def sentence_case(text: str, names: str = "") -> str:
    """Give back their capitals to the beginnings of sentences and to names, in a text that has none at all.

    `names` holds words with capitals that may stand in the text, the place's own for instance.
    """
    if not text or any(sign.isupper() for sign in text):
        return text
    for name in sorted(_names(names), key=len, reverse=True):
        text = re.sub(rf"(?<!\w){re.escape(name.lower())}(?!\w)", name, text)
    parts = re.split(f"({_SENTENCE_END.pattern}|\\n+)", text)
    return "".join(_capital(part) for part in parts)


def _names(names: str) -> set[str]:
    found = {name.strip() for name in re.split(r"[,;()\n]", names)}
    return {name for name in found if len(name) > 3 and name[:1].isupper()}


def _capital(text: str) -> str:
    found = re.search(r"\w", text)
    return text if found is None else text[: found.start()] + found[0].upper() + text[found.end() :]


def cut_title(title: str, longest: int) -> str:
    """Cut a title at a word, with three dots in one sign."""
    if len(title) <= longest:
        return title
    head = title[: longest - 1]
    return (head.rsplit(" ", 1)[0] if " " in head[longest // 2 :] else head).rstrip(" ,;:-") + "…"


def first_sentences(text: str, most: int) -> str:
    """Return as many first sentences as have at most so many words; where the first has more, its first words."""
    ends = [found.start() for found in _SENTENCE_END.finditer(text)] + [len(text)]
    fitting = [end for end in ends if count_words(text[:end]) <= most]
    if fitting:
        return text[: max(fitting)].strip()
    spaces = [found.start() for found in re.finditer(r"\s+", text)]
    return text[: max(end for end in spaces if count_words(text[:end]) <= most)].rstrip(" ,;:-") + "…"


def web_address(text: str) -> str:
    """Return an address of the web as it is; nothing for what a browser must not follow."""
    text = text.strip()
    if len(text) > ADDRESS_LONGEST or re.search(r"[\s\x00-\x1f\x7f\"<>\\]", text):
        return ""
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return text if parts.scheme in {"http", "https"} and parts.hostname else ""


def check_whole(content: Content) -> Content:
    """Refuse content that does not have the form that publications have; its word limits are not looked at."""
    if not LANGUAGE.fullmatch(content.original) or not all(map(LANGUAGE.fullmatch, content.texts)):
        raise Refused("import.content_broken")
    for language, text in content.texts.items():
        if text.status not in STATUSES or (text.status == "original") != (language == content.original):
            raise Refused("import.content_broken")
        _check_text(text)
    if content.licence not in LICENCES:
        raise Refused("licence.unknown", licence=content.licence)
    if len(content.place) > PLACE_LONGEST:
        raise Refused("import.place_too_long", letters=len(content.place), limit=PLACE_LONGEST)
    if content.point and not _on_earth(*content.point):
        raise Refused("import.unreadable_point")
    check_title(content.main.title)
    return content


def _on_earth(lat: float, lon: float) -> bool:
    return (
        isinstance(lat, float | int) and isinstance(lon, float | int) and abs(lat) <= 90 and abs(lon) <= 180
    )


def _check_text(text: TextContent) -> None:
    strings: list[Any] = [text.title, text.summary, *text.sections, *text.sections.values()]
    if not all(isinstance(item, str) for item in strings) or not isinstance(text.made_from, int):
        raise Refused("import.content_broken")
    check_title(text.title)
