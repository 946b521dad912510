"""pabutools 1.2.3, the field's reference, finds the same winners on random elections."""

import warnings

import pytest
from hypothesis import given, settings

from tequio.counting import count

from .elections import election_of, plain

pytestmark = [pytest.mark.one_database, pytest.mark.filterwarnings("ignore")]


@pytest.fixture(scope="module")
def theirs():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pabutools import election, rules
    return election, rules


def translated(theirs, case):
    election, _rules = theirs
    budget, costs, ballots = case
    projects = {name: election.Project(name, cost) for name, cost in costs.items()}
    instance = election.Instance(projects.values(), budget_limit=budget)
    approvals = [election.ApprovalBallot([projects[name] for name in ballot]) for ballot in ballots]
    return instance, election.ApprovalProfile(approvals, instance=instance)


def names(outcome):
    return [project.name for project in outcome]


@settings(max_examples=150, deadline=None)
@given(case=plain())
def test_equal_shares_agree(theirs, case):
    # What costs nothing has no utility to pabutools, and so no supporters; here it is bought first.
    case = (case[0], {name: cost or 1 for name, cost in case[1].items()}, case[2])
    election, rules = theirs
    instance, profile = translated(theirs, case)
    ours = election_of(case)
    for utility, measure in (("cost", election.Cost_Sat), ("cardinality", election.Cardinality_Sat)):
        for completion, step in (("none", None), ("add1e", 1)):
            outcome = rules.method_of_equal_shares(
                instance, profile, sat_class=measure, voter_budget_increment=step
            )
            counted = count(
                ours, "equal-shares", utility=utility, completion=completion, ties="lexicographic"
            )
            assert list(counted.winners) == names(outcome)


@settings(max_examples=150, deadline=None)
@given(case=plain())
def test_greedy_and_phragmen_agree(theirs, case):
    # pabutools funds projects without any vote where money is left; here they do not win.
    election, rules = theirs
    costs = {name: cost or 1 for name, cost in case[1].items()}
    voted = {name for ballot in case[2] for name in ballot}
    case = (case[0], {name: cost for name, cost in costs.items() if name in voted}, case[2])
    instance, profile = translated(theirs, case)
    greedy = rules.greedy_utilitarian_welfare(instance, profile, sat_class=election.Cost_Sat)
    assert list(count(election_of(case), "greedy", ties="lexicographic").winners) == names(greedy)
    phragmen = rules.sequential_phragmen(instance, profile)
    assert set(count(election_of(case), "phragmen", ties="lexicographic").winners) == set(names(phragmen))
