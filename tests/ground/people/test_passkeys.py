"""Passkeys: adding, naming, using, losing and removing one, with a device in software; and what is no passkey."""

import json
import re
from itertools import product

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail

from tests.ground.people.device import Device
from tests.ground.people.test_steps import PASSWORD, sign_in, signed_in

PAGES = "/en/account/2fa/webauthn/"
# Flags of a device that knew that somebody was there, but not who.
PRESENT_ONLY, MADE_UNSEEN = 0x01, 0x41


@pytest.fixture
def client(client):
    """Passkeys exist only where the line is guarded."""
    client.defaults["wsgi.url_scheme"] = "https"
    return client


@pytest.fixture
def verified(client, amina):
    """Somebody whose address is confirmed and who has just typed the password again."""
    amina.emailaddress_set.create(email=amina.email, verified=True, primary=True)
    sign_in(client, amina)
    client.post("/en/account/reauthenticate/", {"password": PASSWORD})
    mail.outbox.clear()
    return amina


def asked_on(page: str) -> dict:
    said = json.loads(re.search(r'<script id="passkey-options"[^>]*>(.+?)</script>', page)[1])
    return said.get("creation_options") or said["request_options"]


def asked_alone(client) -> dict:
    answer = client.get(f"{PAGES}login/", headers={"accept": "application/json"})
    return answer.json()["request_options"]


def add(client, device, **options):
    asked = asked_on(client.get(f"{PAGES}add/").content.decode())
    return client.post(f"{PAGES}add/", {"name": "my telephone", "credential": device.make(asked, **options)})


def open_with(client, device, **options):
    client.logout()
    given = device.use(asked_alone(client), **options)
    return client.post(f"{PAGES}login/", {"credential": given, "next": "/en/account/me/"})


@pytest.fixture
def device(client, verified):
    """A device that holds a passkey of hers."""
    device = Device()
    assert add(client, device).url == "/en/account/2fa/recovery-codes/"
    return device


def test_passkey_opens_the_account_alone_and_leads_on(client, device):
    assert open_with(client, device).url == "/en/account/me/"
    assert signed_in(client)


def test_password_alone_no_longer_opens_an_account_with_a_passkey(client, verified, device):
    client.logout()
    assert sign_in(client, verified).url.startswith("/en/account/2fa/authenticate/")
    assert not signed_in(client)
    page = client.get("/en/account/2fa/authenticate/").content.decode()
    client.post("/en/account/2fa/authenticate/", {"credential": device.use(asked_on(page))})
    assert signed_in(client)


def test_code_on_paper_opens_the_account_when_the_device_is_lost(client, verified, device):
    page = client.get("/en/account/2fa/recovery-codes/").content.decode()
    code = re.search(r"<code>(\d+)</code>", page)[1]
    client.logout()
    sign_in(client, verified)
    client.post("/en/account/2fa/authenticate/", {"code": code})
    assert signed_in(client)


def test_passkey_stands_for_the_password_before_something_that_matters(client, device):
    open_with(client, device)
    assert client.get(f"{PAGES}add/").url.startswith("/en/account/reauthenticate/")
    page = client.get("/en/account/reauthenticate/?next=/en/account/me/").content.decode()
    assert "With a passkey instead" in page
    page = client.get(f"{PAGES}reauthenticate/?next={PAGES}add/").content.decode()
    client.post(f"{PAGES}reauthenticate/", {"credential": device.use(asked_on(page)), "next": f"{PAGES}add/"})
    assert client.get(f"{PAGES}add/").status_code == 200


def test_adding_and_removing_are_told_by_mail_in_our_words(client, verified, device):
    assert [message.subject for message in mail.outbox] == ["A passkey was added to your account"]
    assert "If it was not, choose a new password" in mail.outbox[0].body
    key = Authenticator.objects.get(user=verified, type="webauthn")
    client.post(f"{PAGES}keys/{key.pk}/remove/")
    assert mail.outbox[1].subject == "A passkey was removed from your account"
    assert mail.outbox[1].to == [verified.email]


def test_removed_passkey_opens_nothing(client, verified, device):
    key = Authenticator.objects.get(user=verified, type="webauthn")
    assert client.post(f"{PAGES}keys/{key.pk}/remove/").url == PAGES
    open_with(client, device)
    assert not signed_in(client)
    assert not Authenticator.objects.filter(user=verified).exists()


def test_passkey_is_listed_under_its_name_and_takes_another(client, verified, device):
    assert "my telephone" in client.get(PAGES).content.decode()
    key = Authenticator.objects.get(user=verified, type="webauthn")
    client.post(f"{PAGES}keys/{key.pk}/edit/", {"name": "old <b>phone"})
    assert "old &lt;b&gt;phone" in client.get(PAGES).content.decode()
    page = client.post(f"{PAGES}keys/{key.pk}/edit/", {"name": "x" * 61}).content.decode()
    assert 'role="alert"' in page


