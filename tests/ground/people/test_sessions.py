"""Where a person is signed in, and how that ends."""

import pytest
from django.test import Client

PASSWORD = "a long enough word"


@pytest.fixture
def two(amina):
    """The same person on two devices."""
    amina.emailaddress_set.create(email=amina.email, verified=True, primary=True)
    devices = [Client(HTTP_USER_AGENT="Firefox"), Client(HTTP_USER_AGENT="A telephone")]
    for device in devices:
        device.post("/en/account/login/", {"login": amina.email, "password": PASSWORD})
    return devices


def signed_in(device):
    return device.get("/en/account/me/").status_code == 200


def test_a_person_sees_their_devices_and_ends_one(two, amina):
    here, there = two
    page = here.get("/en/account/sessions/").content.decode()
    assert "A telephone" in page
    assert page.count("End it<") == 1
    other = amina.usersession_set.get(user_agent="A telephone")
    here.post(f"/en/account/me/sessions/{other.pk}/end/")
    assert (signed_in(here), signed_in(there)) == (True, False)


def test_a_person_ends_all_others(two):
    here, there = two
    here.post("/en/account/sessions/")
    assert (signed_in(here), signed_in(there)) == (True, False)


def test_nobody_ends_a_session_of_somebody_else(two, client, dora, amina):
    client.force_login(dora)
    other = amina.usersession_set.first()
    assert client.post(f"/en/account/me/sessions/{other.pk}/end/").status_code == 404
    assert all(signed_in(device) for device in two)


def test_a_new_password_ends_every_other_session(two):
    here, there = two
    new = "the river comes back"
    here.post("/en/account/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert (signed_in(here), signed_in(there)) == (True, False)
