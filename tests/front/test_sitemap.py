from tequio.catalogue.records.content import TextContent
from tequio.front import sitemap
from tests.know.practices.test_views import EN, FR, address


def test_sitemap_lists_each_language_that_there_is_a_text_in(client, make_practice):
    record = make_practice(texts={"en": EN, "fr": FR})
    page = client.get("/sitemap-1.xml").content.decode()
    assert page.count("<loc>") == 2
    assert f"http://testserver{address(record, 'fr')}" in page


def test_sitemap_goes_on_when_one_page_is_full(client, make_practice, monkeypatch):
    monkeypatch.setattr(sitemap, "PAGE", 1)
    make_practice("One")
    make_practice("Two", texts={"en": TextContent(title="Two", summary="s")})
    assert client.get("/sitemap.xml").content.decode().count("<loc>") == 2
    assert client.get("/sitemap-2.xml").content.decode().count("<loc>") == 1
    assert client.get("/sitemap-3.xml").status_code == 404


def test_robots_are_shown_the_sitemap(client, db):
    assert "Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").content.decode()
