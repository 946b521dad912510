"""The freeze takes exactly its fields, and only such as agree with each other."""

import copy

import pytest

from tequio.decide.protocol import canonical
from tequio.decide.protocol.faults import Fault
from tequio.decide.protocol.freeze import fingerprint
from tequio.decide.protocol.freezing import read_freeze
from tests.decide.protocol.example import SHARES, contest, form, freeze

LEXICOGRAPHIC = {**SHARES, "utility": "score", "scores": "lexicographic"}


def refusal(rules: dict) -> str:
    with pytest.raises(Fault) as refused:
        read_freeze(canonical.write(rules))
    return refused.value.code


def objects(rules: dict):
    """Yield every object inside the form with a way to it."""
    yield rules
    for name in ("zones", "contests", "projects"):
        yield from rules[name]
    yield from (contest["limits"] for contest in rules["contests"])
    yield from rules["titles"]
    yield from (title for project in rules["projects"] for title in project["titles"])


def test_the_rules_are_read():
    rules = freeze()
    assert rules.contest["coast"].rule == "equal-shares"
    assert rules.project["h1"].incompatible == ("h2",)
    assert rules.project["h1"].title("fr").startswith("Projet")
    assert rules.project["h1"].title("pt") == "Project h1"
    assert rules.title("en") == "Budget of La Marsa 2026"
    assert rules.title("es") == "Budget de La Marsa 2026", (
        "the original's, where there is none in the reader's language"
    )
    assert rules.origin == "vote.lamarsa.example/2026"
    assert fingerprint(rules.sha256).replace(" ", "") == rules.sha256.hex()


def test_rules_with_one_title_are_still_read():
    """Rules were frozen so before each language had its title; what was published stays readable for ever."""
    rules = form()
    earlier = {name: value for name, value in rules.items() if name != "titles"} | {"title": "Budget 2014"}
    read = read_freeze(canonical.write(earlier))
    assert {read.title(language) for language in ("", "en", "fr")} == {"Budget 2014"}
    assert read.body == canonical.write(earlier)
    assert refusal({**rules, "title": "Budget 2014"}) == "form.unknown"


def test_no_field_may_be_missing_or_unknown():
    count = len(list(objects(form())))
    for number in range(count):
        for name in sorted(list(objects(form()))[number]):
            rules = copy.deepcopy(form())
            del list(objects(rules))[number][name]
            assert refusal(rules) == "form.missing"
        rules = copy.deepcopy(form())
        list(objects(rules))[number]["extra"] = 1
        assert refusal(rules) == "form.unknown"


def test_no_field_takes_another_kind_of_value():
    for number in range(len(list(objects(form())))):
        for name in list(objects(form()))[number]:
            for wrong in ({"a": 1}, -1, "\u0007"):
                rules = copy.deepcopy(form())
                list(objects(rules))[number][name] = wrong
                assert refusal(rules)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"format": "tequio-freeze-v2"}, "form.choice"),
        ({"origin": "other.example"}, "freeze.origin"),
        ({"closes": "2026-11-20T08:00:00Z"}, "freeze.dates"),
        ({"closes": "2026-12-01 20:00"}, "form.moment"),
        ({"closes": "2026-12-32T20:00:00Z"}, "form.moment"),
        ({"tie_order": []}, "freeze.tie_order"),
        ({"zones": []}, "form.list"),
        ({"hold": 0}, "form.number"),
        ({"withdrawn_counts": "maybe"}, "form.choice"),
        ({"other_zones": 2}, "form.number"),
        ({"join_check": "00"}, "form.pattern"),
        ({"key": "x"}, "key.unreadable"),
        ({"titles": [{"lang": "en", "text": " outer "}]}, "form.text"),
        ({"titles": [{"lang": "en", "text": "two\nlines"}]}, "form.text"),
        ({"titles": []}, "form.list"),
        ({"titles": [{"lang": "en", "text": "One"}, {"lang": "en", "text": "Two"}]}, "form.twice"),
        ({"currency": "Dinar"}, "form.pattern"),
    ],
)
def test_a_wrong_field_is_refused(change, code):
    assert refusal(form(**change)) == code


@pytest.mark.parametrize(
    ("path", "value", "code"),
    [
        (("zones", 0, "contests"), ["coast", "nowhere"], "freeze.no_contest"),
        (("zones", 0, "contests"), ["coast", "coast"], "form.twice"),
        (("zones", 0, "id"), "gammarth", "form.twice"),
        (("zones", 0, "id"), "con", "form.id"),
        (("zones", 1, "contests"), ["coast"], "freeze.empty_contest"),
        (("contests", 0, "id"), "../evil", "form.id"),
        (("contests", 0, "limits"), {"least": 4, "most": 3}, "freeze.limits"),
        (("contests", 4, "limits"), {"each": 9, "most": 3, "points": 5}, "freeze.limits"),
        (("contests", 0, "completion"), "none", "freeze.rule"),
        (("contests", 0, "utility"), "score", "freeze.rule"),
        (("contests", 1, "completion"), "add1", "freeze.rule"),
        (("contests", 1, "scores"), "borda", "freeze.rule"),
        (("contests", 4, "rule"), "knapsack", "freeze.rule"),
        (
            ("contests", 3),
            contest("schools", "ranking", {"least": 1, "most": 4}, **LEXICOGRAPHIC),
            "freeze.rule",
        ),
        (("projects", 0, "contest"), "nowhere", "freeze.no_contest"),
        (("projects", 0, "incompatible"), ["c2"], "freeze.incompatible"),
        (("projects", 0, "incompatible"), ["c1"], "freeze.incompatible"),
        (("projects", 0, "incompatible"), ["h1"], "freeze.incompatible"),
        (("projects", 0, "cost"), 10**15 + 1, "form.number"),
        (("projects", 0, "cost"), 999_999_999_000, "freeze.withdrawn_cost"),
        (("projects", 0, "id"), "a,b", "form.id"),
        (("projects", 0, "titles"), [], "form.list"),
        (("projects", 0, "titles"), [{"lang": "en", "text": "a"}, {"lang": "en", "text": "b"}], "form.twice"),
    ],
)
def test_parts_that_do_not_agree_are_refused(path, value, code):
    rules = copy.deepcopy(form())
    place = rules
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    assert refusal(rules) == code


def test_other_bytes_of_the_same_rules_are_refused():
    with pytest.raises(Fault):
        read_freeze(canonical.write(form()) + b"\n")
