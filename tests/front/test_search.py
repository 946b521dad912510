import re
from datetime import UTC, datetime

import pytest

from tequio.catalogue.publishing.services import hide
from tequio.catalogue.records.content import TextContent
from tequio.catalogue.search import counting
from tequio.catalogue.search.document import SearchDocument
from tequio.catalogue.search.index import search_index
from tequio.ground.fragments import forget_fragments

PB = "participatory-budgeting"


@pytest.fixture
def bank(make_practice, themes, search_at_once):
    """Practices in three languages from two countries, all of them found."""

    def add(language, title, summary, **changes):
        texts = {language: TextContent(title=title, summary=summary, sections={"situation": "x"})}
        return make_practice(texts=texts, original=language, **changes)

    records = {
        "fr": add("fr", "Le budget participatif de La Marsa", "Les habitants décident.", themes=(PB,)),
        "en": add("en", "Neighbours vote on lamps", "A people's budget.", themes=(PB,), territory="PE-LMA"),
        "es": add("es", "El presupuesto participativo de Lima", "Se decide en asamblea.", territory="PE"),
        "water": add("es", "Agua para todas", "Un acueducto.", themes=("water-and-sanitation",)),
    }
    search_at_once()
    return records


def found(page):
    return re.findall(r"<h2><a href=\"[^\"]*\" lang=\"\w+\">(.*?)</a>", page)


def facet(page, title):
    part = page.split(f"<summary>{title}</summary>")[1].split("</details>")[0]
    return {
        name: (url.replace("&amp;", "&"), int(count))
        for url, name, count in re.findall(r'href="([^"]*)"[^>]*><span[^>]*>(.*?)</span> <span>(\d+)<', part)
    }


def test_words_that_name_a_theme_find_texts_in_other_languages_and_say_why(client, bank):
    page = client.get("/es/search/?q=presupuesto+participativo").content.decode()
    assert len(found(page)) == 3
    assert "Budget participatif" in page
    french = page.split("Le budget participatif de La Marsa")[1].split("</li>")[0]
    assert "Presupuesto participativo" in french


def test_word_that_was_asked_for_is_marked_and_the_rest_escaped(client, bank):
    page = client.get("/es/search/?q=acueducto").content.decode()
    assert "<mark>acueducto</mark>" in page


def test_typo_is_forgiven_and_said(client, bank):
    page = client.get("/en/search/?q=neigbours").content.decode()
    assert any("Neighbours" in title.replace("<mark>", "").replace("</mark>", "") for title in found(page))
    assert "instead of “neigbours”" in page


def test_facets_count_and_narrow_and_are_taken_away_again(client, bank):
    page = client.get("/en/network/practices/").content.decode()
    countries = facet(page, "Country")
    assert {name: count for name, (_url, count) in countries.items()} == {"Peru": 2, "Tunisia": 2}
    narrowed = client.get("/en/network/practices/" + countries["Peru"][0]).content.decode()
    assert len(found(narrowed)) == 2
    assert facet(narrowed, "Country")["Peru"][0] == "?"
    assert 'class="chip" href="?"' in narrowed


def test_country_takes_the_place_of_another_level_and_stands_beside_its_own(client, bank):
    page = client.get("/en/search/?territory=PE").content.decode()
    assert facet(page, "Country")["Tunisia"][0] == "?territory=PE&territory=TN"
    assert "PE-LMA" in facet(page, "State or province")["Lima"][0]
    assert "territory=PE&" not in facet(page, "State or province")["Lima"][0]


def test_map_and_its_table_say_the_same(client, bank):
    page = client.get("/en/network/practices/").content.decode()
    assert "<title>Peru: 2</title>" in page
    assert '<a href="?territory=PE" rel="nofollow">Peru</a></td><td class="number">2</td>' in page


def test_what_is_hidden_is_found_no_more_even_before_the_index_knows(client, bank, bruno):
    assert "Agua para todas" in client.get("/es/search/?q=agua").content.decode().replace(
        "<mark>", ""
    ).replace("</mark>", "")
    hide(bank["water"], reason="Not yet.", by=bruno)
    assert "para todas" not in client.get("/es/search/?q=agua").content.decode()


def test_search_costs_three_queries_and_one_when_it_is_kept(client, bank, django_assert_num_queries):
    client.get("/es/search/?q=presupuesto+participativo")
    forget_fragments()
    with django_assert_num_queries(3):
        client.get("/es/search/?q=presupuesto+participativo")
    with django_assert_num_queries(1):
        client.get("/es/search/?q=presupuesto+participativo")


def test_feed_of_a_search_holds_what_the_search_finds(client, bank):
    feed = client.get("/fr/search/feed?q=budget+participatif&territory=TN").content.decode()
    assert feed.count("<entry>") == 1
    assert "La Marsa" in feed


@pytest.mark.parametrize("words", ["<script>alert(1)</script>", '"><img src=x>', "%00", "x" * 5000])
def test_hostile_words_stay_words(client, bank, words):
    page = client.get("/en/search/", {"q": words}).content.decode()
    assert "<script>alert" not in page
    assert "<img src=x" not in page


def test_hostile_facet_values_stay_values(client, bank):
    page = client.get(
        "/en/search/", {"theme": '"><script>alert(1)</script>', "territory": "<b>"}
    ).content.decode()
    assert "<script>alert" not in page
    assert "<b>" not in page


@pytest.fixture
def large_bank(bank, monkeypatch):
    """The same bank, where some hundred records more are already too many to be counted one by one."""
    for limit in ("EXACT", "AT_ONCE", "WIDE"):
        monkeypatch.setattr(counting, limit, 20)
    with search_index().indexer() as indexer:
        for number in range(1000, 1400):
            says = {"territories": ("001", "019", "PE"), "country": "PE", "year": 2000 + number % 2}
            texts = [("en", "A lamp", "bench")]
            indexer.add(SearchDocument(number, "practice", "network", texts, datetime.now(UTC), **says))
        indexer.commit(search_index().position())
    search_index().refresh()


@pytest.mark.parametrize(
    ("path", "said", "about"),
    [
        ("/en/search/", "401 found.", "about"),
        ("/es/search/", "401 encontradas.", "cerca de"),
        ("/fr/search/", "401 trouvées.", "environ"),
        ("/pt-br/search/", "401 encontradas.", "cerca de"),
    ],
)
def test_counts_among_very_many_are_called_estimates(client, large_bank, path, said, about):
    page = client.get(path, {"q": "lamp"}).content.decode()
    assert f"<p>{said}</p>" in page
    assert re.search(rf"<span>200[01]</span> <span>{about} \d+</span>", page)
    both = client.get(path, {"q": "lamp bench"}).content.decode()
    assert re.search(rf"<p>{about.capitalize()} \d+ {said.split()[1]}</p>", both)


def test_what_is_estimated_is_explained_and_nothing_where_all_is_counted(client, large_bank):
    sentence = "estimated from a part of them"
    assert sentence in client.get("/en/search/?q=lamp").content.decode()
    assert sentence not in client.get("/en/search/?q=agua").content.decode()


def test_all_values_of_a_facet_are_counted_one_by_one(client, large_bank):
    page = client.get("/en/search/?q=lamp&whole=year").content.decode()
    assert facet(page, "Since")["2000"][1] >= 200


def test_countries_of_a_word_are_exact_on_the_map_however_many(client, large_bank):
    page = client.get("/en/search/?q=lamp").content.decode()
    assert '<td class="number">401</td>' in page
