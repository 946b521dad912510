"""Signing up, confirming, signing in, forgetting: through the pages, in the reader's language."""

import re

import pytest
from django.core import mail

from tequio.ground.people.models import Person

PAGES = [
    "login/",
    "signup/",
    "password/reset/",
    "password/reset/done/",
    "password/reset/key/done/",
    "password/reset/key/1-set-password/",
    "confirm-email/",
    "confirm-email/nonsense/",
    "inactive/",
]
OWN_PAGES = ["me/", "email/", "password/change/", "logout/", "reauthenticate/"]


def link_in(message) -> str:
    return re.search(r"https?://testserver(\S+)", message.body)[1]


@pytest.mark.parametrize("page", PAGES)
def test_account_page_is_ours(client, db, page):
    answer = client.get(f"/fr/account/{page}")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert text.count("<h1>") == 1
    assert 'class="band"' in text
    assert "placeholder" not in text


@pytest.mark.parametrize("page", OWN_PAGES)
def test_own_page_is_ours_and_asks_to_sign_in(client, amina, page):
    away = client.get(f"/en/account/{page}")
    assert away.status_code == 302
    client.force_login(amina)
    text = client.get(f"/en/account/{page}").content.decode()
    assert text.count("<h1>") == 1
    assert 'class="band"' in text


def test_somebody_signs_up_confirms_and_is_in(client, db):
    client.post("/es/account/signup/", {"email": "eva@example.org", "password1": "agua para todos hoy"})
    eva = Person.objects.get()
    assert eva.language == "es"
    page = client.get(link_in(mail.outbox[0]))
    assert "eva@example.org" in page.content.decode()
    client.post(link_in(mail.outbox[0]))
    assert client.session["_auth_user_id"] == str(eva.pk)


def test_signing_up_twice_tells_only_the_owner_of_the_address(client, amina):
    first = client.post("/en/account/signup/", {"email": "new@example.org", "password1": "water for all now"})
    second = client.post("/en/account/signup/", {"email": amina.email, "password1": "water for all now"})
    assert (first.status_code, first.url) == (second.status_code, second.url)
    assert "already" in mail.outbox[1].subject


def test_a_wrong_password_gets_a_sentence_and_keeps_the_address(client, amina):
    page = client.post("/en/account/login/", {"login": amina.email, "password": "wrong"}).content.decode()
    assert "is not right" in page
    assert amina.email in page


def test_a_forgotten_password_is_chosen_anew_by_a_link(client, amina):
    client.post("/en/account/password/reset/", {"email": amina.email})
    form = client.get(link_in(mail.outbox[0]), follow=True)
    new = {"password1": "the river comes back", "password2": "the river comes back"}
    client.post(form.request["PATH_INFO"], new)
    amina.refresh_from_db()
    assert amina.check_password("the river comes back")


def test_what_a_person_says_of_themselves_is_kept(client, amina):
    client.force_login(amina)
    said = {"name": "Amina B.", "language": "fr", "time_zone": "Africa/Tunis"}
    answer = client.post("/en/account/me/", said)
    amina.refresh_from_db()
    assert (amina.name, amina.language, amina.time_zone) == ("Amina B.", "fr", "Africa/Tunis")
    assert answer.url == "/fr/account/me/"
