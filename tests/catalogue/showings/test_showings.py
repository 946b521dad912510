"""A record belongs to one space and may be shown by others, which say where it belongs."""

import pytest
from django.db import IntegrityError, transaction

from tequio.catalogue.publishing.services import hide, show_again
from tequio.catalogue.showings.access import can_show_in
from tequio.catalogue.showings.models import Showing
from tequio.catalogue.showings.queries import record_named
from tequio.catalogue.showings.services import show_in, stop_showing
from tequio.ground.ledger.models import Entry
from tequio.ground.spaces.queries import standing_of
from tequio.ground.spaces.rules import ROLES
from tequio.ground.spaces.services import give_role, open_space
from tequio.ground.spaces.standing import VISITOR
from tequio.kit.refusals import Refused
from tests.cast import make_person


@pytest.fixture
def forum(db):
    return open_space("forum", names={"en": "World forum"}, language="en", sort="forum", by=None)


@pytest.fixture
def chen(forum):
    chen = make_person("Chen")
    give_role(chen, forum, "coordinator", by=None)
    return chen


def test_shown_record_is_found_in_both_spaces_and_counted_in_each(
    client, make_practice, forum, space, search_at_once
):
    record = make_practice("Lamps in the street")
    make_practice("Water for all")
    show_in(record, forum, by=None)
    search_at_once()
    page = client.get("/en/forum/practices/").content.decode()
    assert "Lamps in the street" in page
    assert "Water for all" not in page
    assert "from Network of cities" in page
    everything = client.get("/en/search/").content.decode()
    assert "<span>World forum</span> <span>1</span>" in everything
    assert "<span>Network of cities</span> <span>2</span>" in everything
    assert everything.count("Lamps in the street") == 1
    assert "from Network" not in client.get("/en/network/practices/").content.decode()
    stop_showing(record, forum, by=None)
    search_at_once()
    assert "Lamps in the street" not in client.get("/en/forum/practices/").content.decode()


def test_several_spaces_are_asked_at_once_and_each_record_comes_once(
    client, make_practice, forum, search_at_once
):
    show_in(make_practice("Lamps in the street"), forum, by=None)
    make_practice("Water for all")
    search_at_once()
    page = client.get("/en/search/?space=forum&space=network").content.decode()
    assert "2 found" in page
    assert page.count('href="/en/network/practice/') == 2


def test_without_an_index_shown_records_are_listed_too(client, make_practice, forum):
    show_in(make_practice("Lamps in the street"), forum, by=None)
    make_practice("Water for all")
    for address in ("/en/forum/practices/", "/en/forum/"):
        page = client.get(address).content.decode()
        assert "Lamps in the street" in page
        assert "from Network of cities" in page
        assert "Water for all" not in page


def test_what_is_hidden_is_shown_nowhere_until_it_is_back(
    client, make_practice, forum, bruno, search_at_once
):
    record = make_practice("Lamps in the street")
    show_in(record, forum, by=None)
    hide(record, reason="Wrong picture.", by=bruno)
    search_at_once()
    assert "Lamps" not in client.get("/en/forum/practices/").content.decode()
    show_again(record, by=bruno)
    search_at_once()
    assert "Lamps" in client.get("/en/forum/practices/").content.decode()


def test_nothing_of_ones_own_nor_hidden_is_shown(make_practice, space, forum, bruno):
    record = make_practice()
    with pytest.raises(Refused, match=r"showing\.own"):
        show_in(record, space, by=bruno)
    hide(record, reason="No.", by=bruno)
    with pytest.raises(Refused, match=r"showing\.not_public"):
        show_in(record, forum, by=bruno)


def test_showing_twice_writes_once(make_practice, forum, chen):
    record = make_practice()
    show_in(record, forum, by=chen)
    show_in(record, forum, by=chen)
    assert Entry.objects.filter(action="record.shown_in").count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        Showing.objects.create(record=record, space=forum)
    stop_showing(record, forum, by=chen)
    stop_showing(record, forum, by=chen)
    assert Entry.objects.filter(action="record.shown_no_longer").count() == 1


@pytest.mark.parametrize(
    "address", ["https://x.org/es/network/practice/{id}-lamps?text=es", "/r/{id}", " {id} "]
)
def test_record_is_known_by_any_of_its_addresses(make_practice, address):
    record = make_practice()
    assert record_named(address.format(id=record.public_id)) == record


def test_page_shows_and_stops(client, make_practice, forum, chen):
    record = make_practice("Lamps in the street")
    client.force_login(chen)
    answer = client.post("/en/forum/shown/", {"address": "https://example.org/nothing"})
    assert answer.status_code == 422
    assert "We found no record" in answer.content.decode()
    assert "https://example.org/nothing" in answer.content.decode()
    assert client.post("/en/forum/shown/", {"address": f"/r/{record.public_id}"}).status_code == 302
    showing = Showing.objects.get()
    assert "Lamps in the street" in client.get("/en/forum/shown/").content.decode()
    client.post("/en/forum/shown/", {"stop": showing.pk})
    assert not Showing.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_page_costs_six_queries_however_much_is_shown(
    client, make_practice, forum, chen, django_assert_num_queries, count
):
    for number in range(count):
        show_in(make_practice(f"Practice {number}"), forum, by=chen)
    client.force_login(chen)
    with django_assert_num_queries(6):
        page = client.get("/en/forum/shown/").content.decode()
    assert page.count("<h2><a") == count


def test_only_those_who_publish_in_a_space_choose_what_it_shows(client, forum, space, make_practice):
    record = make_practice()
    people = {role: make_person(role.title()) for role in ROLES}
    for role, person in people.items():
        give_role(person, forum, role, by=None)
    foreign = make_person("Fatou")
    give_role(foreign, space, "coordinator", by=None)
    people |= {"foreign": foreign, "operator": make_person("Oda", is_operator=True)}
    allowed = {"coordinator", "secretariat", "operator"}
    for role, person in people.items():
        standing = standing_of(person)
        assert can_show_in(standing, forum.pk) is (role in allowed)
        client.force_login(person)
        assert client.get("/en/forum/shown/").status_code == (200 if role in allowed else 404)
        if role not in allowed:
            assert client.post("/en/forum/shown/", {"address": record.public_id}).status_code == 404
    assert not can_show_in(VISITOR, forum.pk)
    assert not Showing.objects.exists()
