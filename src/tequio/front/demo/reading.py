"""Reads the demo's content from its TOML files into the form that publications have."""

import hashlib
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tequio.catalogue.records.content import Content, TextContent
from tequio.catalogue.records.rules import CHECKED, HUMAN, ORIGINAL

FOLDER = Path(__file__).parent / "content"
_ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"


def read_folder(name: str) -> dict[str, dict[str, Any]]:
    """Read the files of a folder of the content, by their names without the ending."""
    return {path.stem: read_file(path) for path in sorted((FOLDER / name).glob("*.toml"))}


def read_file(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        return tomllib.load(file)


def fingerprint() -> str:
    """Digest of all the content, so that a site knows whether it has been seeded with it; 16 hexadecimal digits."""
    digest = hashlib.sha256()
    for path in sorted(FOLDER.rglob("*.toml")):
        digest.update(path.relative_to(FOLDER).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def address_of(key: str) -> str:
    """Make the public id of a demo record from its key: the same on each seeded site, so that addresses can be told."""
    number = int.from_bytes(hashlib.sha256(f"tequio demo {key}".encode()).digest()[:8], "big")
    signs = []
    for _ in range(10):
        number, sign = divmod(number, len(_ALPHABET))
        signs.append(_ALPHABET[sign])
    return "".join(signs)


def actor_content(data: Mapping[str, Any]) -> Content:
    """Make an actor's content: its name and summary in each language, its sector and website."""
    original = data["original"]
    texts = {
        language: TextContent(
            title=data.get("names", {}).get(language, data["name"]),
            summary=" ".join(summary.split()),
            status=_status(language, original),
        )
        for language, summary in data["summary"].items()
    }
    answers = {key: data[key] for key in ("sector", "website") if data.get(key)}
    return Content(original=original, texts=texts, answers=answers, **_where(data))


def practice_content(data: Mapping[str, Any]) -> Content:
    """Make a practice's content; the actors and practices that it names are known by their demo addresses."""
    original = data["original"]
    texts = {
        language: TextContent(
            title=text["title"],
            summary=" ".join(text["summary"].split()),
            sections={key: prose.strip() for key, prose in text["sections"].items()},
            status=_status(language, original),
        )
        for language, text in data["text"].items()
    }
    return Content(
        original=original,
        texts=texts,
        answers=_answers(data),
        themes=tuple(data["themes"]),
        licence=data.get("licence", "CC-BY-4.0"),
        ties=tuple((link["relation"], address_of(link["target"])) for link in data.get("links", ())),
        **_where(data),
    )


def _answers(data: Mapping[str, Any]) -> dict[str, Any]:
    kept = {
        key: data[key]
        for key in ("maturity", "beneficiaries", "legal_basis", "budget", "dates")
        if data.get(key)
    }
    if data.get("owner"):
        kept["owner"] = [_entry(data["owner"], "")]
    if data.get("partners"):
        kept["partners"] = [_entry(partner["actor"], partner["support"]) for partner in data["partners"]]
    return kept


def _entry(actor: str, support: str) -> dict[str, str]:
    return {"actor": address_of(actor), "name": "", "as": support}


def _where(data: Mapping[str, Any]) -> dict[str, Any]:
    point = (float(data["lat"]), float(data["lon"])) if "lat" in data else None
    territory = data.get("subdivision") or data.get("country", "")
    return {"territory": territory, "place": data.get("place", ""), "point": point}


def _status(language: str, original: str) -> str:
    """English translations are shown as checked, the others as translated: a reader sees both in use."""
    if language == original:
        return ORIGINAL
    return CHECKED if language == "en" else HUMAN
