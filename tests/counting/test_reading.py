"""Reading `.pb` files: every spelling that cities use, and a line and column for what cannot be read."""

from fractions import Fraction
from pathlib import Path

import pytest

from tequio.counting import Malformed, parse_pb, read_pb, violations

pytestmark = pytest.mark.one_database

FILES = Path(__file__).parent / "files"


def rows(election):
    return [
        [election.projects[place].id for place in election.ballots.row(i)]
        for i in range(len(election.ballots))
    ]


def test_spellings_are_read():
    election = read_pb(FILES / "spellings.pb")
    assert election.meta["description"] == 'A town; and its "budget"'
    assert election.meta["some_new_field"] == "kept"
    assert election.budget == 100
    assert [project.id for project in election.projects] == ["1", "2", "3", "4"]
    assert election.projects[0].name == "Trees; and\nbenches"
    assert election.projects[0].fields["colour"] == "green"
    assert election.projects[1].cost == Fraction(101, 2)
    assert election.projects[2].withdrawn
    assert rows(election) == [["1", "2"], [], ["4"], ["1", "3"]]
    assert list(election.voters.column("age")) == ["30", "", "55", ""]
    assert election.voters.line.tolist() == [17, 18, 19, 20]


def test_points_are_exact():
    election = read_pb(FILES / "points.pb")
    assert election.ballots.points_scale == 2
    assert election.ballots.points.tolist() == [5, 5, 12]
    assert [str(violation) for violation in violations(election)] == [
        "line 14: the ballot gives 6 points in all; at most 5 were allowed."
    ]


def test_limits_are_checked_by_line():
    found = [
        (violation.line, violation.limit, violation.value)
        for violation in violations(read_pb(FILES / "limits.pb"))
    ]
    assert found == [(14, "max_length", 2), (15, "min_length", 0)]


def test_decimal_comma_is_refused_with_its_place():
    with pytest.raises(Malformed) as refused:
        read_pb(FILES / "decimal_comma.pb")
    assert (refused.value.line, refused.value.column) == (8, 3)
    assert "decimal comma" in str(refused.value)


def test_decimal_comma_is_taken_when_lenient():
    assert read_pb(FILES / "decimal_comma.pb", lenient=True).projects[0].cost == Fraction(121, 2)


def test_unknown_project_is_refused_with_its_place():
    with pytest.raises(Malformed) as refused:
        read_pb(FILES / "unknown_project.pb")
    assert (refused.value.line, refused.value.column) == (12, 5)


def test_unknown_project_is_left_out_when_lenient():
    assert rows(read_pb(FILES / "unknown_project.pb", lenient=True)) == [["a"], ["a"]]


HEAD = "META\nkey;value\nbudget;100\nvote_type;approval\n"
PROJECTS = "PROJECTS\nproject_id;cost\na;60\n"


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("", 0, "VOTES is missing"),
        (PROJECTS + "VOTES\nvoter_id;vote\n", 1, "begin with a line that says META"),
        (HEAD + "VOTES\nvoter_id;vote\n", 0, "PROJECTS is missing"),
        (HEAD + PROJECTS, 0, "VOTES is missing"),
        (HEAD.replace("budget;100\n", "") + PROJECTS + "VOTES\nvoter_id;vote\n", 0, "lacks budget"),
        (HEAD.replace("100", "1e9") + PROJECTS + "VOTES\nvoter_id;vote\n", 3, "not a number"),
        (HEAD.replace("100", "9" * 40) + PROJECTS + "VOTES\nvoter_id;vote\n", 3, "more than 30"),
        (HEAD.replace("100", "1;00") + PROJECTS + "VOTES\nvoter_id;vote\n", 3, "'1;00' is not a number"),
        (HEAD.replace("100", "-3") + PROJECTS + "VOTES\nvoter_id;vote\n", 3, "negative"),
        (HEAD.replace("approval", "veto") + PROJECTS + "VOTES\nvoter_id;vote\n", 4, "none of approval"),
        (HEAD + "budget;200\n" + PROJECTS + "VOTES\nvoter_id;vote\n", 5, "twice"),
        (HEAD + PROJECTS + "a;70\nVOTES\nvoter_id;vote\n", 8, "comes twice"),
        (HEAD + PROJECTS + "b;7;0\nVOTES\nvoter_id;vote\n", 8, "3 cells where the header has 2"),
        (HEAD + PROJECTS + '"b;70\nVOTES\nvoter_id;vote\n', 0, "VOTES is missing"),
        (HEAD + PROJECTS + "VOTES\nvoter_id\n1\n", 9, "lacks the column vote"),
        (HEAD + PROJECTS + "VOTES\n", 8, "lacks its header"),
        (HEAD + PROJECTS + "VOTES\nvoter_id;vote\n1;a;x\n", 10, "3 cells"),
        (HEAD + PROJECTS + 'VOTES\nvoter_id;vote\n1;"a\n', 10, "never closed"),
        (
            HEAD.replace("approval", "scoring") + PROJECTS + "VOTES\nvoter_id;vote\n",
            9,
            "need the column points",
        ),
        (
            HEAD.replace("approval", "scoring") + PROJECTS + "VOTES\nvoter_id;vote;points\n1;a;1,2\n",
            10,
            "1 projects and 2 points",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(text, line, says):
    with pytest.raises(Malformed) as refused:
        parse_pb(text)
    assert refused.value.line == line
    assert says in str(refused.value)


def test_letters_that_are_not_utf8_are_refused_with_their_place():
    with pytest.raises(Malformed) as refused:
        parse_pb((HEAD + PROJECTS).encode() + b"VOTES\nvoter_id;vote\n1;a\n\xff;a\n")
    assert (refused.value.line, refused.value.column) == (11, 1)


def test_default_score_completes_scoring_ballots():
    text = (
        HEAD.replace("approval", "scoring")
        + "default_score;0.5\n"
        + PROJECTS
        + "b;7\nVOTES\nvoter_id;vote;points\n1;b;2\n"
    )
    ballots = parse_pb(text).ballots
    assert ballots.project.tolist() == [0, 1]
    assert ballots.points.tolist() == [1, 4]
    assert ballots.points_scale == 2
