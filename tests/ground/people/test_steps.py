"""Signing in with two steps: turning it on, using it, losing the telephone, turning it off."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time

from tequio.ground.people.steps import Steps

PASSWORD = "a long enough word"


def code_for(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def sign_in(client, person):
    return client.post("/en/account/login/", {"login": person.email, "password": PASSWORD})


def signed_in(client):
    return client.get("/en/account/me/").status_code == 200


@pytest.fixture
def guarded(client, amina):
    """Somebody who turned the second step on; returns the key that the page showed."""
    amina.emailaddress_set.create(email=amina.email, verified=True, primary=True)
    sign_in(client, amina)
    again = client.get("/en/account/2fa/totp/activate/")
    assert again.url.startswith("/en/account/reauthenticate/")
    client.post("/en/account/reauthenticate/", {"password": PASSWORD})
    page = client.get("/en/account/2fa/totp/activate/").content.decode()
    secret = re.search(r"<code>(\w+)</code>", page)[1]
    answer = client.post("/en/account/2fa/totp/activate/", {"code": code_for(secret)})
    assert answer.url == "/en/account/2fa/recovery-codes/"
    return secret


def test_password_alone_does_not_open_a_guarded_account(client, amina, guarded):
    client.logout()
    assert sign_in(client, amina).url.startswith("/en/account/2fa/authenticate/")
    assert not signed_in(client)
    page = client.get("/en/account/2fa/authenticate/").content.decode()
    assert page.count("<h1>") == 1
    assert "placeholder" not in page


def test_wrong_code_is_refused_with_a_sentence(client, amina, guarded):
    client.logout()
    sign_in(client, amina)
    page = client.post("/en/account/2fa/authenticate/", {"code": "000000"}).content.decode()
    assert "This code is not right" in page
    assert not signed_in(client)


def test_code_kept_on_paper_opens_the_account_once(client, amina, guarded):
    page = client.get("/en/account/2fa/recovery-codes/").content.decode()
    kept = re.findall(r"<code>(\d+)</code>", page)
    assert len(kept) == 10
    for opened in (True, False):
        client.logout()
        sign_in(client, amina)
        client.post("/en/account/2fa/authenticate/", {"code": kept[0]})
        assert signed_in(client) is opened


@pytest.mark.parametrize("page", ["", "totp/deactivate/", "recovery-codes/", "recovery-codes/generate/"])
def test_page_of_the_second_step_is_ours(client, guarded, page):
    text = client.get(f"/es/account/2fa/{page}").content.decode()
    assert text.count("<h1>") == 1
    assert 'class="band"' in text


def test_second_step_is_turned_off(client, amina, guarded):
    client.post("/en/account/2fa/totp/deactivate/")
    assert not Authenticator.objects.filter(user=amina).exists()


def test_erasing_takes_the_second_step_along(client, amina, guarded):
    client.post("/en/account/me/erase/", {"email": amina.email, "password": PASSWORD})
    assert not Authenticator.objects.exists()


def test_picture_of_the_key_is_drawn_on_white(db):
    assert 'fill="#fff"' in Steps().build_totp_svg("otpauth://totp/Tequio:amina?secret=ABC")
