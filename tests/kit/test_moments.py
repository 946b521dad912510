"""Moments in the time of a place."""

from datetime import UTC, datetime

import pytest

from tequio.kit.moments import Moment, moment, typed
from tequio.kit.refusals import Refused

pytestmark = pytest.mark.one_database
NOON = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("en", "1 March 2027, 13:00 (Tunis)"),
        ("es", "1 de marzo de 2027, 13:00 (Túnez)"),
        ("fr", "1 mars 2027, 13:00 (Tunis)"),
        ("pt_BR", "1 de março de 2027, 13:00 (Túnis)"),
    ],
)
def test_moment_is_said_in_its_zone_with_the_place(locale, words):
    assert Moment(NOON, "Africa/Tunis").spoken(locale) == words


def test_utc_is_a_place_of_its_own():
    assert Moment(NOON, "UTC").spoken("en") == "1 March 2027, 12:00 (UTC)"
    assert Moment(NOON, "UTC").iso == "2027-03-01T12:00Z"


def test_day_is_the_zones_own():
    late = datetime(2027, 3, 1, 23, 30, tzinfo=UTC)
    assert Moment(late, "Africa/Tunis").day("en") == "2 March 2027"


@pytest.mark.parametrize("zone", ["Africa/Tunis", "America/Lima", "Europe/Paris", "UTC"])
def test_what_is_typed_reads_back_as_the_same_moment(zone):
    assert moment(typed(Moment(NOON, zone)), zone) == NOON


@pytest.mark.parametrize(
    "text", ["", "soon", "2027-13-01T09:00", "2027-03-01T09:00+01:00", "0001-01-01T00:00"]
)
def test_what_is_no_moment_is_refused(text):
    with pytest.raises(Refused, match="moment.unreadable"):
        moment(text, "Europe/Paris")


def test_hour_that_the_clocks_leave_out_is_refused_and_the_first_of_two_is_meant():
    with pytest.raises(Refused, match="moment.never_comes"):
        moment("2027-03-28T02:30", "Europe/Paris")
    assert moment("2027-10-31T02:30", "Europe/Paris") == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
