"""Handing a record over to another author."""

import pytest
from django.core import mail

from tequio.catalogue.records.models import Record
from tequio.ground.ledger.models import Entry
from tequio.ground.queue.services import run_ready
from tequio.ground.spaces.services import give_role
from tests.cast import make_person


@pytest.fixture
def desk(client, bruno):
    client.force_login(bruno)
    return client


def hand(desk, record, email):
    return desk.post(f"/en/network/desk/{record.public_id}/", {"act": "hand over", "email": email})


def test_a_member_becomes_the_author_and_both_are_told(desk, space, make_practice, amina):
    chen = make_person("Chen", language="es")
    give_role(chen, space, "member", by=None)
    record = make_practice("Light", by=amina)
    assert hand(desk, record, " CHEN@example.org ").status_code == 302
    assert Record.objects.get(pk=record.pk).author == chen
    assert Entry.objects.filter(action="record.handed_over").count() == 1
    run_ready()
    assert sorted(letter.to[0] for letter in mail.outbox) == ["amina@example.org", "chen@example.org"]


def test_whoever_wrote_in_the_space_may_take_it(desk, make_practice, amina, dora):
    make_practice("Water", by=dora)
    record = make_practice("Light", by=amina)
    assert hand(desk, record, "dora@example.org").status_code == 302


@pytest.mark.parametrize("email", ["dora@example.org", "nobody@example.org", "", "no address"])
def test_strangers_and_nobody_are_refused_alike(desk, make_practice, amina, dora, email):
    record = make_practice("Light", by=amina)
    page = hand(desk, record, email)
    assert page.status_code == 422
    assert "belongs to this space or has written here. Check it" in page.content.decode()
    assert Record.objects.get(pk=record.pk).author == amina
    assert not Entry.objects.filter(action="record.handed_over").exists()


def test_the_author_is_not_handed_their_own(desk, make_practice, amina):
    assert hand(desk, make_practice("Light", by=amina), "amina@example.org").status_code == 422


def test_only_those_who_decide_hand_over(client, make_practice, amina, dora):
    record = make_practice("Light", by=amina)
    client.force_login(dora)
    assert hand(client, record, "dora@example.org").status_code == 404
