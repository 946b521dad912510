"""Handing a record over to another author, who is asked first."""

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.utils import timezone

from tequio.catalogue.publishing.access import answerable_by, can_answer
from tequio.catalogue.publishing.models import Draft, Offer
from tequio.catalogue.publishing.services import send_back
from tequio.catalogue.records.models import Record
from tequio.ground.ledger.models import Entry
from tequio.ground.queue.services import run_ready
from tequio.ground.spaces.queries import standing_of
from tequio.ground.spaces.services import give_role
from tequio.ground.spaces.standing import Standing
from tests.cast import make_person
from tests.catalogue.publishing.test_board import sent

__all__ = ["sent"]


@pytest.fixture
def desk(client, bruno):
    client.force_login(bruno)
    return client


@pytest.fixture
def chen(space):
    """A member who reads Spanish."""
    chen = make_person("Chen", language="es")
    give_role(chen, space, "member", by=None)
    return chen


def offer(desk, record, email="chen@example.org"):
    return desk.post(f"/en/network/desk/{record.public_id}/", {"act": "offer", "email": email})


def answer(client, record, person, act):
    client.force_login(person)
    return client.post(f"/en/mine/offered/{record.public_id}/", {"act": act})


def take_back(desk, record):
    return desk.post(f"/en/network/desk/{record.public_id}/take-back/", follow=True)


def author_of(record):
    return Record.objects.get(pk=record.pk).author


def letters():
    """Who was written to since the last time, with the subject."""
    run_ready()
    told = sorted((letter.to[0], letter.subject) for letter in mail.outbox)
    mail.outbox.clear()
    return told


def entries():
    return list(
        Entry.objects.filter(action__startswith="record.").order_by("pk").values_list("action", flat=True)
    )[1:]


def test_a_record_stays_with_its_author_until_the_new_one_accepts(desk, make_practice, amina, chen):
    record = make_practice("Light", by=amina)
    assert offer(desk, record, " CHEN@example.org ").status_code == 302
    assert author_of(record) == amina
    assert letters() == [
        ("amina@example.org", "Offered to somebody else: Light"),
        ("chen@example.org", "¿Quiere hacerse cargo? Light"),
    ]
    assert answer(desk, record, chen, "accept").status_code == 302
    assert author_of(record) == chen
    assert letters() == [
        ("amina@example.org", "Handed over: Light"),
        ("bruno@example.org", "Accepted: Light"),
    ]
    assert entries() == ["record.offered", "record.handed_over"]


def test_a_declined_record_stays_with_its_author(desk, make_practice, amina, chen):
    record = make_practice("Light", by=amina)
    offer(desk, record)
    letters()
    answer(desk, record, chen, "decline")
    assert author_of(record) == amina
    assert letters() == [
        ("amina@example.org", "It stays yours: Light"),
        ("bruno@example.org", "Declined: Light"),
    ]
    assert entries() == ["record.offered", "record.offer_declined"]


def test_an_offer_is_taken_back(desk, make_practice, amina, chen):
    record = make_practice("Light", by=amina)
    offer(desk, record)
    letters()
    assert "It stays with its author" in take_back(desk, record).content.decode()
    assert letters() == [
        ("amina@example.org", "It stays yours: Light"),
        ("chen@example.org", "Ya no se ofrece: Light"),
    ]
    assert entries() == ["record.offered", "record.offer_taken_back"]
    page = answer(desk, record, chen, "accept")
    assert page.status_code == 409
    assert "answered or taken back in the meantime" in page.content.decode()
    assert author_of(record) == amina


def test_an_offer_is_answered_once(desk, make_practice, amina, bruno, chen):
    record = make_practice("Light", by=amina)
    offer(desk, record)
    answer(desk, record, chen, "accept")
    assert answer(desk, record, chen, "decline").status_code == 409
    desk.force_login(bruno)
    assert "in the meantime" in take_back(desk, record).content.decode()
    assert author_of(record) == chen


def test_a_second_offer_waits_for_the_first(desk, space, make_practice, amina, chen):
    record = make_practice("Light", by=amina)
    offer(desk, record)
    give_role(make_person("Eva"), space, "member", by=None)
    page = offer(desk, record, "eva@example.org")
    assert page.status_code == 422
    assert "offered to Chen already" in page.content.decode()
    take_back(desk, record)
    assert offer(desk, record, "eva@example.org").status_code == 302


