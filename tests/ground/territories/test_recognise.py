"""Countries and subdivisions are recognised by the names that people write."""

import csv
from pathlib import Path

import pytest

from tequio.ground.territories.recognise import Recogniser, fold, without_article

ROOT = Path(__file__).parents[3]
CASES = ROOT.parent / "shared/data/know/participedia_cases.csv"


@pytest.fixture(scope="module")
def recogniser():
    return Recogniser()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Brazil", "BR"),
        ("Brasil", "BR"),
        ("Brésil", "BR"),
        ("Brasilien", "BR"),
        ("ブラジル", "BR"),
        ("Corée du Sud", "KR"),
        ("South Korea", "KR"),
        ("Korea, Republic of", "KR"),
        ("대한민국", "KR"),
        ("中国", "CN"),
        ("भारत", "IN"),
        ("المغرب", "MA"),
        ("Ελλάδα", "GR"),
        ("Россия", "RU"),
        ("Russia", "RU"),
        ("USA", "US"),
        ("u.s.a.", "US"),
        ("EE. UU.", "US"),
        ("UK", "GB"),
        ("Great Britain", "GB"),
        ("England", "GB"),
        ("Pays de Galles", "GB"),
        ("Escocia", "GB"),
        ("Ivory Coast", "CI"),
        ("Cote d'Ivoire", "CI"),
        ("CÔTE D’IVOIRE", "CI"),
        ("Czech Republic", "CZ"),
        ("Tchéquia", "CZ"),
        ("Palestine", "PS"),
        ("Palestinian Territory", "PS"),
        ("DR Congo", "CD"),
        ("Congo, Dem. Rep.", "CD"),
        ("Congo", "CG"),
        ("Burma", "MM"),
        ("Myanmar (Burma)", "MM"),
        ("Bolivia (Plurinational State of)", "BO"),
        ("La República de Chile", "CL"),
        ("The Gambia", "GM"),
        ("Bahamas, The", "BS"),
        ("St. Lucia", "LC"),
        ("St Kitts and Nevis", "KN"),
        ("Trinidad & Tobago", "TT"),
        ("Türkiye", "TR"),
        ("Turkey", "TR"),
        ("Taiwan", "TW"),
        ("Kosovo", "XK"),
        ("Canarias", "ES"),
        ("  united   KINGDOM ", "GB"),
        ("DE", "DE"),
        ("DEU", "DE"),
    ],
)
def test_country_is_found_by_its_name_in_any_language(recogniser, name, code):
    assert recogniser.country(name) == code


@pytest.mark.parametrize("name", ["", "   ", "Atlantis", "de", "Brazli", "Europe", "|", "()", ","])
def test_what_is_no_country_stays_unknown(recogniser, name):
    assert recogniser.country(name) is None


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Niger", "NE"),
        ("Nigeria", "NG"),
        ("Guinea", "GN"),
        ("Dominica", "DM"),
        ("Georgia", "GE"),
        ("Samoa", "WS"),
        ("Granada", "GD"),
    ],
)
def test_names_that_look_alike_keep_their_own_country(recogniser, name, code):
    assert recogniser.country(name) == code


def test_each_shipped_name_of_a_country_is_recognised_as_it(recogniser):
    seed = ROOT / "src/tequio/ground/territories/seed/territories.csv"
    with seed.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["level"] == "country"]
    for row in rows:
        found = {recogniser.country(row[language]) for language in ("en", "es", "fr", "pt")}
        assert found == {row["code"]}, row


@pytest.mark.parametrize(
    ("country", "name", "code"),
    [
        ("CL", "Valparaíso", "CL-VS"),
        ("CL", "valparaiso", "CL-VS"),
        ("AR", "Provincia de Salta", "AR-A"),
        ("AR", "Buenos Aires Province", "AR-B"),
        ("AR", "Ciudad Autónoma de Buenos Aires", "AR-C"),
        ("BR", "State of São Paulo", "BR-SP"),
        ("SE", "Stockholm", "SE-AB"),
        ("DE", "Bavaria", "DE-BY"),
        ("BE", "Bruxelles", "BE-BRU"),
        ("ES", "Catalonia", "ES-CT"),
        ("ES", "Cataluña", "ES-CT"),
        ("KR", "Seoul", "KR-11"),
        ("CN", "四川省", "CN-SC"),
        ("EE", "Tartu County", "EE-79"),
        ("GB", "Wales", "GB-WLS"),
        ("GB", "London", "GB-ENG"),
        ("US", "US-MN", "US-MN"),
        ("FR", "Île-de-France", "FR-IDF"),
    ],
)
def test_subdivision_is_found_by_its_name(recogniser, country, name, code):
    assert recogniser.subdivision(country, name) == code


@pytest.mark.parametrize(
    ("country", "name"), [("CL", "Bavaria"), ("CL", ""), ("CL", "Region"), ("ZZ", "Salta"), ("GB", "of the")]
)
def test_subdivision_of_another_country_or_without_a_name_stays_unknown(recogniser, country, name):
    assert recogniser.subdivision(country, name) is None


def test_fold_takes_accents_but_leaves_vowel_signs():
    assert fold("  Côte   d’IVOIRE ") == "cote d ivoire"
    assert fold("İSTANBUL Łódź") == "istanbul lodz"
    assert fold("ガーナ") != fold("カーナ")
    assert fold("भारत") != fold("भरत")


def test_article_goes_only_before_another_word():
    assert without_article("la paz") == "paz"
    assert without_article("las") == "las"


@pytest.mark.skipif(not CASES.exists(), reason="the file of real cases is not beside the project")
def test_every_country_of_the_real_cases_is_recognised(recogniser):
    with CASES.open(encoding="utf-8", newline="") as file:
        names = {row["country"] for row in csv.DictReader(file)} - {""}
    assert [name for name in names if recogniser.country(name) is None] == []
