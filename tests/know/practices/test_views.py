import json
import re

import pytest
from django.utils.translation import override

from tequio.catalogue.publishing.services import hide, start, withdraw
from tequio.catalogue.records.content import TextContent
from tequio.catalogue.records.queries import named
from tequio.catalogue.records.rules import HUMAN
from tequio.ground.fragments import forget_fragments

EN = TextContent(
    title="Light chosen street by street",
    summary="Neighbours decided.",
    sections={"situation": "Dark **streets**.", "process": "Assemblies.", "results": "Lamps."},
)
FR = TextContent(title="La lumière choisie rue par rue", summary="Les voisins.", status=HUMAN, made_from=1)


def address(record, language="en"):
    with override(language):
        return named([record.pk], "pt" if language == "pt-br" else language)[record.pk].url


def read(client, record, language="en", query=""):
    page = client.get(address(record, language) + query)
    assert page.status_code == 200
    return page.content.decode()


def test_practice_shows_its_sections_in_the_template_order_with_headings_in_the_readers_language(
    client, make_practice, themes
):
    page = read(client, make_practice(texts={"en": EN}), "es")
    assert '<h1 lang="en" dir="ltr">Light chosen street by street</h1>' in page
    headings = re.findall(r'<h2 id="s-\w+">([^<]+)', page)
    assert headings == ["La situación de antes", "Cómo fue, paso a paso", "Resultados"]
    assert "<strong>streets</strong>" in page


def test_practice_costs_six_queries_and_one_when_it_is_kept(
    client, make_practice, themes, django_assert_num_queries
):
    record = make_practice(themes=("participatory-budgeting",))
    path = address(record)
    client.get(path)
    forget_fragments()
    with django_assert_num_queries(6):
        client.get(path)
    with django_assert_num_queries(1):
        client.get(path)


@pytest.mark.parametrize("others", [1, 3])
def test_practice_on_a_trail_costs_seven_queries_however_long_it_is(
    client, make_practice, themes, django_assert_num_queries, others
):
    later = [make_practice(f"Later {number}") for number in range(others)]
    record = make_practice(ties=tuple(("became", other.public_id) for other in later))
    path = address(record)
    client.get(path)
    forget_fragments()
    with django_assert_num_queries(7):
        page = client.get(path).content.decode()
    assert page.count("Later") >= others
    assert 'class="trail"' in page


def test_trail_is_read_from_its_beginning_on_each_of_its_pages(client, make_practice):
    second = make_practice("The second edition")
    first = make_practice("The first edition", ties=(("became", second.public_id),))
    for record in (first, second):
        trail = read(client, record).split('class="trail"')[1]
        assert trail.index("The first edition") < trail.index("The second edition")
    assert "Grew out of" in read(client, second)


def test_text_in_another_language_is_asked_for_by_name_and_says_what_it_is(client, make_practice):
    record = make_practice(texts={"en": EN, "fr": FR})
    page = read(client, record, "en", "?text=fr")
    assert '<h1 lang="fr" dir="ltr">La lumière choisie rue par rue</h1>' in page
    assert address(record, "fr").endswith("la-lumiere-choisie-rue-par-rue")


def test_reader_without_a_text_in_their_language_is_told_so(client, make_practice):
    page = read(client, make_practice(texts={"en": EN}), "pt-br")
    assert "English" in page.split('class="notice')[1].split("</div>")[0]


def test_stale_translation_says_that_the_original_has_moved_on(client, make_practice):
    make_practice(texts={"en": EN, "fr": FR}, origin="here:1")
    changed = TextContent(title=EN.title, summary="They decided again.", sections=EN.sections)
    record = make_practice(texts={"en": changed, "fr": FR}, origin="here:1")
    assert "has moved on" in read(client, record, "en", "?text=fr")
    assert "since this translation" not in read(client, record, "en")


def test_changed_title_redirects_from_the_old_address(client, make_practice):
    record = make_practice(origin="here:1")
    old = address(record)
    make_practice("A better title", origin="here:1")
    answer = client.get(f"{old}?text=en")
    assert answer.status_code == 301
    assert answer.headers["location"] == f"{address(record)}?text=en"


def test_address_without_title_redirects_to_the_whole_one(client, make_practice):
    record = make_practice()
    assert client.get(f"/en/network/practice/{record.public_id}").status_code == 301


def test_short_address_leads_to_the_readers_language(client, make_practice):
    record = make_practice()
    answer = client.get(f"/r/{record.public_id}", headers={"accept-language": "fr"})
    assert answer.headers["location"] == address(record, "fr")


