"""Signing in with an account of another house: who comes in, who does not, and what of it is kept."""

import json
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, build_opener

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.core import mail
from django.test import Client

from tequio.ground.people.models import Person
from tequio.settings.environment import other_house
from tests.ground.people.house import CLIENT, SECRET, new_key, open_house
from tests.ground.people.test_steps import PASSWORD, sign_in, signed_in

GO = "/es/account/elsewhere/"


def environment(house, **changes):
    named = {"NAME": "La Casa", "SERVER": house.address, "CLIENT": CLIENT, "SECRET": SECRET, **changes}
    return {f"TEQUIO_OIDC_{key}": value for key, value in named.items()}


@pytest.fixture
def house(db, settings):
    """A house that this site knows, in which Nora is signed in."""
    with open_house() as house:
        settings.SOCIALACCOUNT_PROVIDERS = {
            "openid_connect": {
                **settings.SOCIALACCOUNT_PROVIDERS["openid_connect"],
                "APPS": other_house(environment(house)),
            }
        }
        yield house


class Stay(HTTPRedirectHandler):
    def redirect_request(self, *args):
        return None


def follow(address):
    """Where the other house sends a browser that asks for this address."""
    try:
        build_opener(Stay).open(address)
    except HTTPError as answer:
        return answer.headers["Location"]
    raise AssertionError("The house sent nobody back.")


def come_in(client, address=GO):
    """Go to the house and come back, as a browser does; the last answer of this site."""
    there = client.get(address)
    return client.get(follow(there.url).removeprefix("http://testserver"))


@pytest.fixture
def verified(amina):
    amina.emailaddress_set.create(email=amina.email, verified=True, primary=True)
    return amina


def joined(client, house, person):
    """Join somebody's account here to the one there."""
    sign_in(client, person)
    client.post("/es/account/reauthenticate/", {"password": PASSWORD})
    return come_in(client, f"{GO}?process=connect")


def test_somebody_new_comes_in_with_name_address_and_language(client, house):
    answer = come_in(client, f"{GO}?next=/es/account/me/")
    nora = Person.objects.get()
    assert answer.url == "/es/account/me/"
    assert signed_in(client)
    assert (nora.email, nora.name, nora.language) == ("nora@example.org", "Nora", "es")
    assert nora.emailaddress_set.get().verified
    assert not nora.has_usable_password()


def test_house_is_told_one_address_to_come_back_to_whatever_the_language(client, house):
    assert "redirect_uri=http%3A%2F%2Ftestserver%2Faccount%2Fback%2F&" in client.get(GO).url
    assert "account%2Fback%2F" in client.get(GO.replace("/es/", "/fr/")).url


def test_same_person_comes_in_again_even_with_another_address(client, house):
    come_in(client)
    client.logout()
    house.claims |= {"email": "nora@new.example.org", "email_verified": False}
    assert come_in(client).url == "/es/"
    assert signed_in(client)
    assert Person.objects.get().email == "nora@example.org"


def test_account_with_the_same_address_is_not_taken_over(client, house, verified):
    house.claims["email"] = verified.email.upper()
    answer = come_in(client)
    assert answer.status_code == 409
    assert "Ya hay aquí una cuenta con su dirección" in answer.content.decode()
    assert not signed_in(client)
    assert not SocialAccount.objects.exists()


def test_account_whose_address_nobody_has_confirmed_is_not_taken_over_either(client, house, amina):
    amina.emailaddress_set.create(email="nora@example.org", verified=False, primary=False)
    assert come_in(client).status_code == 409
    assert not signed_in(client)


@pytest.mark.parametrize("said", [False, None, "true", "false", 1])
def test_address_that_the_house_has_not_confirmed_opens_no_account(client, house, said):
    house.claims["email_verified"] = said
    answer = come_in(client)
    assert answer.status_code == 409
    assert "La Casa no dice" in answer.content.decode()
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    "email", [None, "", "no address", 7, ["nora@example.org"], "a" * 260 + "@example.org"]
)
def test_house_that_gives_no_address_opens_no_account(client, house, email):
    house.claims["email"] = email
    assert come_in(client).status_code == 409
    assert not Person.objects.exists()


