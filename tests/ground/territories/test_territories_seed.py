"""The shipped seed of territories is one whole tree, named in four languages."""

import csv
import re
from importlib.resources import files

import pytest

LANGUAGES = ("en", "es", "fr", "pt")


def rows(name: str) -> list[dict[str, str]]:
    path = files("tequio.ground.territories") / "seed" / name
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


@pytest.fixture(scope="module")
def territories():
    return {row["code"]: row for row in rows("territories.csv")}


@pytest.fixture(scope="module")
def countries(territories):
    return {code: row for code, row in territories.items() if row["level"] == "country"}


@pytest.fixture(scope="module")
def subdivisions():
    return {row["code"]: row for row in rows("subdivisions.csv")}


def test_codes_are_unique(territories, subdivisions):
    assert len(territories) == len(rows("territories.csv"))
    assert len(subdivisions) == len(rows("subdivisions.csv"))


def test_all_countries_are_there(countries):
    assert len(countries) == 250
    assert {"TW", "XK", "PS", "EH", "AQ"} <= set(countries)


def test_every_territory_has_its_name_in_four_languages(territories):
    for row in territories.values():
        assert all(row[language] == row[language].strip() != "" for language in LANGUAGES), row


def test_names_read_like_names(countries):
    assert countries["BO"]["en"] == "Bolivia"
    assert countries["LC"]["en"] == "Saint Lucia"
    assert countries["VC"]["en"] == "Saint Vincent and the Grenadines"
    assert [countries["CD"][language] for language in LANGUAGES] == [
        "Democratic Republic of the Congo",
        "República Democrática del Congo",
        "République démocratique du Congo",
        "República Democrática do Congo",
    ]
    assert not [row for row in countries.values() if re.search(r"&|\bSt\.", row["en"])]


def test_no_two_countries_share_a_name(countries):
    for language in LANGUAGES:
        assert len({row[language] for row in countries.values()}) == len(countries)


def test_every_country_lies_in_a_region(territories, countries):
    for code, row in countries.items():
        level = "world" if code == "AQ" else "region"
        assert territories[row["parent"]]["level"] == level, row


def test_parents_stand_before_their_children(territories):
    seen = {""}
    for row in territories.values():
        assert row["parent"] in seen, row
        seen.add(row["code"])


def test_only_the_world_has_no_parent(territories):
    assert [row["code"] for row in territories.values() if not row["parent"]] == ["001"]


def test_every_country_has_a_point_on_earth(countries):
    for row in countries.values():
        assert -90 < float(row["lat"]) < 90, row
        assert -180 <= float(row["lon"]) < 180, row
        assert re.fullmatch(r"-?\d+\.\d\d", row["lat"]), row


def test_points_lie_where_the_countries_do(countries):
    def near(code, lat, lon):
        return abs(float(countries[code]["lat"]) - lat) < 4 and abs(float(countries[code]["lon"]) - lon) < 8

    assert near("FR", 46.5, 2.5)
    assert near("US", 39, -98)
    assert near("RU", 61, 99)
    assert near("FJ", -17.8, 178)
    assert near("GF", 4, -53)


def test_every_subdivision_hangs_on_its_country(countries, subdivisions):
    for row in subdivisions.values():
        above, steps = row["parent"], 0
        while above not in countries:
            assert above in subdivisions, row
            above, steps = subdivisions[above]["parent"], steps + 1
            assert steps < 5, row
        assert above == row["code"][:2], row


def test_subdivision_names_are_in_the_order_of_speech(subdivisions):
    assert subdivisions["ES-AS"]["name"] == "Principado de Asturias"
    assert subdivisions["BE-WAL"]["name"] == "Région wallonne"
    assert subdivisions["SE-AB"]["name"] == "Stockholms län"
    assert subdivisions["GB-ABC"]["name"] == "Armagh City, Banbridge and Craigavon"
    assert not [row for row in subdivisions.values() if re.search(r"[\[\]†]", row["name"]) or not row["name"]]


def test_language_of_a_subdivision_is_marked_where_it_is_known(subdivisions):
    assert subdivisions["BR-SP"]["lang"] == "pt"
    assert subdivisions["RU-MOW"]["lang"] == "ru-Latn"
    assert subdivisions["CA-QC"]["lang"] == ""
    assert subdivisions["ES-CT"]["lang"] == ""
    assert all(re.fullmatch(r"([a-z]{2,3}(-Latn)?)?", row["lang"]) for row in subdivisions.values())
