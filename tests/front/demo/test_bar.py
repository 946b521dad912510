import importlib
import os
import subprocess
import sys

import pytest
from django.test import Client
from django.urls import NoReverseMatch, clear_url_caches, reverse

from tequio import urls
from tests.cast import make_person

BAR = "tequio.front.demo.context.bar"


@pytest.fixture
def demo(settings, db):
    """A seeded site's settings: the route and the bar are there."""
    settings.DEMO = True
    settings.TEMPLATES[0]["OPTIONS"]["context_processors"].append(BAR)
    settings.TEMPLATES = list(settings.TEMPLATES)
    importlib.reload(urls)
    clear_url_caches()
    for name in ("Amina", "Bruno"):
        make_person(name)
    yield
    settings.TEMPLATES[0]["OPTIONS"]["context_processors"].remove(BAR)
    settings.DEMO = False
    importlib.reload(urls)
    clear_url_caches()


def be(client, person, **data):
    return client.post("/demo/be", {"person": person, **data})


def test_bar_switches_person_in_one_click_and_goes_back_to_the_page(client, demo):
    answer = be(client, "bruno", next="/en/?q=budget")
    assert (answer.status_code, answer.headers["location"]) == (302, "/en/?q=budget")
    page = client.get("/en/").content.decode()
    assert "you look at it as Bruno" in page
    assert '<button name="person" value="bruno" aria-pressed="true">' in page


def test_bar_makes_one_a_visitor_again(client, demo):
    be(client, "amina")
    be(client, "visitor")
    assert "_auth_user_id" not in client.session
    assert "as a visitor" in client.get("/en/").content.decode()


def test_bar_offers_the_cast_and_nobody_else(client, demo):
    make_person("Somebody")
    assert be(client, "somebody").status_code == 404
    assert be(client, "somebody@example.org").status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("page", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", ""])
def test_bar_never_leads_to_another_site(client, demo, page):
    assert be(client, "amina", next=page).headers["location"] == "/"


def test_bar_asks_for_a_post_with_its_token(demo):
    careful = Client(enforce_csrf_checks=True)
    assert careful.get("/demo/be").status_code == 405
    assert be(careful, "bruno").status_code == 403


def test_a_site_that_is_no_demo_has_no_such_route(client, db):
    with pytest.raises(NoReverseMatch):
        reverse("demo-switch")
    assert be(client, "bruno").status_code == 404
    assert "demo" not in client.get("/en/").content.decode()


def site(**environment) -> subprocess.CompletedProcess:
    needed = {"TEQUIO_SECRET_KEY": "s" * 60, "TEQUIO_HOSTS": "tequio.example"}
    code = "import django; django.setup(); from django.conf import settings; from tequio import urls; "
    code += "print(settings.DEMO, [str(route.pattern) for route in urls.urlpatterns])"
    settings = {"DJANGO_SETTINGS_MODULE": "tequio.settings.site", "PATH": os.environ["PATH"]}
    return subprocess.run(
        [sys.executable, "-c", code],
        env={**settings, **needed, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_production_site_has_no_bar_and_refuses_to_be_made_a_demo():
    plain = site()
    assert plain.stdout.startswith("False ")
    assert "demo" not in plain.stdout
    refused = site(TEQUIO_DEMO="1")
    assert refused.returncode != 0
    assert "A production site cannot be a demo" in refused.stderr
