"""The locks on every door: tokens of forms, headers, limits, the ends of sessions, forged hosts, addresses not told."""

import re
from typing import ClassVar

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.auth.hashers import get_hashers as hashers
from django.core import mail
from django.test import Client, override_settings

from tests.front.doors.walking import EVERYWHERE, Town, all_routes

PASSWORD = "a long enough word"
NEW = "another long enough word"
# A mail program asks for it by itself (RFC 8058); the address bears a signature of its own.
WITHOUT_TOKEN = {"stop-notices"}


@pytest.fixture
def town(places, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return Town()


@pytest.fixture
def verified(amina):
    from allauth.account.models import EmailAddress

    EmailAddress.objects.create(user=amina, email=amina.email, verified=True, primary=True)
    return amina


def post_doors(town):
    """Addresses that take a form, of something published or not."""
    for route in all_routes():
        for door, address in town.doors(route):
            if (
                door.method == "POST"
                and door.space in {"own", EVERYWHERE}
                and door.state in {"submitted", EVERYWHERE}
            ):
                yield route, address


def test_no_form_is_taken_without_its_token(town):
    """A view that only reads may answer; a view that takes the form must refuse it."""
    client, taken = Client(enforce_csrf_checks=True), []
    client.force_login(town.people["olga"])
    for route, address in post_doors(town):
        answer = client.post(address, headers={"origin": "https://evil.example"})
        if answer.status_code not in {403, 405} and route.name not in WITHOUT_TOKEN:
            taken.append((route.name, answer.status_code))
    assert taken == []


def pages(town):
    for route in all_routes():
        for door, address in town.doors(route):
            if (
                door.method == "GET"
                and door.space in {"own", EVERYWHERE}
                and door.state in {"published", EVERYWHERE}
            ):
                yield route.name, address


def test_every_answer_carries_the_headers_that_lock_it(town):
    client = Client()
    client.force_login(town.people["olga"])
    odd = []
    for name, address in pages(town):
        answer = client.get(address)
        if answer.streaming:
            [close() for close in answer._resource_closers]
        headers = answer.headers
        policy = headers.get("Content-Security-Policy", "")
        well = (
            "default-src 'none'" in policy
            and "unsafe" not in policy
            and ("frame-ancestors 'none'" in policy or "sandbox" in policy)
            and headers.get("X-Content-Type-Options") == "nosniff"
            and headers.get("Referrer-Policy") == "same-origin"
            and headers.get("Cross-Origin-Opener-Policy") == "same-origin"
            and headers.get("X-Frame-Options") == "DENY"
        )
        if not well:
            odd.append((name, answer.status_code, dict(headers)))
    assert odd == []


def test_cookies_are_of_this_site_only_and_out_of_reach_of_scripts(client, verified, settings):
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    client.get("/en/account/login/", secure=True)
    client.post("/en/account/login/", {"login": verified.email, "password": PASSWORD}, secure=True)
    session, token = client.cookies["sessionid"], client.cookies["csrftoken"]
    assert (session["httponly"], session["samesite"], session["secure"]) == (True, "Lax", True)
    assert (token["samesite"], token["secure"]) == ("Lax", True)


@override_settings(
    SECURE_SSL_REDIRECT=True,
    SECURE_HSTS_SECONDS=31536000,
    SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https"),
)
def test_production_sends_to_https_and_promises_it_for_a_year(db):
    plain = Client().get("/en/")
    assert (plain.status_code, plain.headers["location"]) == (301, "https://testserver/en/")
    locked = Client().get("/en/", headers={"x-forwarded-proto": "https"})
    assert locked.headers["strict-transport-security"] == "max-age=31536000"


def test_session_elsewhere_ends_with_a_change_of_password(verified):
    here, elsewhere = Client(), Client()
    for client in (here, elsewhere):
        client.post("/en/account/login/", {"login": verified.email, "password": PASSWORD})
        assert client.get("/en/account/me/").status_code == 200
    said = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    here.post("/en/account/password/change/", said)
    verified.refresh_from_db()
    assert verified.check_password(NEW)
    assert elsewhere.get("/en/account/me/").status_code == 302


def test_session_ends_with_a_password_chosen_by_a_link(verified):
    elsewhere = Client()
    elsewhere.post("/en/account/login/", {"login": verified.email, "password": PASSWORD})
    reader = Client()
    reader.post("/en/account/password/reset/", {"email": verified.email})
    link = re.search(r"https?://testserver(\S+)", mail.outbox[0].body)[1]
    form = reader.get(link, follow=True)
    reader.post(form.request["PATH_INFO"], {"password1": NEW, "password2": NEW})
    verified.refresh_from_db()
    assert verified.check_password(NEW)
    assert elsewhere.get("/en/account/me/").status_code == 302
    again = reader.get(link, follow=True).content.decode()
    assert "password1" not in again


def test_new_session_is_made_when_somebody_signs_in(client, verified):
    client.get("/en/account/login/")
    session = client.session
    session["mark"] = 1
    session.save()
    client.cookies["sessionid"] = session.session_key
    client.post("/en/account/login/", {"login": verified.email, "password": PASSWORD})
    assert client.session.session_key != session.session_key


TRIES = {
    "/en/account/login/": {"login": "amina@example.org", "password": "wrong"},
    "/en/account/signup/": {"email": "new{}@example.org", "password1": "water for all now"},
    "/en/account/password/reset/": {"email": "amina@example.org"},
}


@pytest.mark.parametrize("address", TRIES)
def test_too_many_tries_get_a_page_that_says_what_to_do(verified, address):
    for number in range(60):
        said = {name: value.format(number) for name, value in TRIES[address].items()}
        answer = Client().post(address, said)
        page = answer.content.decode()
        if answer.status_code == 429 or "Too many tries" in page:
            break
    else:
        pytest.fail("sixty tries were taken")
    assert page.count("<h1>") == 1
    assert "Wait" in page


def test_tries_are_counted_by_all_processes_together():
    """The cache that counts them is the database's, never a process's own."""
    from tequio.settings import base

    assert base.CACHES["default"]["BACKEND"].endswith("DatabaseCache")


class Counting(MD5PasswordHasher):
    """Counts how often a password is hashed, which is what takes time."""

    algorithm = "counting"
    made: ClassVar[list[int]] = []

    def encode(self, password, salt, iterations=None):
        self.made.append(1)
        return super().encode(password, salt)


def test_sign_up_does_not_tell_whether_an_address_exists(verified, settings):
    """Neither by its page nor by its time: both are hashed as often."""
    settings.PASSWORD_HASHERS = ["tests.front.doors.test_locks.Counting"]
    pages, hashes = [], []
    for address in ("nobody@example.org", verified.email):
        client, before = Client(), len(hashers()[0].made)
        answer = client.post("/en/account/signup/", {"email": address, "password1": "water for all now"})
        hashes.append(len(hashers()[0].made) - before)
        page = client.get(answer.headers["location"])
        body = page.content.decode().replace(address, "ADDRESS")
        pages.append((answer.status_code, answer.headers["location"], page.status_code, body))
    assert pages[0] == pages[1]
    assert hashes[0] == hashes[1] > 0
    assert sorted(message.to[0] for message in mail.outbox) == [verified.email, "nobody@example.org"]


@pytest.mark.parametrize("address", ["password/reset/", "login/"])
def test_nobody_else_is_told_whether_an_address_exists(verified, address):
    pages = []
    for email in ("nobody@example.org", verified.email):
        said = {"email": email} if "reset" in address else {"login": email, "password": "wrong word here"}
        answer = Client().post(f"/en/account/{address}", said)
        body = answer.content.decode().replace(email, "ADDRESS")
        body = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", body)
        pages.append((answer.status_code, answer.headers.get("location"), body))
    assert pages[0] == pages[1]


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
@pytest.mark.parametrize("page", ["login/", "logout/", "signup/"])
def test_no_page_leads_to_another_site(verified, page, target):
    client = Client()
    if page == "logout/":
        client.force_login(verified)
    said = {"login": verified.email, "password": PASSWORD, "email": "eva@example.org", "password1": NEW}
    answer = client.post(f"/en/account/{page}?next={target}", {**said, "next": target})
    assert answer.status_code == 302
    assert answer.headers["location"].startswith("/")
    assert not answer.headers["location"].startswith(("//", "/\\"))


@pytest.mark.parametrize("name", ["x-forwarded-host", "x-host", "x-original-url", "x-rewrite-url"])
def test_letter_never_carries_a_forged_host(verified, name):
    Client().post("/en/account/password/reset/", {"email": verified.email}, headers={name: "evil.example"})
    assert "evil.example" not in mail.outbox[0].body
    assert "testserver" in mail.outbox[0].body
