"""Taking one's data along, and going: after an erasure nobody finds the name or the address anywhere."""

import json
from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.core import mail
from django.db import transaction
from django.utils import timezone

from tequio.catalogue.publishing.services import start
from tequio.catalogue.records.models import Record
from tequio.ground.ledger.models import Entry
from tequio.ground.ledger.queries import verify
from tequio.ground.ledger.services import enter, seal
from tequio.ground.people import services
from tequio.ground.people.models import Person
from tequio.ground.people.personal import PARTS
from tequio.ground.spaces.models import Invitation
from tequio.ground.spaces.services import give_role
from tequio.kit.refusals import Refused

PASSWORD = "a long enough word"
NAME = "Zénobie Quéralt"


@pytest.fixture
def zenobie(client, space, make_practice, transactional_db) -> Person:
    """Somebody who did a bit of everything: signed in, wrote, published, holds a role, stands in the ledger."""
    zenobie = Person.objects.create_user("zenobie@example.org", PASSWORD, name=NAME)
    zenobie.emailaddress_set.create(email=zenobie.email, verified=True, primary=True)
    client.post("/en/account/login/", {"login": zenobie.email, "password": PASSWORD})
    make_practice("Water that stays", by=zenobie)
    start(kind="practice", space=space, language="en", by=zenobie)
    give_role(zenobie, space, "editor", by=None)
    soon = timezone.now() + timedelta(days=7)
    Invitation.objects.create(space=space, email=zenobie.email, role="member", digest="d", expires=soon)
    with transaction.atomic():
        enter("person.invited", subject="space:1", by=None, detail={"name": NAME, "to": zenobie.email})
    seal()
    return zenobie


def places_that_say(*words):
    """Every column of every table in which one of the words stands."""
    found = []
    for model in apps.get_models():
        for row in model._default_manager.values():
            for column, value in row.items():
                said = f"{value}{json.dumps(value)}" if isinstance(value, dict | list) else str(value)
                if any(word.casefold() in said.casefold() for word in words):
                    found.append(f"{model.__name__}.{column}")
    sessions = [str(session.get_decoded()) for session in Session.objects.all()]
    return found + ["Session" for said in sessions if any(word in said for word in words)]


def test_a_person_downloads_all_that_is_held_about_them_in_one_file(client, zenobie):
    answer = client.get("/en/account/me/data/all.json")
    said = json.loads(b"".join(answer.streaming_content))
    assert set(said) == set(PARTS)
    assert said["account"][0]["email"] == zenobie.email
    assert [row["role"] for row in said["roles"]] == ["editor", "member"]
    assert [row["visibility"] for row in said["records"]] == ["published", "draft"]
    assert {row["action"] for row in said["ledger"]} >= {"draft.started", "role.given"}
    assert "no-store" in answer["Cache-Control"]


def test_after_an_erasure_no_table_says_the_name_or_the_address(client, zenobie):
    before = places_that_say(zenobie.email, NAME)
    assert {"Person.email", "Person.name", "EmailAddress.email", "EntryDetail.data", "Session"} <= set(before)
    answer = client.post("/en/account/me/erase/", {"email": "Zenobie@example.org", "password": PASSWORD})
    assert answer.status_code == 302
    assert places_that_say(zenobie.email, NAME, json.dumps(NAME)[1:-1]) == []
    assert client.get("/en/account/me/").status_code == 302
    assert mail.outbox[-1].to == ["zenobie@example.org"]


def test_what_was_published_stays_without_its_author_and_the_ledger_holds(client, zenobie):
    client.post("/en/account/me/erase/", {"email": zenobie.email, "password": PASSWORD})
    [record] = Record.objects.all()
    assert (record.visibility, record.author) == ("published", None)
    last = Entry.objects.latest("pk")
    assert (last.action, last.by) == ("person.erased", zenobie.pk)
    seal()
    assert list(verify()) == []


@pytest.mark.parametrize(
    "typed",
    [
        {"email": "somebody@example.org", "password": PASSWORD},
        {"email": "zenobie@example.org", "password": "wrong"},
        {},
    ],
)
def test_an_erasure_asks_for_the_address_and_the_password(client, zenobie, typed):
    page = client.post("/en/account/me/erase/", typed)
    assert page.status_code == 200
    assert "Type it again" in page.content.decode() or "required" in page.content.decode()
    assert Person.objects.filter(pk=zenobie.pk).exists()


def test_the_only_coordinator_hands_over_before_going(client, zenobie, space, bruno):
    with pytest.raises(Refused, match=r"person\.alone_in_space"):
        services.erase(bruno, by=bruno)
    give_role(zenobie, space, "coordinator", by=None)
    services.erase(bruno, by=bruno)
    assert not Person.objects.filter(pk=bruno.pk).exists()


def test_an_erasure_that_fails_half_way_erases_nothing(zenobie, monkeypatch):
    def fails(*args, **kwargs):
        raise OSError

    monkeypatch.setattr("tequio.ground.people.services._confirm", fails)
    with pytest.raises(OSError):
        services.erase(zenobie, by=zenobie)
    assert Person.objects.filter(pk=zenobie.pk).exists()
    assert Record.objects.filter(author=zenobie).count() == 2
