"""Recognises countries and subdivisions by their names, however and in whichever language they are written."""

import csv
import re
import unicodedata
from collections.abc import Iterator
from functools import cached_property
from importlib.resources import files
from io import StringIO

SEED = "seed"
LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "\u0131": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ə": "a"}
)
ARTICLES = {"the", "la", "el", "le", "les", "los", "las", "l", "o", "os", "as"}
# What a subdivision is called beside its name: "Provincia de Salta" and "Stockholms län" are found as "Salta" and "Stockholms".
GENERIC = frozenset(
    [
        "the",
        "of",
        "de",
        "del",
        "da",
        "do",
        "dos",
        "di",
        "la",
        "le",
        "les",
        "d",
        "l",
        "and",
        "und",
        "y",
        "et",
        "province",
        "provincia",
        "provincie",
        "provinz",
        "prov",
        "state",
        "states",
        "estado",
        "region",
        "regiao",
        "regione",
        "county",
        "condado",
        "department",
        "departamento",
        "departement",
        "district",
        "districts",
        "distrito",
        "prefecture",
        "prefectura",
        "governorate",
        "voivodeship",
        "wojewodztwo",
        "oblast",
        "kray",
        "krai",
        "respublika",
        "republic",
        "republica",
        "kraj",
        "lan",
        "fylke",
        "kanton",
        "canton",
        "land",
        "shi",
        "sheng",
        "zizhiqu",
        "gwangyeoksi",
        "teukbyeolsi",
        "teukbyeoljachido",
        "autonomous",
        "autonoma",
        "comunidad",
        "community",
        "comunita",
        "communaute",
        "freistaat",
        "hansestadt",
        "city",
        "ciudad",
    ]
)


def fold(text: str) -> str:
    """The words of a name in small letters, without accents and punctuation, one space between them: "cote d ivoire".

    Only marks that sit above or below a letter are accents; the vowel signs of the scripts of India and the voicing
    marks of kana stay, because they tell words apart.
    """
    letters = unicodedata.normalize("NFKD", text.casefold().translate(LETTERS))
    bare = "".join(letter for letter in letters if unicodedata.combining(letter) < 10)
    words = "".join(" " if unicodedata.category(letter)[0] in "PSZC" else letter for letter in bare)
    return unicodedata.normalize("NFC", " ".join(words.split()))


def without_article(folded: str) -> str:
    """Leave "republica de chile" of "la republica de chile"; a single word stays as it is."""
    first, _, rest = folded.partition(" ")
    return rest if rest and first in ARTICLES else folded


class Recogniser:
    """Finds the code of a place by its name.

    Reads the shipped tables at the first question (about 20 ms for countries, 90 ms for subdivisions); each answer is
    then a few dictionary look-ups. Keep one instance. A name that belongs to several countries means what seed/aliases.csv
    says: first the hand-written list, then the names in English, Spanish, French and Portuguese in this order, then
    official names, then the country that most languages of CLDR call so.
    """

    def country(self, text: str) -> str | None:
        """The ISO 3166-1 alpha-2 code of a country's name in any language, or of its alpha-2 or alpha-3 code in capitals.

        England, Scotland, Wales and Northern Ireland are GB; Kosovo is XK. None when nothing fits: it never guesses at
        misspellings.
        """
        text = text.strip()
        if text in self._countries.codes:
            return self._countries.codes[text]
        for key in _readings(text):
            if key in self._countries.names:
                return self._countries.names[key]
        return None

    def subdivision(self, country: str, name: str) -> str | None:
        """The ISO 3166-2 code of a subdivision of the country (alpha-2) by its name there, or by its code.

        Words of kind may be there or not: "Provincia de Salta" is "Salta". Of two with one name it is the one nearer to
        the country, then the first by code.
        """
        names = self._subdivisions.get(country, {})
        folded = fold(name)
        return names.get(folded) or names.get(_essence(folded))

    @cached_property
    def _countries(self) -> "_Countries":
        return _Countries()

    @cached_property
    def _subdivisions(self) -> dict[str, dict[str, str]]:
        by_country: dict[str, dict[str, str]] = {}
        rows = sorted(_rows("subdivisions.csv"), key=lambda row: (len(row["parent"]), row["code"]))
        for spelling in (fold, lambda name: _essence(fold(name))):
            for row in rows:
                names = by_country.setdefault(row["code"][:2], {})
                for name in (row["name"], *row["also"].split("|"), row["code"]):
                    if key := spelling(name):
                        names.setdefault(key, row["code"])
        return by_country


class _Countries:
    """The shipped aliases: `codes` by alpha-2 and alpha-3 code in capitals, `names` by folded name."""

    def __init__(self) -> None:
        self.codes: dict[str, str] = {}
        self.names: dict[str, str] = {}
        for row in _rows("aliases.csv"):
            code = row["code"]
            self.codes[code] = self.codes[row["alpha3"]] = code
            for name in row["names"].split("|"):
                self.names[name] = code


def _readings(text: str) -> Iterator[str]:
    """The ways to read a name, the most literal first: as it stands, without its article, without what is in brackets,
    with "Korea, Republic of" turned round.
    """
    yield fold(text)
    yield without_article(fold(text))
    if "(" in text:
        yield without_article(fold(re.sub(r"\([^)]*\)", " ", text)))
    head, comma, tail = text.partition(",")
    if comma:
        yield without_article(fold(f"{tail} {head}"))


def _essence(folded: str) -> str:
    """The words that are the name's own, written together: "Bio-Bío" is "Biobío"."""
    return "".join(word for word in folded.split() if word not in GENERIC)


def _rows(name: str) -> list[dict[str, str]]:
    text = (files("tequio.ground.territories") / SEED / name).read_text(encoding="utf-8")
    return list(csv.DictReader(StringIO(text)))
