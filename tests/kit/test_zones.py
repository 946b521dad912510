"""Time zones by the names of their places: each offered once, in the reader's language, those of a country first."""

from datetime import date

import pytest

from tequio.kit.zones import country_of, currency_in, zones, zones_offered


def values(offered):
    for value, said in offered:
        yield from [value] if isinstance(said, str) else [zone for zone, _name in said]


@pytest.mark.parametrize("locale", ["en", "es", "fr", "pt_BR"])
def test_each_zone_is_offered_once_and_there_is_one(locale):
    found = list(values(zones_offered(locale, near="America/Lima")))
    assert len(found) == len(set(found)) > 400
    assert set(found) <= zones()


def test_zones_of_the_country_come_first_by_the_names_of_their_places():
    utc, first, second, *_others = zones_offered("es", near="America/New_York")
    assert utc == ("UTC", "UTC")
    assert first[0] == "Estados Unidos"
    assert ("America/New_York", "Nueva York") in first[1]
    assert second[0] == "África"
    assert ("Africa/Tunis", "Túnez") in second[1]
    assert ("Africa/Cairo", "El Cairo · Egipto") in second[1]


def test_groups_are_in_order_of_their_names_without_accents():
    europe = dict(zones_offered("fr", near="UTC"))["Europe"]
    names = [name for _zone, name in europe]
    assert names.index("Athènes · Grèce") < names.index("Berlin · Allemagne") < names.index("Zurich · Suisse")


def test_zone_that_stands_keeps_its_spelling():
    found = set(values(zones_offered("en", near="Asia/Calcutta", now="Asia/Calcutta")))
    assert "Asia/Calcutta" in found
    assert "Asia/Kolkata" not in found
    assert zones_offered("en", near="Asia/Calcutta", now="Asia/Calcutta")[1][0] == "India"


def test_zones_are_those_with_a_place():
    assert {"UTC", "Africa/Tunis", "America/Argentina/Buenos_Aires", "Asia/Calcutta"} <= zones()
    assert not {"EST", "Etc/GMT+5"} & zones()


@pytest.mark.parametrize(
    ("zone", "country", "currency"),
    [
        ("Africa/Tunis", "TN", "TND"),
        ("America/New_York", "US", "USD"),
        ("America/Lima", "PE", "PEN"),
        ("Europe/Zagreb", "HR", "EUR"),
        ("Asia/Calcutta", "IN", "INR"),
        ("UTC", "", ""),
        ("Nowhere/At_All", "", ""),
    ],
)
def test_zone_leads_to_its_country_and_its_money(zone, country, currency):
    assert country_of(zone) == country
    assert currency_in(country, date(2026, 1, 1)) == currency
