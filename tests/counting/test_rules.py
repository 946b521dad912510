"""The rules on elections small enough to count by hand."""

from fractions import Fraction
from pathlib import Path

import pytest

from tequio.counting import Settings, Unclear, count, make_election, official_winners, read_pb, settings_of

pytestmark = pytest.mark.one_database

FILES = Path(__file__).parent / "files"
COSTS = {"a": 60, "b": 50, "c": 40, "d": 30}
BALLOTS = [["a", "b"], ["a", "b"], ["a", "c"], ["b", "d"], ["d"]]


def winners(rule, budget=100, **options):
    return count(make_election(budget, COSTS, BALLOTS), rule, **options).winners


def test_greedy_skips_what_does_not_fit():
    assert winners("greedy") == ("b", "d")
    assert winners("greedy", ties="listed") == ("a", "d")


def test_greedy_without_skip_stops_at_the_first_misfit():
    assert winners("greedy-no-skip", ties="listed") == ("a",)


def test_greedy_80_gives_the_first_misfit_the_rest():
    outcome = count(make_election(100, COSTS, BALLOTS), "greedy-80", ties="listed")
    assert outcome.winners == ("a", "b")
    assert outcome.partial == {"b": 40}
    assert outcome.spent == 100


def test_greedy_80_stops_when_the_rest_covers_less():
    assert winners("greedy-80", 99, ties="listed") == ("a",)


def test_votes_per_cost_takes_the_cheapest_vote_first():
    assert winners("votes-per-cost") == ("d", "b")


def test_knapsack_pays_the_last_project_in_part_and_leaves_out_what_is_no_knapsack():
    outcome = count(make_election(100, COSTS, [*BALLOTS, ["b", "c", "d"]]), "knapsack", ties="listed")
    assert outcome.winners == ("d", "a")
    assert outcome.partial == {"b": 10}


def test_minimum_votes_exclude():
    outcome = count(make_election(100, COSTS, BALLOTS), "greedy", min_votes=Fraction(3))
    assert outcome.winners == ("b",)
    assert outcome.excluded == {"c": "minimum", "d": "minimum"}


def test_of_exclusive_projects_one_wins():
    assert winners("greedy", 200, exclusive=(("a", "b"),)) == ("b", "d", "c")
    assert "a" not in winners("equal-shares", 200, exclusive=(("a", "b"),), completion="add1")
    assert "b" not in winners("phragmen", 200, exclusive=(("a", "b"),))


def test_cost_filter_excludes_what_costs_much_for_its_votes():
    election = make_election(100, {"a": 90, "b": 10}, [["a"], ["b"], ["b"], ["b"], ["b"]])
    assert count(election, "greedy", cost_filter=Fraction(3)).excluded == {"a": "filter"}


def test_withdrawn_projects_never_win():
    election = make_election(10**10, {"a": 999999999, "b": 5}, [["a", "b"]])
    for rule in ("greedy", "equal-shares", "phragmen"):
        outcome = count(election, rule)
        assert outcome.winners == ("b",)
        assert outcome.excluded == {"a": "withdrawn"}


def test_equal_shares_gives_every_group_its_part():
    costs = {"red1": 50, "red2": 50, "blue": 40}
    ballots = [["red1", "red2"]] * 6 + [["blue"]] * 4
    election = make_election(100, costs, ballots)
    assert count(election, "greedy", ties="listed").winners == ("red1", "red2")
    assert set(count(election, "equal-shares", ties="listed").winners) == {"red1", "blue"}


def test_comparison_counts_ballots_without_a_winner():
    costs = {"big": 100, "small": 10}
    election = make_election(100, costs, [["big"]] * 9 + [["small"]])
    outcome = count(election, "equal-shares", compare="greedy")
    assert outcome.preferring == {"equal-shares": 1, "greedy": 9}
    assert outcome.kept == "greedy"
    assert outcome.winners == ("big",)


def test_orders_for_ties():
    election = make_election(10, {"b": 10, "a": 10, "c": 9}, [["a", "b", "c"]])
    assert count(election, "equal-shares", ties="listed").winners == ("b",)
    assert count(election, "equal-shares", ties="lexicographic").winners == ("a",)
    assert count(election, "greedy", ties="cheapest").winners == ("c",)
    assert count(election, "greedy", tie_order=("c", "b", "a")).winners == ("c",)
    drawn = {count(election, "greedy", ties=f"drawn:{seed}").winners[0] for seed in range(30)}
    assert drawn == {"a", "b", "c"}


def test_ties_that_decide_are_told():
    outcome = count(make_election(10, {"b": 10, "a": 10}, [["a", "b"]]), "equal-shares", ties="lexicographic")
    assert [(tie.round, tie.projects, tie.chosen) for tie in outcome.ties] == [(1, ("a", "b"), "a")]
    assert not count(make_election(20, {"b": 10, "a": 10}, [["a", "b"]]), "greedy").ties


def test_rankings_become_scores():
    election = read_pb(FILES / "ranking.pb")
    assert count(election, "greedy").winners == ("b", "a")
    assert count(election, "greedy", ordinal="lexicographic").winners == ("c", "b")
    with pytest.raises(Unclear):
        count(election, "equal-shares", ordinal="lexicographic")


def test_meta_names_the_rule():
    election = read_pb(FILES / "limits.pb")
    assert settings_of(election.meta) == Settings("equal-shares", completion="add1")
    assert official_winners(election) == {"a", "b"} == set(count(election).winners)


def test_unknown_rule_asks_for_one():
    with pytest.raises(Unclear, match="choose one with --rule"):
        count(read_pb(FILES / "ranking.pb"))


@pytest.mark.parametrize(
    ("rule", "options"),
    [
        ("plurality", {}), ("greedy", {"completion": "add1"}), ("greedy", {"ties": "drawn"}),
        ("equal-shares", {"step": 0}), ("greedy", {"exclusive": (("a", "zz"),)}), ("greedy", {"tie_order": ("a",)}),
        ("greedy", {"cost_filter": 0}), ("greedy", {"utility": "joy"}), ("greedy", {"compare": "phragmen"}),
    ],
)  # fmt: skip
def test_settings_that_make_no_sense_are_refused(rule, options):
    with pytest.raises(Unclear):
        count(make_election(100, COSTS, BALLOTS), rule, **options)


@pytest.mark.parametrize("rule", ["greedy", "greedy-80", "knapsack", "equal-shares", "phragmen"])
def test_nobody_wins_where_nobody_votes(rule):
    assert count(make_election(100, COSTS, []), rule).winners == ()
    assert count(make_election(0, COSTS, BALLOTS), rule).winners == ()
    assert count(make_election(100, {}, [[], []]), rule).winners == ()
