"""Builds aliases.csv, by which the package recognises a country's name in any language.

    python tools/build_aliases.py SOURCES

SOURCES is the folder that build_territories.py reads, with country-codes.csv (datasets/country-codes, public domain)
beside the UNSD tables. Run it after build_territories.py, with the package importable (`PYTHONPATH=src`). It needs
`pip install babel pycountry`; nothing of it is needed at run time.

One name means one country. Whoever claims it first keeps it, in this order: the hand-written lines of
tools/geography/aliases.csv; the names of territories.csv and CLDR's in English, Spanish, French and Portuguese; the
official and short names of the UN and of ISO; then the names in all other locales of CLDR, where the country that
most locales call so wins (of equals the first by code).
"""

import csv
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pycountry
from babel import Locale
from babel.localedata import locale_identifiers
from build_territories import HAND, LANGUAGES, SEED, read

from tequio.ground.territories.recognise import fold, without_article

# Codes of CLDR that ISO only reserves, and the country each belongs to.
PARTS = {"AC": "SH", "CP": "FR", "CQ": "GG", "DG": "IO", "EA": "ES", "IC": "ES", "TA": "SH"}
OFFICIAL = re.compile(r"UNTERM .* (Short|Formal)|official_name_..")

Claim = tuple[str, str]


def hand_written() -> Iterator[Claim]:
    for line in read(HAND / "aliases.csv"):
        yield line["name"], line["code"]


def own_languages() -> Iterator[Claim]:
    rows = [row for row in read(SEED / "territories.csv") if row["level"] == "country"]
    for language, locale in LANGUAGES.items():
        yield from ((row[language], row["code"]) for row in rows)
        yield from cldr(locale)


def official(sources: Path) -> Iterator[Claim]:
    for line in read(sources / "country-codes.csv"):
        for column, name in line.items():
            if OFFICIAL.fullmatch(column):
                yield re.sub(r" \([^)]*\)$", "", name), line["ISO3166-1-Alpha-2"]
    for language in ("en", "es", "fr"):
        for line in read(sources / f"UNSD-{language}.csv"):
            yield line["Country or Area"], line["ISO-alpha2 Code"]
    for country in pycountry.countries:
        for kind in ("name", "common_name", "official_name"):
            if name := getattr(country, kind, None):
                yield name, country.alpha_2


def cldr(locale: str) -> Iterator[Claim]:
    for code, name in Locale.parse(locale).territories.items():
        if code in PARTS or code == "XK" or pycountry.countries.get(alpha_2=code):
            yield name, PARTS.get(code, code)


def other_locales() -> Iterator[Claim]:
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for locale in sorted(locale_identifiers()):
        for name, code in cldr(locale):
            votes[fold(name)][code] += 1
    for name, codes in votes.items():
        yield name, min(codes, key=lambda code: (-codes[code], code))


def claims(sources: Path) -> Iterator[Claim]:
    for source in (hand_written(), own_languages(), official(sources), other_locales()):
        yield from source


def aliases(sources: Path) -> dict[str, list[str]]:
    """The folded names of each country, sorted; each name stands with one country only."""
    owner: dict[str, str] = {}
    for name, code in claims(sources):
        owner.setdefault(fold(name), code)
    for name, code in list(owner.items()):
        owner.setdefault(without_article(name), code)
        owner.setdefault(re.sub(r"\bsaint\b", "st", name), code)
    names = defaultdict(list)
    for name in sorted(filter(None, owner)):
        names[owner[name]].append(name)
    return names


def main(sources: Path) -> None:
    names = aliases(sources)
    path = SEED / "aliases.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["code", "alpha3", "names"])
        for code in sorted(names):
            country = pycountry.countries.get(alpha_2=code)
            writer.writerow([code, country.alpha_3 if country else "XKX", "|".join(names[code])])
    print(f"{path.name}: {sum(map(len, names.values()))} names, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
