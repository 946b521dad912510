"""Explanations: as data, in four languages, and as a chart."""

import re
from fractions import Fraction
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings

from tequio.counting import count, make_election
from tequio.counting.explain.chart import chart
from tequio.counting.explain.trace import trace
from tequio.counting.explain.words import LANGUAGES, catalogue, explanation
from tequio.kit.money import Money

from .elections import election_of, plain
from .test_against_slow import EVERY_DAY

pytestmark = pytest.mark.one_database

COSTS = {"a": 60, "b": 45, "c": 30, "d": 5}
BALLOTS = [["a", "b"], ["a", "b"], ["a", "c"], ["b", "c"], ["d"]]
RULES = ["greedy", "greedy-no-skip", "greedy-80", "votes-per-cost", "knapsack", "equal-shares", "phragmen"]


def test_every_sentence_has_the_same_placeholders_in_every_language():
    for key, sentences in catalogue().items():
        assert set(sentences) == set(LANGUAGES), key
        found = {language: set(re.findall(r"\{(\w+)\}", text)) for language, text in sentences.items()}
        assert len({frozenset(names) for names in found.values()}) == 1, key
        base = key.removesuffix("_one")
        assert base == key or found["en"] <= set(re.findall(r"\{(\w+)\}", catalogue()[base]["en"])), key


def test_each_round_says_who_paid_what():
    outcome = count(make_election(100, COSTS, BALLOTS), "equal-shares", completion="add1")
    steps = trace(make_election(100, COSTS, BALLOTS), outcome).steps
    assert [step.round.project for step in steps] == list(outcome.winners)
    for step in steps:
        assert step.full * step.payment + step.rest_money == COSTS[step.round.project]


@EVERY_DAY
@given(case=plain(points=True))
def test_payments_of_points_cover_the_costs(case):
    election = election_of(case, points=True)
    outcome = count(election, "equal-shares")
    for step in trace(election, outcome).steps:
        if step.round.reason == "bought":
            assert step.payment > 0
            assert step.effective == pytest.approx(float(case[1][step.round.project] / step.payment))


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("language", LANGUAGES)
@settings(max_examples=15, deadline=None)
@given(case=plain())
def test_every_outcome_can_be_told_in_every_language(rule, language, case):
    election = election_of(case, currency="TND")
    outcome = count(election, rule, min_votes=Fraction(2))
    lines = explanation(election, outcome, language)
    assert len(lines) >= 1 + len(case[1])
    assert not re.search(r"[{}]", " ".join(lines))


def test_losers_say_what_they_lacked():
    election = make_election(100, COSTS, BALLOTS)
    said = explanation(election, count(election, "equal-shares"))
    assert "a did not win: it costs 60, and its 3 supporters have 30 left together. It lacks 30." in said
    said = explanation(election, count(election, "greedy", ties="listed"))
    assert "b did not win: it costs 45, and 40 was left when its turn came. It lacked 5." in said


def test_rounds_in_words():
    election = make_election(100, COSTS, BALLOTS)
    said = explanation(election, count(election, "equal-shares"), "en")
    assert said[1] == (
        "Round 1: b wins for 45. 3 supporters pay 15 each. It counts 3 effective votes, more than any other. "
        "It was equal with a; the order for ties, declared beforehand, chose it."
    )


def test_the_comparison_is_told():
    election = make_election(100, {"big": 100, "small": 10}, [["big"]] * 9 + [["small"]])
    said = explanation(election, count(election, "equal-shares", compare="greedy"), "es")
    assert said[0].endswith("Se mantuvo el orden de votos.")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "wins for 61,000 TND with 3 votes"),
        ("es", "por 61.000 TND con 3 votos"),
        ("fr", "gagne pour 61\u202f000 TND avec 3 votes"),
        ("pt", "por 61.000 TND com 3 votos"),
    ],
)
def test_amounts_are_written_as_the_pages_write_them(language, text):
    election = make_election(100_000, {"a": 61_000}, [["a"]] * 3, currency="TND")
    said = explanation(election, count(election, "greedy"), language)[1]
    assert text in said.replace("\u00a0", " ")
    assert Money(61_000_000, "TND").spoken(language) in said


def test_share_of_a_currency_with_thousandths_is_told_to_the_thousandth():
    election = make_election(100, {"a": 60}, [["a"]] * 3, currency="TND")
    said = explanation(election, count(election, "equal-shares"), "es")
    assert "33,333\u00a0TND" in said[0]


def test_score_is_told_only_where_it_is_not_the_number_of_votes():
    counted = count(make_election(100, COSTS, BALLOTS), "greedy")
    assert not any("score" in line for line in explanation(make_election(100, COSTS, BALLOTS), counted))
    points = make_election(100, {"a": 60}, [{"a": 5}, {"a": 2}], vote_type="cumulative")
    assert "(score 7)" in explanation(points, count(points, "greedy"))[1]


@pytest.mark.parametrize("rule", RULES)
def test_chart_speaks_of_effective_votes_only_where_a_rule_has_them(rule):
    election = make_election(100, COSTS, BALLOTS)
    assert ("effective votes" in chart(election, count(election, rule))) == (rule == "equal-shares")


@pytest.mark.parametrize("rule", RULES)
def test_the_chart_is_accessible_and_without_style(rule):
    costs = {**COSTS, "<e>": 10}
    election = make_election(100, costs, BALLOTS)
    drawn = ET.fromstring(chart(election, count(election, rule), "fr"))
    space = "{http://www.w3.org/2000/svg}"
    assert drawn.get("role") == "img"
    names = drawn.get("aria-labelledby").split()
    assert [drawn.find(f"{space}title").get("id"), drawn.find(f"{space}desc").get("id")] == names
    assert len(drawn.findall(f"{space}g/{space}title")) >= len(costs)
    assert not [each for each in drawn.iter() if each.get("style") or each.tag == f"{space}style"]
