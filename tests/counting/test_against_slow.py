"""Every rule agrees with a slow counter written from the definitions: 200 examples a rule here, 10,000 in `make proof`."""

from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tequio.counting import count

from .elections import election_of, plain, sown
from .slow import slow_equal_shares, slow_greedy, slow_phragmen

pytestmark = pytest.mark.one_database

GREEDY = ("greedy", "greedy-no-skip", "greedy-80", "votes-per-cost")
SHARES = [
    (utility, completion)
    for utility in ("cost", "cardinality", "score")
    for completion in (
        "none",
        "add1",
        "add1e",
        "utilitarian",
        "add1-utilitarian",
        "add1e-utilitarian",
        "epsilon",
    )
]
EVERY_DAY = settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
PROOF = settings(max_examples=10_000, deadline=None, suppress_health_check=list(HealthCheck))


def check_greedy(rule, case):
    budget, costs, ballots = case
    rank = {name: name for name in costs}
    outcome = count(election_of(case, points=True), rule, ties="lexicographic")
    won, left = slow_greedy(budget, costs, ballots, rank, rule)
    assert list(outcome.winners) == won
    assert outcome.spent == budget - left


def check_shares(utility, completion, case, step):
    budget, costs, ballots = case
    order = sorted(costs, reverse=True)
    rank = {name: place for place, name in enumerate(order)}
    points = utility == "score"
    outcome = count(
        election_of(case, points=points),
        "equal-shares",
        utility=utility,
        completion=completion,
        tie_order=tuple(order),
        step=step,
    )
    assert list(outcome.winners) == slow_equal_shares(budget, costs, ballots, rank, utility, completion, step)
    assert outcome.spent == sum((costs[name] for name in outcome.winners), Fraction(0)) <= budget


def check_phragmen(case):
    budget, costs, ballots = case
    outcome = count(election_of(case), "phragmen", ties="lexicographic")
    assert list(outcome.winners) == slow_phragmen(budget, costs, ballots, {name: name for name in costs})


STEP = st.sampled_from([Fraction(1), Fraction(7, 3), Fraction(5)])


@pytest.mark.parametrize("rule", GREEDY)
@EVERY_DAY
@given(case=plain(points=True))
def test_greedy_rules_agree_with_the_definitions(rule, case):
    check_greedy(rule, case)


@pytest.mark.parametrize(("utility", "completion"), SHARES)
@EVERY_DAY
@given(data=st.data(), step=STEP)
def test_equal_shares_agrees_with_the_definition(utility, completion, data, step):
    check_shares(utility, completion, data.draw(plain(points=utility == "score")), step)


@EVERY_DAY
@given(case=plain())
def test_phragmen_agrees_with_the_definition(case):
    check_phragmen(case)


@pytest.mark.proof
@pytest.mark.parametrize("rule", GREEDY)
@PROOF
@given(case=sown(points=True))
def test_greedy_rules_agree_with_the_definitions_long(rule, case):
    check_greedy(rule, case)


@pytest.mark.proof
@pytest.mark.parametrize(("utility", "completion"), SHARES)
@PROOF
@given(data=st.data(), step=STEP)
def test_equal_shares_agrees_with_the_definition_long(utility, completion, data, step):
    check_shares(utility, completion, data.draw(sown(points=utility == "score")), step)


@pytest.mark.proof
@PROOF
@given(case=sown())
def test_phragmen_agrees_with_the_definition_long(case):
    check_phragmen(case)


@pytest.mark.parametrize("rule", [*GREEDY, "equal-shares", "phragmen"])
@EVERY_DAY
@given(case=plain(), seed=st.randoms(use_true_random=False))
def test_order_of_ballots_does_not_matter(rule, case, seed):
    budget, costs, ballots = case
    mixed = list(ballots)
    seed.shuffle(mixed)
    one, two = (
        count(election_of((budget, costs, some)), rule, ties="lexicographic") for some in (ballots, mixed)
    )
    assert one.winners == two.winners


@pytest.mark.parametrize("rule", [*GREEDY, "equal-shares", "phragmen"])
@EVERY_DAY
@given(case=plain())
def test_names_of_projects_do_not_matter(rule, case):
    budget, costs, ballots = case
    new = {name: f"project {ord(name) * 7 % 13} {name}" for name in costs}
    renamed = (
        budget,
        {new[n]: c for n, c in costs.items()},
        [{new[n]: p for n, p in b.items()} for b in ballots],
    )
    one, two = count(election_of(case), rule, ties="listed"), count(election_of(renamed), rule, ties="listed")
    assert [new[name] for name in one.winners] == list(two.winners)
