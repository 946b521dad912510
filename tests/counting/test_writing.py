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
