"""What a valuation may say, and what it may become."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tequio.decide.valuations.rules import (
    ANNOUNCED,
    FEASIBLE,
    HEARD,
    OPEN,
    UNFEASIBLE,
    Findings,
    Part,
    check_findings,
    check_heard,
    check_open,
    check_reply,
    check_yes,
    reply_until,
    state_of,
    total,
)
from tequio.kit.refusals import Refused

pytestmark = pytest.mark.one_database
NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)


@given(st.lists(st.integers(0, 10**9)))
def test_price_is_the_sum_of_its_parts(amounts):
    assert total(Part("x", amount) for amount in amounts) == sum(amounts)


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ({}, OPEN),
        ({"announced": True}, ANNOUNCED),
        ({"announced": True, "heard": True}, HEARD),
        ({"announced": True, "heard": True, "decided": True}, UNFEASIBLE),
    ],
)
def test_no_goes_its_way(said, state):
    begun = {"announced": False, "heard": False, "decided": False}
    assert state_of(False, **{**begun, **said}) == state


def test_yes_is_decided_at_once():
    assert state_of(True, announced=False, heard=False, decided=True) == FEASIBLE


@pytest.mark.parametrize(
    ("findings", "code"),
    [
        (Findings(parts=(Part("", 5),)), "valuation.part_without_name"),
        (Findings(parts=(Part("x" * 161, 5),)), "valuation.part_too_long"),
        (Findings(parts=(Part("x", 1),) * 31), "valuation.many_parts"),
        (Findings(parts=(Part("x", 2**53),)), "money.out_of_range"),
        (Findings(parts=(Part("x", 2**52), Part("y", 2**52))), "money.out_of_range"),
        (Findings(running_costs=-1), "money.out_of_range"),
        (Findings(explanation={"en": "x" * 5_001}), "valuation.words_too_long"),
    ],
)
def test_findings_that_cannot_be_kept(findings, code):
    with pytest.raises(Refused, match=code):
        check_findings(findings)


def test_empty_words_are_not_kept():
    assert check_findings(Findings(explanation={"en": " so ", "fr": "  "})).explanation == {"en": "so"}


@pytest.mark.parametrize(
    ("feasible", "explanation", "parts", "code"),
    [
        (None, {"es": "Sí."}, (Part("x", 1),), "valuation.not_yes"),
        (True, {"en": "Yes."}, (Part("x", 1),), "valuation.explanation_missing"),
        (True, {"es": "Sí."}, (), "valuation.price_missing"),
    ],
)
def test_yes_needs_a_reason_and_a_price(feasible, explanation, parts, code):
    with pytest.raises(Refused, match=code):
        check_yes(feasible, explanation, parts, "es")


@pytest.mark.parametrize("days", [-1, 0, 2, 61])
def test_author_has_a_fair_time(days):
    assert (reply_until(NOW, 10) - NOW).days == 10
    with pytest.raises(Refused, match=r"valuation\.days"):
        reply_until(NOW, days)


def test_no_without_hearing_is_refused():
    check_heard(HEARD)
    with pytest.raises(Refused, match="announce_first"):
        check_heard(OPEN)
    with pytest.raises(Refused, match="author_has_time"):
        check_heard(ANNOUNCED)


def test_what_was_said_stays_as_it_was_said():
    check_open(OPEN)
    with pytest.raises(Refused, match=r"valuation\.announced"):
        check_open(HEARD)
    with pytest.raises(Refused, match=r"valuation\.decided"):
        check_open(FEASIBLE)


@pytest.mark.parametrize(
    ("state", "words", "replied", "code"),
    [
        (OPEN, "But it is ours!", False, "nothing_to_reply"),
        (FEASIBLE, "Thank you.", False, "nothing_to_reply"),
        (HEARD, "But it is ours!", False, "too_late"),
        (HEARD, "And one more thing.", True, "replied"),
        (ANNOUNCED, "  ", False, "words_missing"),
        (ANNOUNCED, "x" * 3_001, False, "words_too_long"),
    ],
)
def test_reply_that_cannot_be_taken(state, words, replied, code):
    assert check_reply(ANNOUNCED, " It is ours. ", replied=False) == "It is ours."
    with pytest.raises(Refused, match=code):
        check_reply(state, words, replied=replied)