def test_list_of_passkeys_costs_the_same_whatever_its_length(client, device, django_assert_num_queries):
    with django_assert_num_queries(3):
        client.get(PAGES)
    for _ in range(2):
        assert add(client, Device()).url == "/en/account/2fa/"
    with django_assert_num_queries(3):
        assert client.get(PAGES).content.decode().count("my telephone</h2>") == 3


def test_passkey_of_somebody_else_is_not_seen_named_or_removed(client, verified, device, dora):
    key = Authenticator.objects.get(user=verified, type="webauthn")
    client.force_login(dora)
    client.post("/en/account/reauthenticate/", {"password": PASSWORD})
    assert "my telephone" not in client.get(PAGES).content.decode()
    for page in ("edit", "remove"):
        assert client.post(f"{PAGES}keys/{key.pk}/{page}/", {"name": "mine"}).status_code == 404


@pytest.mark.parametrize(
    "make_false",
    [
        lambda device: setattr(device, "origin", "https://evil.example"),
        lambda device: setattr(device, "site", "evil.example"),
        lambda device: setattr(device, "key", Device().key),
        lambda device: setattr(device, "id", b"another" * 4),
        lambda device: setattr(device, "owner", "bm9ib2R5"),
    ],
    ids=["another origin", "another site", "another key", "another passkey", "another owner"],
)
def test_false_passkey_opens_nothing_and_is_told_so(client, device, make_false):
    make_false(device)
    answer = open_with(client, device)
    assert "could not be read" in client.get(answer.url).content.decode()
    assert not signed_in(client)


def test_passkey_that_recognised_nobody_is_refused(client, device):
    open_with(client, device, flags=PRESENT_ONLY)
    assert not signed_in(client)


def test_passkey_made_without_recognising_anybody_is_refused(client, verified):
    page = add(client, Device(), flags=MADE_UNSEEN).content.decode()
    assert "could not be read" in page
    assert not Authenticator.objects.exists()


def test_same_answer_does_not_open_twice(client, device):
    client.logout()
    given = {"credential": device.use(asked_alone(client))}
    client.post(f"{PAGES}login/", given)
    client.logout()
    asked_alone(client)
    client.post(f"{PAGES}login/", given)
    assert not signed_in(client)


def test_twenty_first_passkey_is_refused(client, verified, device):
    key = Authenticator.objects.get(user=verified, type="webauthn")
    same = {"user": verified, "type": key.type, "data": key.data}
    Authenticator.objects.bulk_create(Authenticator(**same) for _ in range(19))
    assert "You have twenty passkeys" in add(client, Device()).content.decode()
    assert Authenticator.objects.filter(type="webauthn").count() == 20


def broken(whole: str):
    """Yield a credential with each of its parts replaced by something that is none."""
    junk = [None, 7, "", "!!!", "AAAA", [], {}, {"a": 1}, "q2FhYQ" * 40]
    paths = [("id",), ("rawId",), ("type",), ("response",), ("clientExtensionResults",)]
    paths += [("response", part) for part in json.loads(whole)["response"]]
    for path, thing in product(paths, junk):
        said = json.loads(whole)
        at = said
        for step in path[:-1]:
            at = at[step]
        at[path[-1]] = thing
        yield json.dumps(said)


def test_broken_passkey_gets_a_page_not_a_fault(client, verified, device, settings):
    settings.MFA_RATE_LIMITS = {"webauthn_login": "1000/m/ip"}
    for given in broken(Device().make(asked_on(client.get(f"{PAGES}add/").content.decode()))):
        client.get(f"{PAGES}add/")
        client.post(f"{PAGES}add/", {"name": "x", "credential": given})
    client.logout()
    for given in broken(device.use(asked_alone(client))):
        asked_alone(client)
        assert client.post(f"{PAGES}login/", {"credential": given}).status_code == 302
    for nonsense in ("", "{", "[]", "7", "null", '"x"', "[" * 5000):
        assert client.post(f"{PAGES}login/", {"credential": nonsense}).status_code == 302
    assert not signed_in(client)


def test_erasing_takes_passkeys_along_and_the_data_names_them(client, verified, device):
    data = b"".join(client.get("/en/account/me/data/all.json").streaming_content).decode()
    assert "my telephone" in data
    client.post("/en/account/me/erase/", {"email": verified.email, "password": PASSWORD})
    assert not Authenticator.objects.exists()


@pytest.mark.parametrize("page", ["", "add/", "reauthenticate/", "keys/{}/edit/", "keys/{}/remove/"])
def test_page_of_passkeys_is_ours(client, verified, device, page):
    key = Authenticator.objects.get(user=verified, type="webauthn")
    text = client.get(f"/fr/account/2fa/webauthn/{page.format(key.pk)}").content.decode()
    assert text.count("<h1>") == 1
    assert 'class="band"' in text
    assert "placeholder" not in text
