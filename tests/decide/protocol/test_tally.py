"""Every rule that a freeze may name counts every format, and equal votes give equal files."""

from random import Random

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as some

from tequio.counting import parse_pb
from tequio.decide.protocol import canonical
from tequio.decide.protocol.ballots import read_ballot, write_choices
from tequio.decide.protocol.faults import Fault
from tequio.decide.protocol.freezing import COMPLETIONS, RULES, STEPPED, read_freeze
from tequio.decide.protocol.tally import Box, settings_of, tally
from tests.decide.protocol.example import contest, form, freeze, project, some_choices

FORMATS = {
    "approval": {"least": 0, "most": 9},
    "knapsack": {"spend": 10**15},
    "ranking": {"least": 0, "most": 9},
    "cumulative": {"each": 9, "most": 9, "points": 81},
}
amounts = some.sampled_from([0, 1, 999, 1000, 33_333, 10**9, 999_999_999, 999_999_999_000, 10**15])


@some.composite
def contests(draw):
    """A contest of any format and rule, with costs from nothing to a thousand billion."""
    kind, rule = draw(some.sampled_from(sorted(FORMATS))), draw(some.sampled_from(RULES))
    made = contest("one", kind, FORMATS[kind], rule=rule)
    made["budget"], made["threshold"] = draw(amounts), draw(some.integers(0, 3))
    made["scores"] = draw(some.sampled_from(["borda", "lexicographic"])) if kind == "ranking" else "none"
    if rule == "equal-shares":
        made["utility"] = draw(some.sampled_from(["cost", "cardinality", "score"]))
        made["completion"] = draw(some.sampled_from(COMPLETIONS))
        made["comparison"] = draw(some.sampled_from(["none", "greedy"]))
        made["step"] = draw(some.sampled_from([1, 1000, 10**15])) if made["completion"] in STEPPED else 0
    costs = draw(some.lists(amounts, min_size=1, max_size=6))
    rivals = draw(some.booleans()) and len(costs) > 1
    projects = [project(f"p{n}", "one", cost) for n, cost in enumerate(costs)]
    if rivals:
        projects[0]["incompatible"], projects[1]["incompatible"] = ["p1"], ["p0"]
    made["incompatible_together"] = draw(some.sampled_from(["yes", "no"]))
    return made, projects


def rules_of(made, projects):
    zones = [{"id": "all", "name": "All", "contests": ["one"]}]
    order = [one["id"] for one in projects]
    whole = form(contests=[made], projects=projects, zones=zones, tie_order=order, decimals=made["threshold"])
    try:
        return read_freeze(canonical.write(whole))
    except Fault:
        return None


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow]
)
@given(
    contests(),
    some.lists(some.lists(some.integers(0, 5), max_size=6, unique=True), max_size=12),
    some.booleans(),
)
def test_every_rule_counts_every_format(made, chosen, leaving):
    rules = rules_of(*made)
    assume(rules is not None)
    kind, count = made[0]["format"], len(made[1])
    ballots = []
    for at, places in enumerate(chosen, 1):
        names = [f"p{place}" for place in places if place < count]
        numbers = range(1, len(names) + 1) if kind in ("ranking", "cumulative") else [1] * len(names)
        if names:
            ballots.append((at, tuple(sorted(zip(names, numbers, strict=True)))))
    withdrawn = {"p0"} if leaving else set()
    counted = tally(rules, rules.contest["one"], ballots, withdrawn)
    read = parse_pb(counted.pb)
    assert len(read.ballots) == len(ballots)
    winners = counted.form["winners"]
    assert {one.id for one in read.projects if one.selected} == set(winners)
    assert counted.form["spent"] <= rules.contest["one"].budget
    assert not withdrawn.intersection(winners)
    assert not {"p0", "p1"} <= set(winners) or not rules.project["p0"].incompatible
    assert canonical.write(counted.form)


def test_withdrawn_projects_lose_only_where_the_rules_say_so():
    for word, wins in (("no", False), ("yes", True)):
        rules = freeze(withdrawn_counts=word)
        box = Box(rules)
        box.add(1, read_ballot(rules, write_choices(rules, "sidi", {"roads": [("r1", 1), ("r2", 1)]})))
        result = canonical.read(box.results({"r1"})["result.json"])
        assert ("r1" in result["contests"][2]["winners"]) is wins
        assert result["withdrawn"] == ["r1"]


def test_all_settings_of_the_freeze_reach_the_count():
    rules = freeze()
    shares = settings_of(rules, rules.contest["coast"])
    assert (shares.rule, shares.completion, shares.step, shares.min_votes) == ("equal-shares", "add1", 1, 1)
    hills = settings_of(rules, rules.contest["hills"])
    assert hills.exclusive == (("h1", "h2"),)
    assert hills.tie_order == ("h1", "h2", "h3")


def test_a_blank_contest_is_no_ballot_of_it():
    rules, box = freeze(), Box(freeze())
    by = Random(1)
    for at in range(1, 60):
        box.add(at, read_ballot(rules, some_choices(rules, "gammarth", by)))
    for name, body in box.results(()).items():
        if name.endswith(".pb"):
            assert all(parse_pb(body).ballots.lengths > 0)


@pytest.mark.parametrize("kind", sorted(FORMATS))
def test_a_contest_without_ballots_has_no_winners(kind):
    made = contest("one", kind, FORMATS[kind], scores="borda" if kind == "ranking" else "none")
    rules = rules_of(made, [project("p0", "one", 5)])
    assert rules is not None
    assert tally(rules, rules.contest["one"], []).form["winners"] == []