def test_somebody_joins_their_account_after_their_password_and_is_told_by_mail(client, house, verified):
    sign_in(client, verified)
    assert come_in(client, f"{GO}?process=connect").url == "/es/account/reauthenticate/"
    assert not SocialAccount.objects.exists()
    client.post("/es/account/reauthenticate/", {"password": PASSWORD})
    assert SocialAccount.objects.get().user == verified
    assert mail.outbox[-1].to == [verified.email]
    assert "La Casa" in mail.outbox[-1].body
    client.logout()
    come_in(client)
    assert client.session["_auth_user_id"] == str(verified.pk)


def test_joined_account_still_asks_for_the_second_step(client, house, verified):
    joined(client, house, verified)
    verified.authenticator_set.create(type="totp", data={"secret": "ABC"})
    client.logout()
    assert come_in(client).url.startswith("/es/account/2fa/authenticate/")
    assert not signed_in(client)


def test_account_that_opens_anothers_cannot_be_joined(client, house, verified, dora):
    joined(client, house, verified)
    other = Client()
    dora.emailaddress_set.create(email=dora.email, verified=True, primary=True)
    page = other.get(joined(other, house, dora).url).content.decode()
    assert "ya abre la de otra persona" in page
    assert SocialAccount.objects.get().user == verified


def test_somebody_parts_from_the_house_and_it_opens_nothing_any_more(client, house, verified):
    joined(client, house, verified)
    account = SocialAccount.objects.get()
    assert "Separarme de La Casa" in client.get("/es/account/3rdparty/").content.decode()
    client.post("/es/account/3rdparty/", {"account": account.pk})
    assert not SocialAccount.objects.exists()
    assert mail.outbox[-1].subject == "Una cuenta ya no abre la suya"
    client.logout()
    house.claims["email"] = verified.email
    assert come_in(client).status_code == 409


def test_nobody_parts_from_the_only_thing_that_opens_their_account(client, house):
    come_in(client)
    page = client.post("/es/account/3rdparty/", {"account": SocialAccount.objects.get().pk})
    assert "Elija antes una contraseña" in page.content.decode()
    assert SocialAccount.objects.exists()


def test_nobody_parts_another_from_the_house(client, house, verified, dora):
    joined(client, house, verified)
    other = Client()
    sign_in(other, dora)
    other.post("/es/account/reauthenticate/", {"password": PASSWORD})
    other.post("/es/account/3rdparty/", {"account": SocialAccount.objects.get().pk})
    assert SocialAccount.objects.exists()


def refused(client, house):
    answer = come_in(client)
    assert answer.status_code in {200, 401}
    assert "La Casa no nos dijo quién es usted" in answer.content.decode()
    assert not signed_in(client)
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "https://evil.example"},
        {"aud": "another"},
        {"exp": 1},
        {"sub": ""},
        {"sub": "x" * 300},
        {"sub": None},
    ],
    ids=["another issuer", "for another site", "too old", "nobody", "endless", "null"],
)
def test_token_that_is_not_for_us_lets_nobody_in(client, house, changes):
    house.changes = changes
    refused(client, house)


def test_token_with_another_signature_lets_nobody_in(client, house):
    house.signs_with = new_key("of somebody else")
    refused(client, house)


def test_userinfo_of_somebody_else_lets_nobody_in(client, house):
    house.userinfo = {"sub": "another", **{key: house.claims.pop(key) for key in ("email", "email_verified")}}
    refused(client, house)


def test_address_may_stand_in_the_userinfo(client, house):
    house.userinfo = {"sub": "nora-17", **{key: house.claims.pop(key) for key in ("email", "email_verified")}}
    come_in(client)
    assert Person.objects.get().email == "nora@example.org"


def test_way_back_works_once_and_only_for_who_set_out(client, house):
    back = follow(client.get(GO).url).removeprefix("http://testserver")
    assert Client().get(back).status_code == 401
    assert not Person.objects.exists()
    client.get(back)
    client.logout()
    client.get(back)
    assert not signed_in(client)


