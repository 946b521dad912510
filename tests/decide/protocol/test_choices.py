"""Choices have one form and keep the frozen rules."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tequio.decide.protocol import canonical
from tequio.decide.protocol.ballots import read_ballot, write_choices
from tequio.decide.protocol.faults import Fault
from tests.decide.protocol.example import form, freeze, some_choices

RULES = freeze()


def refusal(zone: str, parts: list) -> str:
    with pytest.raises(Fault) as refused:
        read_ballot(RULES, canonical.write({"zone": zone, "parts": parts}))
    return refused.value.code


def part(contest: str, *votes: tuple) -> dict:
    return {"contest": contest, "votes": [list(vote) for vote in votes]}


@given(some.integers(0, 2**32), some.sampled_from(sorted(RULES.zone)))
def test_valid_choices_are_read_back_and_have_one_form(seed, zone):
    choices = some_choices(RULES, zone, Random(seed))
    ballot = read_ballot(RULES, choices)
    assert ballot.zone == zone
    backwards = {name: tuple(reversed(votes)) for name, votes in reversed(ballot.parts.items())}
    assert write_choices(RULES, zone, backwards) == choices


def test_the_form_is_the_one_of_the_note():
    expected = b'{"parts":[{"contest":"hills","votes":[["h1",1]]}],"zone":"gammarth"}'
    assert write_choices(RULES, "gammarth", {"hills": [("h1", 1)], "coast": []}) == expected


def test_a_blank_ballot_is_valid():
    assert read_ballot(RULES, write_choices(RULES, "sidi", {})).parts == {}


@pytest.mark.parametrize(
    ("zone", "parts", "code"),
    [
        ("nowhere", [], "ballot.zone"),
        ("sidi", [part("coast", ("c1", 1))], "ballot.contest"),
        ("sidi", [part("nowhere", ("c1", 1))], "ballot.contest"),
        ("sidi", [part("roads", ("c1", 1))], "ballot.project"),
        ("sidi", [part("roads", ("x", 1))], "ballot.project"),
        ("sidi", [part("roads")], "form.list"),
        ("sidi", [part("roads", ("r1",))], "ballot.form"),
        ("sidi", [part("roads", ("r1", "1"))], "ballot.form"),
        ("sidi", [part("roads", ("r1", 2))], "ballot.number"),
        ("sidi", [part("roads", ("r2", 1), ("r1", 1))], "ballot.order"),
        ("sidi", [part("roads", ("r1", 1), ("r1", 1))], "ballot.order"),
        ("sidi", [part("schools", ("s1", 1)), part("roads", ("r1", 1))], "ballot.order"),
        ("sidi", [part("roads", ("r1", 1)), part("roads", ("r2", 1))], "ballot.order"),
        ("sidi", [part("roads", ("r4", 1), ("r5", 1))], "ballot.spend"),
        ("sidi", [part("schools", ("s1", 2))], "ballot.places"),
        ("sidi", [part("schools", ("s1", 1), ("s2", 1))], "ballot.places"),
        ("sidi", [part("trees", ("t1", 4))], "ballot.points_each"),
        ("sidi", [part("trees", ("t1", 0))], "ballot.points_each"),
        ("sidi", [part("trees", ("t1", 3), ("t2", 3))], "ballot.points"),
        ("gammarth", [part("coast", *((f"c{n}", 1) for n in range(1, 5)))], "ballot.count"),
        ("gammarth", [part("hills", ("h1", 1), ("h2", 1))], "ballot.incompatible"),
    ],
)
def test_choices_that_break_the_rules_are_refused(zone, parts, code):
    assert refusal(zone, parts) == code


def test_incompatible_projects_may_stand_together_where_the_rules_say_so():
    contests = form()["contests"]
    contests[1]["incompatible_together"] = "yes"
    rules = freeze(contests=contests)
    assert write_choices(rules, "gammarth", {"hills": [("h1", 1), ("h2", 1)]})


@given(
    some.integers(0, 2**32),
    some.integers(0, 300),
    some.sampled_from([b"", b" ", b",", b"0", b'"', b"[", b"\\u0061"]),
)
def test_the_quick_way_takes_only_what_is_canonical(seed, place, put):
    choices = some_choices(RULES, "gammarth", Random(seed))
    place %= len(choices)
    for other in (choices[:place] + put + choices[place:], choices[:place] + put + choices[place + 1 :]):
        try:
            read_ballot(RULES, other)
        except Fault:
            continue
        assert canonical.write(canonical.read(other)) == other


@pytest.mark.parametrize(
    "choices",
    [
        b"",
        b"[]",
        b"{}",
        b'{"parts":[],"zone":1}',
        b'{"parts":{},"zone":"sidi"}',
        b'{"zone":"sidi","parts":[]}',
    ],
)
def test_other_forms_are_refused(choices):
    with pytest.raises(Fault):
        read_ballot(RULES, choices)


def test_where_the_rules_say_so_a_ballot_votes_in_one_other_zone_too():
    two = freeze(other_zones=1)
    beside = [part("coast", ("c1", 1), ("c2", 1)), part("roads", ("r1", 1))]
    assert set(read_ballot(two, canonical.write({"zone": "sidi", "parts": beside})).parts) == {
        "coast",
        "roads",
    }
    with pytest.raises(Fault, match=r"ballot\.contest"):
        read_ballot(RULES, canonical.write({"zone": "sidi", "parts": beside}))


def test_never_in_two_other_zones():
    def zone(name, *contests):
        return {"id": name, "name": name.title(), "contests": list(contests)}

    three = [zone("a", "coast", "roads"), zone("b", "hills", "schools"), zone("c", "trees")]
    rules = freeze(other_zones=1, zones=three)
    both = [part("coast", ("c1", 1)), part("hills", ("h1", 1))]
    with pytest.raises(Fault, match=r"ballot\.contest"):
        read_ballot(rules, canonical.write({"zone": "c", "parts": both}))
    assert read_ballot(rules, canonical.write({"zone": "c", "parts": both[:1]})).zone == "c"