def test_the_database_holds_one_waiting_offer_and_no_half_decided_one(make_practice, amina, chen):
    record = make_practice("Light", by=amina)
    Offer.objects.create(record=record, to=chen)
    for wrong in (
        {"outcome": "waiting"},
        {"outcome": "accepted"},
        {"outcome": "declined"},
        {"outcome": "waiting", "decided": timezone.now()},
        {"outcome": "lost", "decided": timezone.now()},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Offer.objects.create(record=record, to=chen, **wrong)


def test_whoever_decides_takes_over_at_once(desk, make_practice, amina, bruno):
    record = make_practice("Light", by=amina)
    offer(desk, record, "bruno@example.org")
    assert author_of(record) == bruno
    assert letters() == [("amina@example.org", "Handed over: Light")]


def test_whoever_wrote_in_the_space_may_be_asked(desk, make_practice, amina, dora):
    make_practice("Water", by=dora)
    assert offer(desk, make_practice("Light", by=amina), "dora@example.org").status_code == 302


@pytest.mark.parametrize("email", ["dora@example.org", "nobody@example.org", "", "no address"])
def test_strangers_and_nobody_are_refused_alike(desk, make_practice, amina, dora, email):
    record = make_practice("Light", by=amina)
    page = offer(desk, record, email)
    assert page.status_code == 422
    assert "belongs to this space or has written here. Check it" in page.content.decode()
    assert not Offer.objects.exists()
    assert entries() == []


def test_the_author_is_not_offered_their_own(desk, make_practice, amina):
    assert offer(desk, make_practice("Light", by=amina), "amina@example.org").status_code == 422


def test_only_those_who_decide_offer_and_take_back(desk, client, make_practice, amina, chen):
    record = make_practice("Light", by=amina)
    offer(desk, record)
    for person in (amina, chen):
        client.force_login(person)
        assert offer(client, record).status_code == 404
        assert client.post(f"/en/network/desk/{record.public_id}/take-back/").status_code == 404
    assert Offer.objects.get().outcome == "waiting"


def test_only_the_one_who_is_asked_sees_and_answers(desk, client, make_practice, amina, bruno, dora, chen):
    record = make_practice("Light", by=amina)
    offer(desk, record)
    for person in (amina, bruno, dora):
        assert answer(client, record, person, "accept").status_code == 404
    made = Offer.objects.get()
    for person in (amina, bruno, dora, chen):
        standing = standing_of(person)
        assert can_answer(standing, made) == Offer.objects.filter(answerable_by(standing)).exists()
    assert not Offer.objects.filter(answerable_by(Standing())).exists()
    assert made.outcome == "waiting"


def test_the_one_who_is_asked_finds_it_among_their_own(desk, client, make_practice, amina, chen):
    record = make_practice("Light", by=amina)
    offer(desk, record)
    client.force_login(chen)
    assert f"/en/mine/offered/{record.public_id}/" in client.get("/en/mine/").content.decode()
    page = client.get(f"/en/mine/offered/{record.public_id}/").content.decode()
    assert "Light" in page
    assert "Amina" in page
    answer(client, record, chen, "nonsense")
    assert Offer.objects.get().outcome == "waiting"


def test_the_board_shows_what_is_offered_and_takes_it_back(desk, make_practice, amina, chen):
    record = make_practice("Light", by=amina)
    offer(desk, record)
    page = desk.get("/en/network/desk/?show=offered").content.decode()
    assert "Offered to Chen" in page
    assert f"/en/network/desk/{record.public_id}/take-back/" in page
    take_back(desk, record)
    assert "Offered to Chen" not in desk.get("/en/network/desk/?show=offered").content.decode()


def test_what_was_offered_and_then_sent_back_can_still_be_taken_back(desk, sent, bruno, chen):
    record = sent("Light").record
    offer(desk, record)
    send_back(Draft.objects.get(record=record), reason="Say who paid.", by=bruno)
    take_back(desk, record)
    assert Offer.objects.get().outcome == "taken back"


@pytest.mark.parametrize("count", [1, 3])
def test_my_page_with_offers_takes_a_constant_number_of_queries(
    desk, client, make_practice, amina, chen, count, django_assert_num_queries
):
    for index in range(count):
        offer(desk, make_practice(f"Light {index}", by=amina))
    client.force_login(chen)
    with django_assert_num_queries(7):
        page = client.get("/en/mine/").content.decode()
    assert page.count("offers you to take over") == count
