"""A space's own words: a language at a time, by one person after the other, with nothing lost."""

import re

import pytest
from django.db import IntegrityError, transaction
from django.urls import URLPattern, get_resolver

from tequio.ground.spaces.models import Space
from tequio.ground.spaces.rules import RESERVED, check_domain, check_slug
from tequio.ground.spaces.services import open_space, set_domain, write_words
from tequio.kit.refusals import Refused
from tests.cast import make_person


def paths(patterns, before=""):
    """Each path of the site, without its language."""
    for pattern in patterns:
        path = (before + str(pattern.pattern)).removeprefix("en/")
        if isinstance(pattern, URLPattern):
            yield path
        else:
            yield from paths(pattern.url_patterns, path)


SAID = {"name": "Network of cities", "welcome": "Come in.", "about": "## Who we are\n\nCities."}


def test_coordinator_writes_the_home_page_in_one_language(client, space, bruno):
    client.force_login(bruno)
    answer = client.post("/en/network/words/fr/", {**SAID, "name": "Réseau de villes", "revision": 0})
    assert answer.status_code == 302
    space.refresh_from_db()
    assert space.names == {"en": "Network of cities", "es": "Red de ciudades", "fr": "Réseau de villes"}
    assert (space.welcome, space.about, space.revision) == ({"fr": "Come in."}, {"fr": SAID["about"]}, 1)


def test_second_editor_is_told_and_loses_nothing(client, space, bruno):
    write_words(space, "en", **SAID, revision=0, by=bruno)
    client.force_login(bruno)
    mine = {**SAID, "welcome": "My own words.", "revision": 0}
    answer = client.post("/en/network/words/en/", mine)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Somebody else changed this page while you wrote" in page
    assert "My own words." in page
    assert "Come in." in page
    assert 'name="revision" value="1"' in page
    assert client.post("/en/network/words/en/", {**mine, "revision": 1}).status_code == 302
    space.refresh_from_db()
    assert space.welcome == {"en": "My own words."}


def test_words_that_are_too_long_are_refused_and_kept_on_the_page(client, space, bruno):
    client.force_login(bruno)
    answer = client.post("/en/network/words/en/", {**SAID, "welcome": "word " * 100, "revision": 0})
    assert answer.status_code == 422
    assert "word word" in answer.content.decode()
    with pytest.raises(Refused, match=r"space\.words_too_long"):
        write_words(space, "en", **{**SAID, "about": "x" * 20_001}, revision=0, by=bruno)


def test_space_keeps_one_name_at_least(space, bruno):
    write_words(space, "en", **{**SAID, "name": " "}, revision=0, by=bruno)
    with pytest.raises(Refused, match=r"space\.name_missing"):
        write_words(space, "es", **{**SAID, "name": ""}, revision=1, by=bruno)


def test_operator_opens_a_space_on_the_site(client, bruno, settings):
    settings.ALLOWED_HOSTS = ["testserver", ".example.org"]
    client.force_login(make_person("Oda", is_operator=True))
    said = {
        "name": "La Marsa",
        "slug": "la-marsa",
        "sort": "municipality",
        "language": "fr",
        "time_zone": "Africa/Tunis",
        "coordinator": "bruno@example.org",
        "domain": "Marsa.example.org",
    }
    assert client.post("/en/spaces/new/", said).status_code == 302
    space = Space.objects.get(slug="la-marsa")
    assert (space.names, space.sort, space.domain) == (
        {"fr": "La Marsa"},
        "municipality",
        "marsa.example.org",
    )
    assert space.roles.get().person == bruno
    again = client.post("/en/spaces/new/", said)
    assert "There is a space at “la-marsa” already" in again.content.decode()
    unknown = client.post(
        "/en/spaces/new/", {**said, "slug": "x", "domain": "", "coordinator": "no@example.org"}
    )
    assert "Nobody has an account" in unknown.content.decode()
    assert not Space.objects.filter(slug="x").exists()


def test_nobody_else_opens_a_space(client, bruno):
    client.force_login(bruno)
    assert client.get("/en/spaces/new/").status_code == 404
    assert client.post("/en/spaces/new/", {"slug": "mine", "name": "Mine"}).status_code == 404


def test_no_space_hides_an_address_of_the_site(db):
    firsts = {path.split("/")[0] for path in paths(get_resolver().url_patterns)}
    words = {word for word in firsts if re.fullmatch(r"[a-z-]+", word)}
    assert {"account", "search", "find"} <= words <= RESERVED
    for slug in sorted(RESERVED):
        with pytest.raises(Refused, match=r"space\.reserved"):
            check_slug(slug)


@pytest.mark.parametrize("slug", ["", "Cities", "a b", "-a", "a--b", "x" * 41, "ñ"])
def test_slug_that_fits_no_address_is_refused(slug):
    with pytest.raises(Refused, match=r"space\.bad_slug"):
        check_slug(slug)


@pytest.mark.parametrize(
    "domain", ["cities", "https://cities.example.org", "a..b", "x.1", "-a.org", "a.org/x"]
)
def test_what_is_no_domain_is_refused(domain):
    with pytest.raises(Refused, match=r"space\.bad_domain"):
        check_domain(domain)


def test_domain_leads_to_one_space_and_must_be_the_sites_own(space, settings):
    settings.ALLOWED_HOSTS = ["cities.example.org"]
    other = open_space("other", names={"en": "Other"}, language="en", by=None)
    set_domain(space, "cities.example.org.", by=None)
    with pytest.raises(Refused, match=r"space\.domain_taken"):
        set_domain(other, "cities.example.org", by=None)
    with pytest.raises(Refused, match=r"space\.domain_not_ours"):
        set_domain(other, "elsewhere.example.org", by=None)
    for wrong in ("cities.example.org", ""):
        with pytest.raises(IntegrityError), transaction.atomic():
            Space.objects.filter(pk=other.pk).update(domain=wrong)
    set_domain(space, "", by=None)
    assert set_domain(other, "cities.example.org", by=None).domain == "cities.example.org"
