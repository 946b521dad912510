"""Invitations are good once and for two weeks; requests to join are answered once; all of it is told by mail."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from tequio.ground.ledger.models import Entry
from tequio.ground.notices.models import Notice
from tequio.ground.notices.services import choose, send_what_waits
from tequio.ground.spaces.joining.rules import addresses
from tequio.ground.spaces.joining.services import accept_invitation, accept_request, ask_to_join, invite
from tequio.ground.spaces.models import Invitation, JoinRequest, Role
from tequio.ground.spaces.services import give_role
from tequio.kit.refusals import Refused
from tests.cast import make_person

SITE = "https://tequio.example"


@pytest.fixture(autouse=True)
def mails(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def roles(person):
    return set(Role.objects.filter(person=person).values_list("role", flat=True))


def token_in(message):
    return re.search(r"/invitation/([^/\s]+)/", message.body)[1]


@pytest.fixture
def token(space, bruno):
    invite(space, ["amina@example.org"], "editor", by=bruno, site=SITE)
    return token_in(mail.outbox[-1])


def test_invitation_comes_in_the_language_of_its_reader(space, bruno):
    make_person("Amina", language="fr")
    invite(space, ["amina@example.org", "nobody@example.org"], "member", by=bruno, site=SITE)
    assert [
        f"{SITE}/fr/invitation/" in mail.outbox[0].body,
        f"{SITE}/es/invitation/" in mail.outbox[1].body,
    ] == [True, True]


def test_invitation_of_somebody_with_an_account_comes_at_their_pace(space, bruno, amina, dora):
    choose(amina, {"invited": "daily"}, by=amina)
    choose(dora, {"invited": "never"}, by=dora)
    addresses = ["amina@example.org", "dora@example.org", "nobody@example.org"]
    invite(space, addresses, "member", by=bruno, site=SITE)
    assert [letter.to for letter in mail.outbox] == [["nobody@example.org"]]
    assert Notice.objects.get().person == amina
    send_what_waits(amina)
    assert "/invitation/" in mail.outbox[-1].body


def test_letter_to_somebody_with_an_account_can_be_stopped_and_one_to_a_stranger_has_no_such_link(
    space, bruno, amina
):
    invite(space, ["amina@example.org", "nobody@example.org"], "member", by=bruno, site=SITE)
    assert ["List-Unsubscribe" in letter.extra_headers for letter in mail.outbox] == [True, False]


def test_coordinators_hear_of_requests_at_their_own_pace(space, bruno, dora):
    choose(bruno, {"asks-to-join": "daily"}, by=bruno)
    request = ask_to_join(space, "", by=dora, site=SITE)
    assert mail.outbox == []
    assert Notice.objects.get().person == bruno
    choose(dora, {"join-answered": "never"}, by=dora)
    accept_request(request, by=bruno, site=SITE)
    assert mail.outbox == []


def test_token_is_nowhere_but_in_the_mail(token):
    assert not Invitation.objects.filter(digest=token).exists()
    assert token not in str(list(Entry.objects.values()))


def test_invitation_is_accepted_on_the_site(client, token, amina, space):
    page = client.get(f"/en/invitation/{token}/").content.decode()
    assert "You are invited to Network of cities" in page
    assert f"next=/en/invitation/{token}/" in page
    client.force_login(amina)
    assert "Accept as amina@example.org" in client.get(f"/en/invitation/{token}/").content.decode()
    assert client.post(f"/en/invitation/{token}/accept/").status_code == 302
    assert roles(amina) == {"editor"}
    used = Invitation.objects.get()
    assert (used.used_by, used.email) == (amina, "")


def test_invitation_used_twice_gets_a_sentence(client, token, amina, dora):
    accept_invitation(token, by=amina)
    client.force_login(dora)
    for answer in (client.get(f"/en/invitation/{token}/"), client.post(f"/en/invitation/{token}/accept/")):
        assert answer.status_code == 409
        assert "has been used already" in answer.content.decode()
    assert roles(dora) == set()


def test_expired_invitation_gets_a_sentence(client, token, amina):
    past = timezone.now() - timedelta(days=1)
    Invitation.objects.update(made=past - timedelta(days=14), expires=past)
    client.force_login(amina)
    for answer in (client.get(f"/en/invitation/{token}/"), client.post(f"/en/invitation/{token}/accept/")):
        assert answer.status_code == 409
        assert past.date().isoformat() in answer.content.decode()
    assert roles(amina) == set()


def test_unknown_invitation_gets_a_sentence(client, db):
    answer = client.get("/en/invitation/nonsense/")
    assert answer.status_code == 409
    assert "We do not know this invitation" in answer.content.decode()


def test_invitation_to_oneself_gives_no_role(client, space, bruno):
    invite(space, ["bruno@example.org"], "editor", by=bruno, site=SITE)
    with pytest.raises(Refused, match=r"role\.to_oneself"):
        accept_invitation(token_in(mail.outbox[-1]), by=bruno)
    assert roles(bruno) == {"coordinator"}
    assert Invitation.objects.get().used is None


def test_second_invitation_replaces_the_first(space, bruno, token, amina):
    invite(space, ["amina@example.org"], "member", by=bruno, site=SITE)
    with pytest.raises(Refused, match=r"invitation\.unknown"):
        accept_invitation(token, by=amina)
    assert Invitation.objects.get().role == "member"


@pytest.mark.parametrize("count", [1, 3])
def test_page_of_invitations_costs_the_same_however_many(
    client, space, bruno, django_assert_num_queries, count
):
    invite(space, [f"p{number}@example.org" for number in range(count)], "member", by=bruno, site=SITE)
    client.force_login(bruno)
    with django_assert_num_queries(5):
        page = client.get("/en/network/invite/").content.decode()
    assert page.count("<h3>") == count


def test_bad_address_is_refused_and_nothing_typed_is_lost(client, space, bruno):
    client.force_login(bruno)
    answer = client.post(
        "/en/network/invite/", {"emails": "amina@example.org, not an address", "role": "editor"}
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "“not” is not an e-mail address" in page
    assert "amina@example.org, not an address" in page
    assert mail.outbox == []
    assert client.post("/en/network/invite/", {"emails": "", "role": "editor"}).status_code == 422


def test_invitation_is_withdrawn(client, space, bruno, token, amina):
    client.force_login(bruno)
    client.post(f"/en/network/invite/{Invitation.objects.get().pk}/withdraw/")
    client.force_login(amina)
    assert "We do not know" in client.get(f"/en/invitation/{token}/").content.decode()


def test_addresses_are_read_as_people_paste_them():
    assert addresses("A@example.org;b@example.org,\n a@example.org") == ["a@example.org", "b@example.org"]
    for text, code in [
        ("", "no_address"),
        ("x", "bad_address"),
        ("\n".join(f"{n}@e.org" for n in range(51)), "too_many"),
    ]:
        with pytest.raises(Refused, match=f"invitation.{code}"):
            addresses(text)


def test_request_is_accepted_and_told_in_the_askers_language(client, space, bruno):
    fatou = make_person("Fatou", language="fr")
    client.force_login(fatou)
    assert client.post("/en/network/join/", {"words": "I know the harbour."}).status_code == 302
    assert mail.outbox[-1].to == ["bruno@example.org"]
    assert "I know the harbour." in mail.outbox[-1].body
    client.force_login(bruno)
    assert "I know the harbour." in client.get("/en/network/join/requests/").content.decode()
    request = JoinRequest.objects.get()
    assert (
        client.post("/en/network/join/requests/", {"request": request.pk, "act": "accept"}).status_code == 302
    )
    assert roles(fatou) == {"member"}
    assert mail.outbox[-1].to == ["fatou@example.org"]
    assert "/fr/network/" in mail.outbox[-1].body


def test_refusal_needs_a_reason_and_tells_it(client, space, bruno, dora):
    request = ask_to_join(space, "", by=dora)
    client.force_login(bruno)
    answer = client.post(
        "/en/network/join/requests/", {"request": request.pk, "act": "refuse", "reason": " "}
    )
    assert answer.status_code == 422
    assert "Say why" in answer.content.decode()
    client.post(
        "/en/network/join/requests/", {"request": request.pk, "act": "refuse", "reason": "We are full."}
    )
    assert "We are full." in mail.outbox[-1].body
    assert roles(dora) == set()
    late = client.post("/en/network/join/requests/", {"request": request.pk, "act": "accept"})
    assert "answered in the meantime" in late.content.decode()
    assert roles(dora) == set()
    assert ask_to_join(space, "Again.", by=dora).outcome == "waiting"


def test_nobody_asks_twice_nor_from_inside(client, space, dora, bruno):
    ask_to_join(space, "", by=dora)
    with pytest.raises(Refused, match=r"join\.waiting"):
        ask_to_join(space, "", by=dora)
    with pytest.raises(Refused, match=r"join\.already_in"):
        ask_to_join(space, "", by=bruno)


def test_request_of_another_space_is_not_there(client, space, bruno, dora):
    from tequio.ground.spaces.services import open_space

    other = open_space("other", names={"en": "Other"}, language="en", by=None)
    request = ask_to_join(other, "", by=dora)
    client.force_login(bruno)
    assert (
        client.post("/en/network/join/requests/", {"request": request.pk, "act": "accept"}).status_code == 404
    )


@pytest.mark.parametrize("count", [1, 3])
def test_page_of_requests_costs_the_same_however_many(client, space, bruno, django_assert_num_queries, count):
    for number in range(count):
        ask_to_join(space, "", by=make_person(f"Asker{number}"))
    client.force_login(bruno)
    with django_assert_num_queries(5):
        page = client.get("/en/network/join/requests/").content.decode()
    assert page.count('name="request"') == count


def test_database_holds_what_an_invitation_and_a_request_are(space, amina, bruno):
    now = timezone.now()
    later = now + timedelta(days=1)
    wrong = [
        {"email": "a@example.org", "expires": now - timedelta(days=1)},
        {"email": "", "expires": later},
        {"email": "a@example.org", "expires": later, "used": now},
        {"email": "a@example.org", "expires": later, "role": "king"},
    ]
    for number, fields in enumerate(wrong):
        with pytest.raises(IntegrityError), transaction.atomic():
            Invitation.objects.create(**{"space": space, "role": "member", "digest": str(number), **fields})
    for fields in ({"outcome": "refused", "decided": now}, {"outcome": "accepted"}, {"outcome": "perhaps"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            JoinRequest.objects.create(space=space, person=amina, **fields)


def test_member_gets_a_second_role_by_invitation(space, bruno, token, amina):
    give_role(amina, space, "member", by=None)
    accept_invitation(token, by=amina)
    assert roles(amina) == {"member", "editor"}


@pytest.mark.parametrize("number", ["9" * 5000, "-1", "x", ""])
def test_an_answer_to_no_request_finds_nothing(client, space, bruno, number):
    client.force_login(bruno)
    assert client.post("/en/network/join/requests/", {"request": number, "act": "accept"}).status_code == 404
