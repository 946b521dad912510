"""Shares raised together buy what each of them buys alone."""

from fractions import Fraction
from itertools import islice

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tequio.counting import Settings, count, make_election
from tequio.counting.shares import problem as problems
from tequio.counting.shares import raising
from tequio.counting.shares.count import Counting
from tequio.counting.shares.run import play_at

from .elections import election_of, plain

pytestmark = pytest.mark.one_database
STEP = st.sampled_from([Fraction(1, 7), Fraction(1, 40), Fraction(1, 300)])
SOME = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def check_steps(case, utility, step, *, points):
    """Play some dozens of steps together and each alone; return how many runs were enough."""
    counting = Counting(election_of(case, points=points), Settings("equal-shares", utility=utility))
    share = counting.election.budget / len(counting.election.ballots)
    done, runs = 0, 0
    for last, run in islice(raising.raised(counting.problem, counting.rivals, share, step), 40):
        assert last > done
        for number in {done + 1, (done + 1 + last) // 2, last}:
            alone = play_at(counting.problem, counting.rivals, share + step * number)
            assert (alone.order, alone.tied) == (run.order, run.tied), number
        done, runs = last, runs + 1
        if done > 120:
            break
    return done, runs


@pytest.mark.parametrize("utility", ["cost", "cardinality", "score"])
@SOME
@given(data=st.data(), step=STEP)
def test_every_step_of_a_span_buys_what_it_buys_alone(monkeypatch, utility, data, step):
    monkeypatch.setattr(raising, "REACH", data.draw(st.sampled_from([1, 32])))
    monkeypatch.setattr(raising, "LONG", data.draw(st.sampled_from([2, 16])))
    monkeypatch.setattr(problems, "MOST_SHARE", data.draw(st.sampled_from([9, 30])))
    check_steps(data.draw(plain(points=utility == "score")), utility, step, points=utility == "score")


def test_long_spans_of_equal_outcomes_are_one_run():
    costs = {"a": 7, "b": 9, "c": 11}
    ballots = [{"a": 1, "b": 1}, {"b": 1, "c": 1}, {"a": 1, "c": 1}, {"a": 1}]
    done, runs = check_steps((20, costs, ballots), "cost", Fraction(1, 300), points=False)
    assert done > 5 * runs


def test_add1_ends_at_the_first_step_that_buys_everything():
    election = make_election(100, {"a": 10, "b": 13}, [["a"], ["b"], [], [], [], [], [], [], [], []])
    outcome = count(election, "equal-shares", completion="add1", step=Fraction(1, 1000))
    assert (outcome.winners, outcome.raises) == (("a", "b"), 3000)


def test_points_of_very_different_size_share_one_payment():
    election = make_election(
        1000, {"a": 400, "b": 100}, [{"a": 1}, {"a": 10**7, "b": 1}, {"b": 3}], vote_type="scoring"
    )
    assert count(election, "equal-shares", utility="score", completion="add1").winners == ("b", "a")
