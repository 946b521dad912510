"""The sentences of the protocol in four languages."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from tequio.kit.refusals import Refused

LANGUAGES = ("en", "es", "fr", "pt")
LONGEST = 300
"""Signs of a fact that are shown; a hostile bundle shall not flood a screen."""


@cache
def catalogue() -> Mapping[str, Mapping[str, str]]:
    """Return all sentences by code and language."""
    return tomllib.loads(files(__package__).joinpath("words.toml").read_text("utf-8"))


class Facts(dict[str, str]):
    """Facts ready to be put into a sentence; one that is missing shows as a question mark."""

    def __missing__(self, name: str) -> str:
        return "?"


def say(code: str, language: str, facts: Mapping[str, object] | None = None) -> str:
    """Return the sentence of a code; facts are shown plainly, one that is a refusal as its own sentence."""
    told = {name: shown(fact, language) for name, fact in (facts or {}).items()}
    return catalogue()[code][language].format_map(Facts(told))


def shown(fact: object, language: str) -> str:
    if isinstance(fact, Refused):
        return say(fact.code, language, fact.facts)
    text = str(fact)
    text = text if len(text) <= LONGEST else text[:LONGEST] + "..."
    return "".join(sign if sign.isprintable() else "?" for sign in text)
