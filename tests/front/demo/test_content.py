"""The content that ships with Tequio is whole: four languages, word limits, known themes and actors."""

import csv
import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[3] / "src" / "tequio"
CONTENT = SOURCE / "front" / "demo" / "content"
PRACTICES = sorted((CONTENT / "practices").glob("*.toml"))
LANGUAGES = {"en", "es", "fr", "pt"}
MATURITIES = {"innovation", "promising", "good", "institutionalised"}
SUPPORTS = {"financial", "technical", "political", "administrative", "other"}
RELATIONS = {"became", "inspired", "adopts", "evaluates", "relates"}
SECTORS = {
    "national-government",
    "regional-government",
    "local-government",
    "public-company",
    "company",
    "cooperative",
    "academia",
    "civil-society",
    "union",
    "employers",
    "indigenous",
    "informal-workers",
    "network",
    "international-agency",
    "media",
}
PRACTICE_KEYS = {
    "key",
    "original",
    "country",
    "subdivision",
    "place",
    "lat",
    "lon",
    "themes",
    "maturity",
    "owner",
    "licence",
    "partners",
    "budget",
    "links",
    "dates",
    "beneficiaries",
    "legal_basis",
    "text",
}
ACTOR_KEYS = {
    "name",
    "names",
    "original",
    "sector",
    "country",
    "subdivision",
    "place",
    "lat",
    "lon",
    "website",
    "summary",
}
FIELDS_IN_ORDER = [
    "situation",
    "priorities",
    "strategy",
    "resources",
    "process",
    "results",
    "sustainability",
    "lessons",
    "transferability",
    "policies",
    "difficulties",
    "inclusion",
    "beneficiaries",
    "budget",
    "dates",
    "maturity",
    "legal_basis",
    "owner",
    "partners",
]
WORD = re.compile(r"[^\W_]+(?:['’.,][^\W_]+)*")


def words(text):
    return len(WORD.findall(text))


def read(path):
    return tomllib.loads(path.read_text(encoding="utf-8"))


def rows(path):
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, strict=True))


@pytest.fixture(scope="module")
def themes():
    return rows(SOURCE / "ground" / "themes" / "seed" / "themes.csv")


@pytest.fixture(scope="module")
def template():
    return read(SOURCE / "know" / "practices" / "template.toml")


@pytest.fixture(scope="module")
def actors():
    return read(CONTENT / "actors.toml")


def test_themes_have_a_label_in_each_language_and_a_known_parent(themes):
    codes = [theme["code"] for theme in themes]
    assert len(codes) == len(set(codes))
    for theme in themes:
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", theme["code"])
        assert theme["scheme"] in {"led", "sdg"}
        assert all(theme[language] for language in LANGUAGES), theme["code"]
        assert theme["parent"] in {"", *codes}


def test_themes_form_a_tree_of_two_levels_and_the_seventeen_goals(themes):
    tops = {theme["code"] for theme in themes if not theme["parent"]}
    assert all(theme["parent"] in tops for theme in themes if theme["parent"])
    assert [theme["code"] for theme in themes if theme["scheme"] == "sdg"] == [
        f"sdg-{number}" for number in range(1, 18)
    ]


@pytest.mark.parametrize("scheme", ["led", "sdg"])
@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_a_phrase_names_one_theme_of_a_scheme(themes, scheme, language):
    phrases = Counter()
    for theme in themes:
        if theme["scheme"] == scheme:
            phrases.update(
                phrase.casefold() for phrase in [theme[language], *theme[f"alt_{language}"].split("|")]
            )
    assert [
        phrase for phrase, times in phrases.items() if times > 1 or phrase != phrase.strip() or not phrase
    ] == []


def test_import_map_names_known_themes(themes):
    codes = {theme["code"] for theme in themes}
    mapping = rows(SOURCE / "know" / "practices" / "maps" / "participedia-themes.csv")
    assert {row["theme"] for row in mapping} <= codes
    assert len({(row["value"], row["theme"]) for row in mapping}) == len(mapping)


