"""Visibility and its transitions, licences, public ids, and which text a reader gets."""

import secrets
import unicodedata
from collections.abc import Iterable, Mapping
from typing import TypeVar

import regex

from tequio.kit.refusals import Refused

DRAFT, SUBMITTED, PUBLISHED, HIDDEN, WITHDRAWN = "draft", "submitted", "published", "hidden", "withdrawn"
VISIBILITIES = (DRAFT, SUBMITTED, PUBLISHED, HIDDEN, WITHDRAWN)
_STEPS = {
    (DRAFT, SUBMITTED),
    (SUBMITTED, DRAFT),
    (SUBMITTED, PUBLISHED),
    (DRAFT, PUBLISHED),
    (PUBLISHED, PUBLISHED),
    (PUBLISHED, HIDDEN),
    (HIDDEN, PUBLISHED),
    (PUBLISHED, WITHDRAWN),
    (WITHDRAWN, PUBLISHED),
    (DRAFT, WITHDRAWN),
    (SUBMITTED, WITHDRAWN),
}
ORIGINAL, HUMAN, MACHINE, CHECKED = "original", "human", "machine", "checked"
STATUSES = (ORIGINAL, HUMAN, MACHINE, CHECKED)
LICENCES = {
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC-BY-NC-SA-3.0": "https://creativecommons.org/licenses/by-nc-sa/3.0/",
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
}
TITLE_LONGEST = 160
PLACE_LONGEST = 200
SUMMARY_WORDS = 80
_ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"
Kept = TypeVar("Kept")


def new_public_id() -> str:
    """Draw a public id: ten signs without look-alikes, 49 random bits."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(10))


def check_step(before: str, after: str) -> None:
    """Refuse a change of visibility that is not a step of a record's life."""
    if (before, after) not in _STEPS:
        raise Refused("record.wrong_step", before=before, after=after)


def slug_of(title: str) -> str:
    """Make the readable end of an address: letters and digits of any script, in lower case, at most 60 signs."""
    folded = "".join(sign for sign in unicodedata.normalize("NFKD", title) if not unicodedata.combining(sign))
    slug = "-".join(regex.findall(r"[\p{L}\p{N}]+", folded.lower().replace("'", "").replace("\u2019", "-")))
    return slug if len(slug) <= 60 else slug[:61].rsplit("-", 1)[0][:60]


def best_language(available: Iterable[str], wanted: str, original: str) -> str:
    """Choose the text that a reader gets: their language, else the original, else English, else any."""
    kept = set(available)
    return next(
        (language for language in (wanted, original, "en") if language in kept), min(kept, default="")
    )


def best_text(texts: Mapping[str, Kept], wanted: str, original: str) -> Kept | None:
    """Choose among texts by language, as `best_language` does; None when there is none."""
    return texts.get(best_language(texts, wanted, original))


def text_language(interface: str) -> str:
    """Turn the interface's language (`pt-br`) into that of texts (`pt`)."""
    return interface.split("-", maxsplit=1)[0]
