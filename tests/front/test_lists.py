import pytest

from tequio.catalogue.publishing.services import hide
from tequio.ground.fragments import forget_fragments


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_practices_costs_four_queries_however_many(
    client, make_practice, themes, django_assert_num_queries, count
):
    for number in range(count):
        make_practice(f"Practice {number}", themes=("participatory-budgeting",))
    client.get("/en/network/practices/")
    forget_fragments()
    with django_assert_num_queries(4):
        page = client.get("/en/network/practices/").content.decode()
    with django_assert_num_queries(1):
        client.get("/en/network/practices/")
    assert page.count("<h2><a") == count
    assert "Practices of Network of cities" in page


def test_list_without_an_index_finds_words_in_titles_and_says_so(client, make_practice):
    make_practice("Lamps in the street")
    make_practice("Water for all")
    page = client.get("/en/search/?q=lamps").content.decode()
    assert "Lamps in the street" in page
    assert "Water for all" not in page
    assert "titles only" in page


def test_hidden_practice_is_in_no_list(client, make_practice, bruno):
    record = make_practice("Lamps in the street")
    hide(record, reason="Not yet.", by=bruno)
    for path in [
        "/en/",
        "/en/search/?q=lamps",
        "/en/network/practices/",
        "/en/search/feed",
        "/sitemap-1.xml",
    ]:
        assert "Lamps in the street" not in client.get(path).content.decode()
        assert record.public_id not in client.get(path).content.decode()


@pytest.mark.parametrize(
    "query",
    ["?page=0", "?page=x", "?page=99999999999", "?sort=nonsense", "?theme=", "?whole=x", "?year=x&q=%00"],
)
def test_nonsense_in_an_address_is_put_right(client, make_practice, query):
    make_practice()
    assert client.get(f"/en/search/{query}").status_code == 200


def test_list_of_a_space_that_is_not_there_is_not_there(client, db):
    assert client.get("/en/nowhere/practices/").status_code == 404


def test_htmx_gets_the_results_alone(client, make_practice):
    make_practice()
    answer = client.get("/en/search/", headers={"hx-request": "true", "hx-target": "finding"})
    part = answer.content.decode()
    assert "HX-Request" in answer.headers["vary"]
    assert part.lstrip().startswith("<title>")
    assert '<div id="finding"' in part
    assert "</html>" not in part


def test_list_is_followed_as_an_atom_feed(client, make_practice):
    record = make_practice("Lamps & streets")
    feed = client.get("/en/network/practices/feed?q=lamps")
    assert feed.headers["content-type"].startswith("application/atom+xml")
    assert "Lamps &amp; streets" in feed.content.decode()
    assert f"/r/{record.public_id}" in feed.content.decode()
    assert '/en/network/practices/feed?q=lamps"' in client.get(
        "/en/network/practices/?q=lamps"
    ).content.decode().replace("&amp;", "&")


def test_words_are_kept_when_the_list_is_put_in_another_order(client, make_practice):
    make_practice("Lamps one")
    make_practice("Lamps two")
    page = client.get("/en/search/?q=lamps&language=en").content.decode()
    assert "?q=lamps&amp;language=en&amp;sort=oldest" in page
    assert '<input type="hidden" name="language" value="en">' in page


def test_actors_have_a_list(client, make_practice):
    make_practice(answers={"maturity": "good", "owner": [{"name": "The city"}]})
    page = client.get("/en/network/actors/").content.decode()
    assert "The city" in page
    assert "Light chosen" not in page
