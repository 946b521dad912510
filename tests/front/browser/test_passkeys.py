"""A passkey in a browser, kept by Chromium's virtual device: added, used instead of the password, refused, and not there."""

from functools import partial

import pytest
from playwright.sync_api import expect

from tests.front.browser.test_access import violations
from tests.front.browser.test_without_script import sign_up

PASSWORD = "a long enough word"
PERSON = "passkey@example.org"


@pytest.fixture
def open_there(open_page, site):
    """Browsers give no passkey to a bare number, so this person comes by the machine's name."""
    return partial(open_page, base_url=site.replace("127.0.0.1", "localhost"))


@pytest.fixture
def device(open_there):
    """A page whose browser has a device that recognises its owner."""
    page = open_there("/en/account/login/")
    wire = page.context.new_cdp_session(page)
    wire.send("WebAuthn.enable")
    about = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    key = wire.send("WebAuthn.addVirtualAuthenticator", {"options": about})["authenticatorId"]
    page.known = lambda known: wire.send(
        "WebAuthn.setUserVerified", {"authenticatorId": key, "isUserVerified": known}
    )
    page.held = lambda: wire.send("WebAuthn.getCredentials", {"authenticatorId": key})["credentials"]
    return page


def test_passkey_is_added_and_opens_the_account_without_a_password(device, folder):
    page = device
    sign_up(page, folder, PERSON, PASSWORD)
    page.goto("/en/account/me/")
    page.get_by_role("link", name="How I sign in").click()
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()
    expect(page.locator("h1")).to_have_text("Add a passkey")
    assert violations(page) == []
    page.get_by_label("Its name").fill("Noor's telephone")
    page.get_by_role("button", name="Add it").click()
    expect(page.locator("main")).to_contain_text("The passkey is added")
    assert [held["isResidentCredential"] for held in page.held()] == [True]
    page.goto("/en/account/2fa/webauthn/")
    expect(page.get_by_role("heading", name="Noor's telephone")).to_be_visible()
    assert violations(page) == []

    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("status")).to_have_text("This device already holds a passkey of yours.")

    page.context.clear_cookies()
    page.goto("/es/account/login/?next=/en/account/me/")
    page.get_by_role("button", name="Iniciar sesión con una llave de acceso").click()
    expect(page.locator("h1")).to_have_text("My account")


def test_device_that_knows_nobody_gives_no_passkey_and_the_page_says_so(device):
    page = device
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.locator("[data-passkey] [role=status]")).to_contain_text("The browser gave no passkey")
    assert violations(page) == []


@pytest.mark.parametrize("why", ["no script", "a browser that knows none", "a site without a name"])
def test_without_passkeys_a_sentence_stands_where_the_button_would(open_page, open_there, why):
    if why == "a site without a name":
        page = open_page("/en/account/login/")
    else:
        page = open_there("/en/account/login/", java_script_enabled=why != "no script")
    if why == "a browser that knows none":
        page.add_init_script("delete window.PublicKeyCredential")
        page.reload()
    expect(page.get_by_text("Here your password works as ever")).to_be_visible()
    expect(page.get_by_role("button", name="Sign in with a passkey")).to_have_count(0)
