"""The winners are those of rational arithmetic, even where the bounds are made so coarse that they decide nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tequio.counting import count, make_election
from tequio.counting.shares import problem

from .elections import plain
from .test_against_slow import EVERY_DAY, check_shares

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize("bits", [-3, 0, 4])
@pytest.mark.parametrize(
    ("utility", "completion"), [("cost", "add1e"), ("cardinality", "none"), ("score", "none")]
)
@EVERY_DAY
@given(data=st.data())
def test_coarse_bounds_change_nothing(bits, utility, completion, data):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(problem, "MOST_SHARE", bits)
        check_shares(utility, completion, data.draw(plain(points=utility == "score")), 1)


def test_prices_that_differ_by_less_than_any_float_are_told_apart():
    costs = {"a": 10**17 + 1, "b": 10**17}
    election = make_election(10**17 + 1, costs, [["a", "b"]] * 3 + [["a"]])
    assert count(election, "equal-shares", utility="cardinality", ties="lexicographic").winners == ("a",)
    election = make_election(10**17 + 1, costs, [["a", "b"]] * 3)
    assert count(election, "equal-shares", utility="cardinality", ties="lexicographic").winners == ("b",)


def test_money_that_covers_a_cost_exactly_is_enough():
    third = [["a"]] * 3
    assert count(make_election(1, {"a": 1}, third), "equal-shares").winners == ("a",)
    assert count(
        make_election("0.99", {"a": "0.99", "b": "0.33"}, [*third[:2], ["b"]]), "equal-shares"
    ).winners == ("b",)
