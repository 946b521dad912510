"""How the words of a `.pb` file are read as an edition."""

from datetime import UTC, datetime
from fractions import Fraction

import pytest

from tequio.decide.past.rules import (
    day,
    edition_name,
    edition_slug,
    first_of,
    keyed,
    limits,
    phases,
    slug,
    stage_of,
    step_of,
)

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize(
    ("meta", "expected"),
    [
        ({"unit": "Łódź", "instance": "2022"}, "lodz-2022"),
        (
            {"unit": "Gdynia", "subunit": "Babie Doły | small", "instance": "2025"},
            "gdynia-babie-doly-small-2025",
        ),
        (
            {"unit": "Toulouse", "subunit": "15 - Route d'Espagne", "instance": "2022"},
            "toulouse-15-route-d-espagne-2022",
        ),
        ({"unit": "x" * 90}, "x" * 60),
        ({"unit": "東京"}, "edition"),
        ({}, "edition"),
    ],
)
def test_edition_is_named_for_addresses(meta, expected):
    assert edition_slug(meta) == expected


def test_name_says_the_year_once():
    assert edition_name({"description": "PB in Łódź", "instance": "2022"}) == "PB in Łódź 2022"
    assert edition_name({"description": "PB Chicago 2021", "instance": "2021"}) == "PB Chicago 2021"
    assert edition_name({"unit": "Łódź"}) == "Łódź"


def test_each_name_has_a_key_of_its_own():
    made = keyed(["Śródmieście", "", "Srodmiescie", "東", "Śródmieście"], otherwise="zone")
    assert [(one.key, one.name) for one in made] == [
        ("srodmiescie", "Śródmieście"), ("srodmiescie-2", "Srodmiescie"), ("zone", "東")
    ]  # fmt: skip
    assert max(len(one.key) for one in keyed(["a" * 80, "a" * 81], otherwise="zone")) <= 40


def test_project_of_several_categories_stands_under_the_first():
    assert first_of(" public  space,education") == "public space"
    assert first_of("") == ""


@pytest.mark.parametrize("text", ["07.10.2022", "2022-10-07", "07/10/2022"])
def test_day_is_read_as_cities_write_it(text):
    assert day(text) == datetime(2022, 10, 7, tzinfo=UTC)


@pytest.mark.parametrize(
    "meta", [{}, {"date_begin": "2021", "date_end": "2021"}, {"date_begin": "31.02.2021"}]
)
def test_what_is_no_day_gives_no_phase(meta):
    assert phases(meta) == {}


def test_voting_ends_with_its_last_day():
    said = phases({"date_begin": "01.09.2019", "date_end": "01.09.2019"})
    assert (said["balloting"], said["counting"]) == (
        datetime(2019, 9, 1, tzinfo=UTC),
        datetime(2019, 9, 2, tzinfo=UTC),
    )
    assert phases({"date_begin": "02.09.2019", "date_end": "01.09.2019"}) == {}


@pytest.mark.parametrize(
    ("vote_type", "meta", "expected"),
    [
        ("approval", {"max_length": "5"}, {"format": "approval", "least": 1, "most": 5}),
        ("approval", {"max_sum_cost": "100"}, {"format": "knapsack", "least": 1, "most": 9}),
        ("approval", {"min_length": "7", "max_length": "3"}, {"format": "approval", "least": 3, "most": 3}),
        ("choose-1", {}, {"format": "approval", "least": 1, "most": 1}),
        ("ordinal", {"max_length": "x"}, {"format": "ranking", "least": 1, "most": 9}),
        (
            "cumulative",
            {"max_sum_points": "10"},
            {"format": "cumulative", "least": 1, "most": 9, "points": 10, "each": 10},
        ),
        (
            "scoring",
            {"max_points": "3"},
            {"format": "cumulative", "least": 1, "most": 9, "points": 27, "each": 3},
        ),
        ("cumulative", {}, {"format": "cumulative", "least": 1, "most": 9, "points": 1, "each": 1}),
    ],
)
def test_limits_are_those_of_the_file(vote_type, meta, expected):
    assert limits(meta, vote_type, 9) == expected


@pytest.mark.parametrize(
    ("budget", "ballots", "step"), [(6_112_868, 90_494, 1), (10**9, 28_943, 100), (1000, 0, 1), (0, 5, 1)]
)
def test_shares_are_raised_by_a_fair_step(budget, ballots, step):
    assert step_of(Fraction(budget), ballots) == step


def test_stage_is_what_the_city_says():
    assert stage_of(withdrawn=True, won=True) == "withdrawn"
    assert stage_of(withdrawn=False, won=None) == "on-ballot"
    assert (stage_of(withdrawn=False, won=True), stage_of(withdrawn=False, won=False)) == ("won", "lost")


def test_slug_is_cut_between_words():
    assert slug("one two three", 9) == "one-two"
