"""Builds the seed of territories that the package ships: territories.csv and subdivisions.csv.

    python tools/build_territories.py SOURCES [DESTINATION]

SOURCES is a folder that holds
- UNSD-en.csv, UNSD-es.csv, UNSD-fr.csv (the M49 tables, datasets/country-codes, public domain) and
- countries-50m.json (the npm package world-atlas, ISC).

It needs `pip install babel pycountry shapely`; nothing of it is needed at run time. The names of regions are those of the
UNSD tables, in Portuguese those of CLDR where they say the same; the names of countries are CLDR's, except where a line
of tools/geography/names.csv has one that reads better. What the map lacks (islands it leaves out, lands it draws as a
part of another country) comes from tools/geography/points.csv. The files are the same for the same sources.
"""

import csv
import re
import sys
from collections import Counter, defaultdict
from math import cos, radians
from pathlib import Path

import pycountry
from babel import Locale
from babel.core import get_global
from babel.languages import get_official_languages
from shapely import affinity
from shapely.geometry import Point, Polygon
from shapely.ops import polylabel
from topojson import decode

HAND = Path(__file__).parent / "geography"
SEED = Path(__file__).parent.parent / "src/tequio/ground/territories/seed"
LANGUAGES = {"en": "en", "es": "es", "fr": "fr", "pt": "pt_BR"}
LEVELS = {"Global": "world", "Region": "region", "Sub-region": "region", "Intermediate Region": "region"}
KOSOVO = "XK"
# CLDR's Portuguese joins or renames these; the M49 table means exactly this.
PORTUGUESE = {"419": "América Latina e Caribe", "053": "Austrália e Nova Zelândia", "057": "Micronésia"}
# Lists of ISO 3166-2 that mix English with transcriptions: no one language can be claimed for their names.
MIXED = {"ET", "GE", "MV", "PS"}
# Where a name is followed by another in brackets, the first is in a regional language here and the official one elsewhere.
REGIONAL_FIRST = {"ES"}

