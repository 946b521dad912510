"""Phases, money and dates of an edition."""

from datetime import UTC, datetime, timedelta

import pytest

from tequio.decide.budgets.rules import (
    OPENS,
    PHASES,
    check_money,
    check_move,
    check_open,
    check_order,
    share_of,
)
from tequio.kit.money import Money
from tequio.kit.refusals import Refused

pytestmark = pytest.mark.one_database
DAY = datetime(2026, 1, 1, tzinfo=UTC)


def test_each_phase_opens_what_it_says_and_nothing_else():
    for phase in PHASES:
        for function in {one for opened in OPENS.values() for one in opened}:
            if function in OPENS[phase]:
                check_open(phase, function)
            else:
                with pytest.raises(Refused) as said:
                    check_open(phase, function)
                assert said.value.code == "budget.not_now"


@pytest.mark.parametrize(
    ("now", "to"), [("informing", "accepting"), ("valuating", "accepting"), ("publishing", "balloting")]
)
def test_before_the_vote_an_edition_moves_freely(now, to):
    check_move(now, to)


@pytest.mark.parametrize(
    ("now", "to", "code"),
    [
        ("balloting", "publishing", "budget.one_way"),
        ("balloting", "finished", "budget.one_way"),
        ("accepting", "balloting", "budget.prices_first"),
        ("informing", "dancing", "budget.unknown_phase"),
    ],
)
def test_the_vote_is_entered_by_its_door_and_left_by_its_end(now, to, code):
    with pytest.raises(Refused) as said:
        check_move(now, to)
    assert said.value.code == code


def test_money_over_the_envelope_is_refused_with_how_much():
    check_money(Money(100, "TND"), [60, 40])
    with pytest.raises(Refused) as said:
        check_money(Money(100, "TND"), [60, 41])
    assert said.value.facts == {"over": Money(1, "TND")}


def test_five_percent_of_the_investment_budget():
    assert share_of(1_500_000_000_00, 500) == 75_000_000_00
    with pytest.raises(Refused):
        share_of(100, 10_001)


def test_phases_begin_one_after_the_other():
    check_order([("balloting", DAY + timedelta(days=2)), ("accepting", DAY)])
    with pytest.raises(Refused) as said:
        check_order([("balloting", DAY), ("accepting", DAY)])
    assert said.value.facts == {"first": "accepting", "second": "balloting"}