@pytest.mark.parametrize(
    "back", ["", "?state=x&code=y", "?code=y", "?state=%00", "?error=server_error&state=x"]
)
def test_way_back_that_nobody_set_out_on_leads_nowhere(client, house, back):
    page = client.get(f"/account/back/{back}").content.decode()
    assert page.count("<h1>") == 1
    assert not signed_in(client)


def test_somebody_who_says_no_there_comes_back_to_a_page_that_says_so(client, house):
    house.says_no = True
    page = client.get(come_in(client).url).content.decode()
    assert "Volvió sin iniciar sesión" in page


def test_house_that_does_not_answer_gets_a_page_that_says_what_to_do(client, house, settings):
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    app["settings"]["server_url"] = "http://127.0.0.1:9"
    page = client.get(GO).content.decode()
    assert "La Casa no nos dijo quién es usted" in page


@pytest.mark.parametrize("missing", ["authorization_endpoint", "token_endpoint", "jwks_uri"])
def test_house_that_speaks_nonsense_gets_a_page_too(client, house, missing):
    del house.discovery[missing]
    there = client.get(GO)
    if there.status_code == 302:
        there = client.get(follow(there.url).removeprefix("http://testserver"))
    assert "La Casa no nos dijo quién es usted" in there.content.decode()


def test_only_the_houses_name_for_a_person_is_kept_given_out_and_erased(client, house):
    house.claims |= {"picture": "https://x.example/nora.png", "phone_number": "+1"}
    come_in(client)
    account = SocialAccount.objects.get()
    assert (account.uid, account.extra_data) == ("nora-17", {})
    assert not SocialToken.objects.exists()
    data = json.loads(b"".join(client.get("/es/account/me/data/all.json").streaming_content))
    assert [row["uid"] for row in data["account"][0]["elsewhere"]] == ["nora-17"]
    client.post("/es/account/me/erase/", {"email": "nora@example.org"})
    assert not SocialAccount.objects.exists()


def test_page_of_signing_in_names_the_house_and_leads_on(client, house):
    page = client.get("/es/account/login/?next=/es/account/me/").content.decode()
    assert "Iniciar sesión con La Casa" in page
    assert 'href="/es/account/elsewhere/?next=%2Fes%2Faccount%2Fme%2F"' in page


def test_without_a_house_nothing_speaks_of_one(client, verified):
    assert "elsewhere" not in client.get("/es/account/login/").content.decode()
    assert client.get(GO).status_code == 404
    assert client.get("/account/back/").status_code == 404
    sign_in(client, verified)
    assert "3rdparty" not in client.get("/es/account/2fa/").content.decode()
    assert client.get("/es/account/3rdparty/").status_code == 200


def test_another_server_under_the_same_name_is_another_house(house):
    one, two = (
        other_house(environment(house, SERVER=f"https://{host}")) for host in ("a.example", "b.example/")
    )
    assert one[0]["provider_id"] != two[0]["provider_id"]
    assert two == other_house(environment(house, SERVER="https://b.example"))


def test_account_at_a_former_house_opens_nothing_and_troubles_no_page(client, house, verified, settings):
    joined(client, house, verified)
    settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]["provider_id"] = "oidc-another"
    assert "aún no abre esta" in client.get("/es/account/3rdparty/").content.decode()
    client.post("/es/account/3rdparty/", {"account": SocialAccount.objects.get().pk})
    client.logout()
    come_in(client)
    assert client.session["_auth_user_id"] != str(verified.pk)


@pytest.mark.parametrize("name", ["NAME", "SERVER", "CLIENT", "SECRET"])
def test_half_of_a_house_is_refused(house, name):
    with pytest.raises(ValueError, match="set all four, or none"):
        other_house(environment(house, **{name: " "}))


def test_house_without_tls_is_refused(house):
    with pytest.raises(ValueError, match="https://"):
        other_house(environment(house, SERVER="http://login.example.org"))