Row = dict[str, str]


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write(path: Path, columns: list[str], rows: list[Row]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(f"{path.name}: {len(rows)} rows, {path.stat().st_size} bytes")


def regions(sources: Path) -> list[Row]:
    """The tree from the world down to the intermediate regions; a name is the one that most lines of its table give."""
    names: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    tree: dict[str, tuple[str, str]] = {}
    for language in ("en", "es", "fr"):
        for line in read(sources / f"UNSD-{language}.csv"):
            parent = ""
            for column, level in LEVELS.items():
                if code := line[f"{column} Code"]:
                    tree.setdefault(code, (level, parent))
                    names[code][language][line[f"{column} Name"]] += 1
                    parent = code
    cldr = Locale.parse("pt_BR").territories
    return [
        {"code": code, "level": level, "parent": parent, "lat": "", "lon": ""}
        | {language: names[code][language].most_common(1)[0][0] for language in ("en", "es", "fr")}
        | {"pt": PORTUGUESE.get(code) or cldr[code]}
        for code, (level, parent) in tree.items()
    ]


def countries(sources: Path) -> list[Row]:
    """Each country of ISO 3166-1, and Kosovo, under its most detailed M49 region, by code."""
    parents = {KOSOVO: "039"}
    for line in read(sources / "UNSD-en.csv"):
        codes = [line[f"{column} Code"] for column in LEVELS]
        parents[line["ISO-alpha2 Code"]] = next(code for code in reversed(codes) if code)
    better = {line["code"]: line for line in read(HAND / "names.csv")}
    points = label_points(sources)
    cldr = {language: Locale.parse(locale).territories for language, locale in LANGUAGES.items()}
    rows = []
    for code in sorted({country.alpha_2 for country in pycountry.countries} | {KOSOVO}):
        lat, lon = points[code]
        names = {
            language: better.get(code, {}).get(language) or plain(cldr[language][code])
            for language in LANGUAGES
        }
        rows.append(
            {"code": code, "level": "country", "parent": parents[code], "lat": lat, "lon": lon} | names
        )
    return rows


def plain(name: str) -> str:
    """CLDR shortens in English what reads better whole: "St. Lucia", "Antigua & Barbuda"."""
    return (
        re.sub(r"\bSt\. ", "Saint ", name)
        .replace(" & ", " and ")
        .replace("and Grenadines", "and the Grenadines")
    )


def label_points(sources: Path) -> dict[str, tuple[str, str]]:
    """Where a country's mark stands: latitude and longitude in degrees, two decimals."""
    numbers = {country.numeric: country.alpha_2 for country in pycountry.countries}
    lands = defaultdict(list)
    for number, properties, geometry in decode(sources / "countries-50m.json", "countries"):
        code = numbers.get(number) or (KOSOVO if properties.get("name") == "Kosovo" else "")
        lands[code].extend(geometry.geoms)
    points = {
        code: label_point(max(parts, key=shrunk_area)) for code, parts in lands.items() if code and parts
    }
    return points | {line["code"]: (line["lat"], line["lon"]) for line in read(HAND / "points.csv")}


def shrunk(polygon: Polygon) -> Polygon:
    """The polygon with its degrees of longitude as short as they are in its middle latitude."""
    return affinity.scale(polygon, xfact=cos(radians(polygon.centroid.y)), origin=(0, 0))


def shrunk_area(polygon: Polygon) -> float:
    return float(shrunk(polygon).area)


def label_point(polygon: Polygon) -> tuple[str, str]:
    """The centroid when it lies well inside, else the middle of the widest place."""
    flat = shrunk(polygon)
    widest = polylabel(flat, tolerance=0.05 * flat.area**0.5)
    room = flat.exterior.distance(widest)
    centre: Point = flat.centroid
    if not (flat.contains(centre) and flat.exterior.distance(centre) > 0.5 * room):
        centre = widest
    lon = centre.x / cos(radians(polygon.centroid.y))
    return f"{centre.y:.2f}", f"{(lon + 180) % 360 - 180:.2f}"


def subdivisions() -> list[Row]:
    """Each code of ISO 3166-2 with the one name that the list gives, written in the order of speech."""
    rows = []
    for entry in sorted(pycountry.subdivisions, key=lambda entry: entry.code):
        name, also = spoken(entry.name)
        rows.append(
            {
                "code": entry.code,
                "parent": entry.parent_code or entry.country_code,
                "name": name,
                "type": entry.type,
                "lang": ""
                if also and entry.country_code in REGIONAL_FIRST
                else language_of(entry.country_code),
                "also": also,
            }
        )
    extra = {line["code"]: line["also"] for line in read(HAND / "subdivisions.csv")}
    for row in rows:
        row["also"] = "|".join(filter(None, [row["also"], extra.get(row["code"], "")]))
    return rows


def spoken(name: str) -> tuple[str, str]:
    """("Principado de Asturias", "") of "Asturias, Principado de"; a second name in brackets comes apart."""
    name = re.sub(r" ?†| \((EH|EH-partial|UTAG)\)", "", name)
    name = re.sub(r"^(.*) \((?:Région|Arctic Region)\)$", r"\1", name)
    first, _, bracket = name.partition(" [")
    also = re.sub(r" ?\b[A-Z]{2}-\w+$", "", bracket.rstrip("]")).strip()
    head, comma, tail = first.partition(", ")
    if comma and not re.search(r" (and|y) ", tail):
        first = f"{tail} {head}"
    return first, "" if also in (first, "city") else also


def language_of(country: str) -> str:
    """The country's language when it has exactly one official or de facto one, with its script where that is not the
    language's own: names of ISO 3166-2 are always in Latin letters."""
    languages = {tag.split("_")[0] for tag in get_official_languages(country, de_facto=True)}
    languages = {"no"} if languages == {"no", "nb", "nn"} else languages
    if country in MIXED or len(languages) != 1:
        return ""
    language = languages.pop()
    likely = get_global("likely_subtags").get(language, "")
    return language if "_Latn_" in likely else f"{language}-Latn"


def main(sources: Path, destination: Path = SEED) -> None:
    rows = regions(sources) + countries(sources)
    write(destination / "territories.csv", ["code", "level", "parent", *LANGUAGES, "lat", "lon"], rows)
    write(
        destination / "subdivisions.csv", ["code", "parent", "name", "type", "lang", "also"], subdivisions()
    )


if __name__ == "__main__":
    main(*(Path(argument) for argument in sys.argv[1:]))
