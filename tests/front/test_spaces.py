"""The home page of a space, the list of spaces, and a domain of one's own."""

import pytest

from tequio.ground.fragments import forget_fragments
from tequio.ground.spaces.services import give_role, open_space, set_domain, write_words
from tests.cast import make_person


@pytest.mark.parametrize("count", [1, 3])
def test_home_of_a_space_costs_seven_queries_however_much_is_new(
    client, space, make_practice, django_assert_num_queries, count
):
    for number in range(count):
        make_practice(f"Practice {number}")
    client.get("/en/network/")
    forget_fragments()
    with django_assert_num_queries(7):
        page = client.get("/en/network/").content.decode()
    with django_assert_num_queries(2):
        client.get("/en/network/")
    assert page.count("<h3><a") == count
    assert f"{count} record" in page


def test_home_of_a_space_says_its_words_in_the_readers_language_and_runs_nothing_of_them(
    client, space, bruno
):
    about = "## Quiénes somos\n\n<script>alert(1)</script> **Ciudades** [aquí](javascript:alert(1))"
    write_words(
        space, "es", name="Red de ciudades", welcome="Bienvenidas.", about=about, revision=0, by=bruno
    )
    page = client.get("/es/network/").content.decode()
    assert "<h1>Red de ciudades</h1>" in page
    assert "Bienvenidas." in page
    assert "Quiénes somos</h3>" in page
    assert "<strong>Ciudades</strong>" in page
    assert "<script>alert" not in page
    assert "javascript:" not in page
    assert 'lang="es"' in client.get("/en/network/").content.decode()


def test_home_of_a_space_counts_people_and_not_roles(client, space, bruno, amina):
    give_role(amina, space, "member", by=None)
    give_role(amina, space, "editor", by=None)
    assert "2 members" in client.get("/en/network/").content.decode()


def test_home_of_a_space_leads_each_to_what_they_may_do(client, space, bruno, dora):
    assert "/en/network/join/" in client.get("/en/network/").content.decode()
    client.force_login(dora)
    page = client.get("/en/network/").content.decode()
    assert "/en/network/join/" in page
    assert "/en/network/members/" not in page
    client.force_login(bruno)
    page = client.get("/en/network/").content.decode()
    assert "/en/network/join/" not in page.replace("/en/network/join/requests/", "")
    assert "/en/network/members/" in page
    assert "/en/network/words/" in page


def test_words_asked_of_a_space_lead_to_its_list(client, space, make_practice):
    make_practice("Lamps in the street")
    page = client.get("/en/network/?q=lamps").content.decode()
    assert "Lamps in the street" in page
    assert 'id="finding"' in page


def test_domain_opens_on_the_home_page_of_its_space(client, space, settings):
    settings.ALLOWED_HOSTS = ["testserver", "cities.example.org"]
    assert "<h1>Network of cities</h1>" not in client.get("/en/").content.decode()
    set_domain(space, "cities.example.org", by=None)
    from tequio.ground.spaces.queries import domains

    domains.forget()
    assert (
        "<h1>Network of cities</h1>"
        in client.get("/en/", headers={"host": "cities.example.org"}).content.decode()
    )
    assert "<h1>Network of cities</h1>" not in client.get("/en/").content.decode()
    assert client.get("/en/", headers={"host": "evil.example.org"}).status_code == 400


def test_spaces_are_listed_and_the_operator_opens_another(client, space):
    open_space("la-marsa", names={"fr": "La Marsa"}, language="fr", sort="municipality", by=None)
    page = client.get("/en/spaces/").content.decode()
    assert page.index("La Marsa") < page.index("Network of cities")
    assert "Municipality" in page
    assert "/en/spaces/new/" not in page
    client.force_login(make_person("Oda", is_operator=True))
    assert "/en/spaces/new/" in client.get("/en/spaces/").content.decode()


def test_space_that_is_not_there_is_not_there(client, db):
    assert client.get("/en/nowhere/").status_code == 404
