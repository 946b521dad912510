"""Writing is the inverse of reading."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tequio.counting import Election, Project, make_election, parse_pb, read_pb, write_pb

pytestmark = pytest.mark.one_database

FILES = Path(__file__).parent / "files"
TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\r\x00"), max_size=12)
NAMES = st.text(st.characters(codec="utf-8", exclude_characters='\r\n\x00,;"'), min_size=1, max_size=6).map(
    str.strip
)


@st.composite
def elections(draw):
    ids = draw(
        st.lists(
            NAMES.filter(lambda name: name.lower() not in ("", "none", "meta", "projects", "votes")),
            unique=True,
            min_size=1,
            max_size=5,
        )
    )
    ballots = draw(st.lists(st.lists(st.sampled_from(ids), unique=True), max_size=6))
    made = make_election(draw(st.integers(0, 10**12)), dict.fromkeys(ids, 5), ballots, description=draw(TEXT))
    projects = [Project(p.id, p.cost, {**p.fields, "name": draw(TEXT)}) for p in made.projects]
    return Election(
        made.meta, projects, made.ballots, ("project_id", "cost", "name"), made.vote_columns, made.voters
    )


@settings(max_examples=300, deadline=None)
@given(elections())
def test_what_is_written_is_read_back(election):
    again = parse_pb(write_pb(election))
    assert again.meta == election.meta
    assert again.projects == election.projects
    assert [project.fields for project in again.projects] == [project.fields for project in election.projects]
    assert again.ballots == election.ballots
    assert again.voters.rows == election.voters.rows


@pytest.mark.parametrize("name", ["spellings", "points", "ranking", "limits"])
def test_files_are_written_as_they_were_read(name):
    election = read_pb(FILES / f"{name}.pb")
    again = parse_pb(write_pb(election))
    assert (again.meta, again.projects, again.voters.rows) == (
        election.meta,
        election.projects,
        election.voters.rows,
    )
    assert again.ballots == election.ballots
    assert write_pb(again) == write_pb(election)


HEAD = "META\nkey;value\nbudget;9\nvote_type;{}\nPROJECTS\nproject_id;cost\na;1\nVOTES\n"


@pytest.mark.parametrize(
    ("kind", "votes"),
    [
        ("approval", "voter_id;vote\n;nobody\n1;a\n"),
        ("approval", 'voter_id;vote\n"";\n1;\n'),
        ("approval", 'vote\n""\na\n'),
        ("cumulative", "voter_id;vote;points\n;;none\n2;;\n3;a;4\n"),
        ("cumulative", "voter_id;vote;points\n;nobody;3\n"),
    ],
)
def test_ballots_that_choose_nothing_are_written_and_read_back(kind, votes):
    election = parse_pb(HEAD.format(kind) + votes, lenient=True)
    again = parse_pb(write_pb(election))
    assert len(again.ballots) == votes.count("\n") - 1
    assert (again.ballots, again.voters.rows) == (election.ballots, election.voters.rows)


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize(
    ("kind", "columns"), [("approval", "voter_id;vote"), ("cumulative", "voter_id;vote;points")]
)
def test_pabutools_reads_ballots_that_choose_nothing(kind, columns):
    from pabutools.election.pabulib import parse_pabulib_from_string

    worth = ";2" if kind == "cumulative" else ""
    election = parse_pb(HEAD.format(kind) + f"{columns}\n;nobody{worth}\n1;a{worth}\n2;\n", lenient=True)
    _instance, profile = parse_pabulib_from_string(write_pb(election))
    assert [len(ballot) for ballot in profile] == [0, 1, 0]