def test_withdrawn_practice_says_that_it_was_there(client, make_practice, bruno):
    record = make_practice()
    path = address(record)
    withdraw(record, reason="", by=bruno)
    answer = client.get(path)
    assert answer.status_code == 410
    assert "withdrawn" in answer.content.decode()


def test_hidden_practice_is_not_there_but_for_those_who_coordinate(client, make_practice, bruno, dora):
    record = make_practice()
    path = address(record)
    hide(record, reason="Not yet.", by=bruno)
    assert client.get(path).status_code == 404
    client.force_login(dora)
    assert client.get(path).status_code == 404
    client.force_login(bruno)
    assert "hidden" in client.get(path).content.decode()


def test_hostile_text_stays_text(client, make_practice):
    nasty = TextContent(
        title="<script>alert(1)</script>",
        summary="</script><script>alert(2)</script>",
        sections={"situation": "[x](javascript:alert(3)) <b onclick=x>", "process": "p", "results": "r"},
    )
    page = read(client, make_practice(texts={"en": nasty}))
    assert "<script>alert" not in page
    assert "javascript:" not in page
    assert "<b onclick" not in page


def test_machines_read_the_practice_as_json_ld(client, make_practice):
    page = read(client, make_practice(texts={"en": EN}))
    data = json.loads(page.split('<script type="application/ld+json">')[1].split("</script>")[0])
    assert data["headline"] == EN.title
    assert data["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert data["inLanguage"] == "en"


def test_facts_dates_money_and_partners_are_told(client, make_practice):
    page = read(
        client,
        make_practice(
            answers={
                "maturity": "good",
                "budget": {"amount": 550_000_000, "currency": "TND"},
                "dates": [{"when": "2014-01-09", "what": {"en": "The by-law"}}, {"when": "2015", "what": {}}],
                "owner": [{"name": "City of La Marsa"}],
                "partners": [{"name": "A union", "as": "financial"}, {"name": "A school", "as": "technical"}],
                "legal_basis": {"en": "By-law of 9 January 2014"},
            }
        ),
    )
    assert "550,000\u00a0TND" in page
    assert '<time datetime="2014-01-09">9 January 2014</time>' in page
    assert '<time datetime="2015">2015</time>' in page
    assert page.index("<h3>Money</h3>") < page.index("A union") < page.index("<h3>Technical help</h3>")
    assert "City of La Marsa (20" in page
    assert "By-law of 9 January 2014" in page


def test_page_may_be_kept_by_a_visitor_but_not_by_somebody_signed_in(client, make_practice, amina):
    path = address(make_practice())
    page = client.get(path)
    assert page.headers["cache-control"] == "public, max-age=60"
    assert "Cookie" in page.headers["vary"]
    assert client.get(path, headers={"if-none-match": page.headers["etag"]}).status_code == 304
    client.force_login(amina)
    assert "private" in client.get(path).headers["cache-control"]


def test_alternates_name_the_languages_that_there_is_a_text_in(client, make_practice):
    page = read(client, make_practice(texts={"en": EN, "fr": FR}))
    assert re.findall(r'rel="alternate" hreflang="([\w-]+)"', page) == ["en", "fr"]
    assert '<link rel="canonical" href="http://testserver/en/network/practice/' in page


def test_place_name_in_another_language_is_marked(client, make_practice):
    page = read(client, make_practice(territory="PE-LMA"))
    assert 'lang="es">Lima</a>' in page
    assert "Peru" in page


def test_kept_page_tells_at_once_what_was_published_or_hidden(client, make_practice, bruno):
    record = make_practice("The first edition", origin="here:1")
    assert "Second" not in read(client, record)
    make_practice("Second", ties=(("relates", record.public_id),))
    assert "Second" in read(client, record)
    path = address(record)
    hide(record, reason="Not yet.", by=bruno)
    assert client.get(path).status_code == 404


def test_who_may_change_a_practice_is_not_kept_for_others(client, make_practice, amina, bruno):
    path = address(make_practice(by=amina))
    for person, changes in ((bruno, True), (None, False), (amina, True)):
        client.logout()
        if person:
            client.force_login(person)
        assert ("Change this practice" in client.get(path).content.decode()) is changes


def test_practice_withdrawn_before_it_was_published_was_never_there(client, space, places, amina, bruno):
    draft = start(kind="practice", space=space, language="en", by=amina)
    withdraw(draft.record, reason="", by=bruno)
    assert client.get(f"/en/network/practice/{draft.record.public_id}-x").status_code == 404