def test_template_asks_everything_in_order_and_in_each_language(template):
    assert [field["key"] for field in template["fields"]] == FIELDS_IN_ORDER
    parts = {part["key"] for part in template["parts"]}
    for part in template["parts"]:
        assert set(part["title"]) == set(part["intro"]) == LANGUAGES
    for field in template["fields"]:
        assert field["part"] in parts
        assert set(field["heading"]) == set(field["prompt"]) == set(field["help"]) == LANGUAGES
        assert ("words" in field) == (field["type"] == "prose")
        assert all(set(choice["label"]) == LANGUAGES for choice in field.get("choices", []))


def test_template_offers_the_choices_that_the_content_uses(template):
    choices = {
        field["key"]: {choice["key"] for choice in field.get("choices", [])} for field in template["fields"]
    }
    assert choices["maturity"] == MATURITIES
    assert choices["partners"] == SUPPORTS


def test_actors_are_complete(actors):
    for key, actor in actors.items():
        assert set(actor) <= ACTOR_KEYS, key
        assert actor["name"], key
        assert actor["original"] in LANGUAGES, key
        assert actor["sector"] in SECTORS, key
        assert set(actor["summary"]) == LANGUAGES, key
        assert set(actor.get("names", {})) <= LANGUAGES, key
        assert ("lat" in actor) == ("lon" in actor), key
        assert all(0 < words(text) <= 60 for text in actor["summary"].values()), key


def test_titles_are_unique():
    titles = Counter(text["title"] for path in PRACTICES for text in read(path)["text"].values())
    assert [title for title, times in titles.items() if times > 1] == []


@pytest.mark.parametrize("path", PRACTICES, ids=lambda path: path.stem)
class TestPractice:
    def test_names_only_what_exists(self, path, themes, actors):
        practice = read(path)
        assert set(practice) <= PRACTICE_KEYS
        assert practice["key"] == path.stem
        assert practice["original"] in LANGUAGES
        assert set(practice["themes"]) <= {theme["code"] for theme in themes}
        assert 3 <= len(practice["themes"]) <= 6
        assert practice["maturity"] in MATURITIES
        assert {practice["owner"], *(partner["actor"] for partner in practice.get("partners", []))} <= set(
            actors
        )
        assert {partner["support"] for partner in practice.get("partners", [])} <= SUPPORTS
        assert {link["target"] for link in practice.get("links", [])} <= {
            other.stem for other in PRACTICES
        } - {path.stem}
        assert {link["relation"] for link in practice.get("links", [])} <= RELATIONS

    def test_facts_are_told_in_each_language(self, path):
        practice = read(path)
        assert set(practice["beneficiaries"]) == LANGUAGES
        assert set(practice.get("legal_basis", dict.fromkeys(LANGUAGES))) == LANGUAGES
        assert len(practice.get("dates", [])) <= 5
        for date in practice.get("dates", []):
            assert set(date) == {"when", "what"}
            assert re.fullmatch(r"\d{4}(-\d\d(-\d\d)?)?", date["when"])
            assert set(date["what"]) == LANGUAGES

    def test_is_whole_in_each_language_and_within_its_limits(self, path, template):
        limits = {field["key"]: field["words"] for field in template["fields"] if field["type"] == "prose"}
        practice = read(path)
        assert set(practice["text"]) == LANGUAGES
        told = set(practice["text"][practice["original"]]["sections"])
        assert {"situation", "process", "results"} <= told
        for language, text in practice["text"].items():
            assert set(text) == {"title", "summary", "sections"}, language
            assert len(text["title"]) <= 120, language
            assert 30 <= words(text["summary"]) <= 60, language
            assert set(text["sections"]) == told, language
            for key, prose in text["sections"].items():
                assert 0 < words(prose) <= limits[key], f"{language} {key}: {words(prose)}"

    def test_is_long_enough_to_be_worth_reading(self, path):
        for language, text in read(path)["text"].items():
            total = sum(words(prose) for prose in (text["summary"], *text["sections"].values()))
            assert 350 <= total <= 700, f"{language}: {total}"
