"""Equal ballots counted as one buy what they buy one by one."""

from collections import Counter
from fractions import Fraction
from itertools import islice

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tequio.counting import Settings, count, make_election
from tequio.counting.shares import groups, raising
from tequio.counting.shares import problem as problems
from tequio.counting.shares.count import Counting
from tequio.counting.shares.groups import Groups, grouped, payable
from tequio.counting.shares.run import play_at, play_grouped

from .elections import election_of, plain

pytestmark = pytest.mark.one_database
SOME = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
LARGE = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(autouse=True)
def kernels(monkeypatch):
    monkeypatch.setenv("TEQUIO_KERNELS", "always")
    monkeypatch.setattr(groups, "WORTH", Fraction(2))


@SOME
@given(case=plain())
def test_groups_stand_for_the_ballots_that_chose_the_same(case):
    problem = Counting(election_of(case), Settings("equal-shares")).problem
    marks = payable(problem, Fraction(3))
    small = grouped(problem, marks)
    wanted = Counter()
    for ballot in range(len(problem.ballots)):
        wanted[frozenset(place for place in problem.ballots.row(ballot) if marks[place])] += 1
    del wanted[frozenset()]
    found = {frozenset(small.ballots.row(g)): int(small.many[g]) for g in range(len(small.ballots))}
    assert found == dict(wanted)
    assert list(small.many > 1) == sorted(small.many > 1)


@pytest.mark.parametrize("bits", [4, 9, 30])
@SOME
@given(case=plain(), share=st.fractions(0, 9, max_denominator=40))
def test_a_run_of_groups_buys_what_the_ballots_buy(monkeypatch, bits, case, share):
    monkeypatch.setattr(problems, "MOST_SHARE", bits)
    counting = Counting(election_of(case), Settings("equal-shares"))
    together = Groups(counting.problem, Fraction(1, 7))
    for raised in (share, share * Fraction(11, 10), share * 2):
        one = play_at(counting.problem, counting.rivals, raised)
        two = play_grouped(counting.problem, counting.rivals, together, raised)
        assert (one.order, one.tied) == (two.order, two.tied)
        check_company(counting.problem, together.within)


def check_company(problem, small):
    """Common supporters are voters, not groups."""
    if small is not None:
        within = np.nonzero(np.diff(small.supporters.start))[0]
        for place in np.nonzero(small.company.known)[0]:
            row = problem.company.row(place, problem.supporters.of(place))
            assert np.array_equal(small.company.counts[place][within], row[within])


@LARGE
@given(seed=st.integers(0, 2**32))
def test_hundreds_of_ballots_raised_with_and_without_kernels_end_alike(monkeypatch, seed):
    election = drawn(np.random.default_rng(seed))
    found = []
    for wish in ("always", "never"):
        monkeypatch.setenv("TEQUIO_KERNELS", wish)
        for completion in ("add1", "add1e"):
            outcome = count(election, "equal-shares", completion=completion, ties="listed", step=2)
            found.append((completion, outcome.winners, outcome.raises, outcome.share, outcome.ties))
    assert found[:2] == found[2:]


def drawn(rng):
    """Draw an election of a few hundred ballots, many of them equal, in which some projects cannot be paid."""
    projects = int(rng.integers(3, 25))
    costs = {f"p{place}": int(rng.integers(1, 2000)) for place in range(projects)}
    names, liked = list(costs), rng.dirichlet(np.full(projects, 0.5))
    ballots = []
    for _ in range(int(rng.integers(20, 400))):
        size = min(int(rng.integers(0, 5)), int((liked > 0).sum()))
        ballots.append([names[place] for place in rng.choice(projects, size, replace=False, p=liked)])
    return make_election(sum(costs.values()) // int(rng.integers(1, 6)), costs, ballots)


def test_groups_are_made_anew_when_the_share_has_grown():
    election = make_election(10, {"a": 5, "b": 40}, [["a"], ["a", "b"], ["b"], ["a"]])
    together = Groups(Counting(election, Settings("equal-shares")).problem, Fraction(1, 99))
    assert together.at(Fraction(5, 2)).ballots.project.tolist() == [0]
    assert together.at(Fraction(3)) is together.at(Fraction(5, 2))
    assert sorted(together.at(Fraction(25)).many.tolist()) == [1, 1, 2]
    coarse = Groups(together.problem, Fraction(5))
    assert coarse.at(Fraction(1)) is coarse.at(Fraction(81))


def test_points_and_long_ballots_are_not_grouped(monkeypatch):
    scored = make_election(10, {"a": 5}, [{"a": 2}, {"a": 2}], vote_type="scoring")
    assert Groups(Counting(scored, Settings("equal-shares")).problem, Fraction(1, 99)).at(Fraction(9)) is None
    monkeypatch.setattr("tequio.counting.supporters.MOST_PAIRS", 0)
    plain_one = make_election(10, {"a": 5}, [["a"], ["a"]])
    assert (
        Groups(Counting(plain_one, Settings("equal-shares")).problem, Fraction(1, 99)).at(Fraction(9)) is None
    )


def test_grouping_ends_where_it_gives_too_little(monkeypatch):
    monkeypatch.setattr(groups, "WORTH", Fraction(4, 5))
    election = make_election(10, {"a": 5, "b": 4}, [["a"], ["a", "b"], ["b"]])
    assert (
        Groups(Counting(election, Settings("equal-shares")).problem, Fraction(1, 99)).at(Fraction(9)) is None
    )


def test_a_budget_of_nothing_is_raised_without_end_in_sight():
    election = make_election(0, {"a": 4, "b": 9}, [["a"], ["a", "b"], ["a"]])
    counting = Counting(election, Settings("equal-shares"))
    runs = list(islice(raising.raised(counting.problem, counting.rivals, Fraction(0), Fraction(1)), 16))
    assert next(run.order for last, run in runs if last >= 11) == [0, 1]
    assert count(election, "equal-shares", completion="add1").winners == ()


def test_errors_of_groups_count_for_each_of_their_voters(monkeypatch):
    """A payment 4,950 voters have in common is known within a unit for each: more than lies between two prices here."""
    unit, many = 2**28, 4950
    first = (267898585 + Fraction(97, 100)) / unit
    second = many * (1 - first) + (many * (1 - first) + Fraction(2400 * 12, unit)) / 11
    costs = {"T": 9900 * first, "P": second, "Q": Fraction(95, 100) * 12}
    ballots = [["T", "P"]] * many + [["T"]] * many + [["P", "Q"]] + [["Q"]] * 11
    counting = Counting(make_election(9895, costs, ballots), Settings("equal-shares"))
    together = Groups(counting.problem, Fraction(1, 2))
    monkeypatch.setattr("tequio.counting.supporters.MOST_PAIRS", 0)
    one = play_at(counting.problem, counting.rivals, Fraction(1))
    two = play_grouped(counting.problem, counting.rivals, together, Fraction(1))
    assert one.order == two.order == [0, 2]


def test_common_supporters_of_groups_are_always_counted(monkeypatch):
    monkeypatch.setattr("tequio.counting.supporters.MOST_PAIRS", 36)
    costs = dict.fromkeys("abcdef", 2)
    problem = Counting(make_election(99, costs, [list(costs)] + [[]] * 9), Settings("equal-shares")).problem
    together = Groups(problem, Fraction(1))
    monkeypatch.setattr("tequio.counting.supporters.MOST_PAIRS", 35)
    assert together.at(Fraction(9)).company.counts.shape == (6, 6)
