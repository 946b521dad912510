"""The winners are those of rational arithmetic, even where the bounds are made so coarse that they decide nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tequio.counting import Unclear, count, make_election, violations
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


def test_amounts_larger_than_any_machine_word_are_counted():
    costs = {"a": 10**29, "b": 10**28, "c": "0.01"}
    election = make_election(10**29, costs, [["a"], ["a", "b"], ["b", "c"], ["c"]], max_sum_cost=10**29)
    for rule in ("greedy", "votes-per-cost", "knapsack", "equal-shares", "phragmen"):
        assert count(election, rule).spent <= 10**29
    assert [violation.ballot for violation in violations(election)] == [1]
    assert "c" in count(election, "equal-shares", completion="add1", step=10**27).winners


def test_points_too_large_to_be_summed_are_refused():
    election = make_election(10, {"a": 5}, [{"a": 2**53}] * 1000, vote_type="scoring")
    for rule in ("greedy", "equal-shares"):
        with pytest.raises(Unclear, match="too large"):
            count(election, rule)
