"""What the fixed questions choose from: languages of texts, licences, currencies."""

from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.numbers import get_currency_name, get_territory_currencies

# The four of the interface first, then languages in which cities of the world write to each other.
FIRST = ("en", "es", "fr", "pt")
OTHERS = [
    "ar",
    "am",
    "bg",
    "bn",
    "ca",
    "cs",
    "da",
    "de",
    "el",
    "et",
    "eu",
    "fa",
    "fi",
    "gl",
    "gn",
    "gu",
    "ha",
    "he",
    "hi",
    "hr",
    "ht",
    "hu",
    "hy",
    "id",
    "is",
    "it",
    "ja",
    "ka",
    "km",
    "kk",
    "ko",
    "ku",
    "lo",
    "lt",
    "lv",
    "mg",
    "mk",
    "mn",
    "mr",
    "ms",
    "my",
    "nb",
    "ne",
    "nl",
    "pa",
    "pl",
    "ps",
    "qu",
    "ro",
    "ru",
    "rw",
    "si",
    "sk",
    "sl",
    "so",
    "sq",
    "sr",
    "sv",
    "sw",
    "ta",
    "te",
    "tg",
    "th",
    "ti",
    "tk",
    "tl",
    "tr",
    "uk",
    "ur",
    "uz",
    "vi",
    "wo",
    "yo",
    "zh",
    "zu",
]
LANGUAGES = (*FIRST, *OTHERS)


@lru_cache(maxsize=128)
def language_name(code: str) -> str:
    """Name a language in itself, so that whoever speaks it finds it; the code when Babel does not know it."""
    try:
        name = Locale.parse(code).get_display_name(code)
    except (UnknownLocaleError, ValueError):
        name = None
    return (name[:1].upper() + name[1:]) if name else code


@lru_cache(maxsize=1)
def text_languages() -> list[tuple[str, str]]:
    """List the languages that a text may be written in, with their names."""
    others = sorted(((code, language_name(code)) for code in OTHERS), key=lambda pair: pair[1].casefold())
    return [(code, language_name(code)) for code in FIRST] + others


@lru_cache(maxsize=8)
def currencies(language: str) -> list[tuple[str, str]]:
    """List the currencies that are in use somewhere today, by their names in a language."""
    used = {
        code for country in get_global("territory_currencies") for code in get_territory_currencies(country)
    }
    named = [(code, f"{code} · {get_currency_name(code, locale=language)}") for code in used]
    return sorted(named)


def currency_of(territory: str) -> str:
    """Return the currency of the country that a territory's code begins with; empty when it has none."""
    return next(iter(get_territory_currencies(territory[:2])), "") if territory[:2].isalpha() else ""
