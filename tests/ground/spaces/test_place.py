"""In which time zone a space lives: said by its coordinator, in words of the reader's language."""

import pytest

from tequio.ground.ledger.models import Entry
from tequio.ground.spaces.models import Space
from tequio.ground.spaces.services import set_time_zone
from tequio.kit.refusals import Refused

PAGE = "/es/network/place/"


@pytest.fixture
def coordinator(client, bruno):
    client.force_login(bruno)
    return client


def test_coordinator_says_the_time_zone_and_it_holds(coordinator, space):
    assert coordinator.post(PAGE, {"time_zone": "America/Lima"}).status_code == 302
    space.refresh_from_db()
    assert space.time_zone == "America/Lima"
    page = coordinator.get(PAGE).content.decode()
    assert '<optgroup label="Perú">' in page
    assert '<option value="America/Lima" selected>Lima</option>' in page


def test_zone_that_there_is_not_is_refused_with_a_sentence_and_changes_nothing(coordinator, space):
    answer = coordinator.post(PAGE, {"time_zone": "Mars/Olympus"})
    assert answer.status_code == 422
    assert "Mars/Olympus" in answer.content.decode()
    with pytest.raises(Refused, match=r"space\.unknown_zone"):
        set_time_zone(space, "Mars/Olympus", by=None)
    assert Space.objects.get(pk=space.pk).time_zone == "UTC"


def test_same_zone_again_writes_nothing(space, bruno):
    set_time_zone(space, "Africa/Tunis", by=bruno)
    set_time_zone(space, "Africa/Tunis", by=bruno)
    assert Entry.objects.filter(action="space.time_zone_set").count() == 1


def test_zones_of_the_coordinators_own_country_come_first_while_nothing_is_said(coordinator, bruno, space):
    type(bruno).objects.filter(pk=bruno.pk).update(time_zone="Africa/Tunis")
    page = coordinator.get(PAGE).content.decode()
    assert page.index('<optgroup label="Túnez">') < page.index('<optgroup label="África">')


def test_page_is_the_coordinators(client, space, amina):
    client.force_login(amina)
    assert client.get(PAGE).status_code == 404


def test_new_space_begins_with_the_zone_that_was_chosen(client, db, amina):
    type(amina).objects.filter(pk=amina.pk).update(is_operator=True)
    client.force_login(amina)
    said = {
        "name": "Lima",
        "slug": "lima",
        "sort": "municipality",
        "language": "es",
        "time_zone": "America/Lima",
    }
    assert client.post("/en/spaces/new/", said).status_code == 302
    assert Space.objects.get(slug="lima").time_zone == "America/Lima"
