"""The parser never crashes, never hangs and never grows without bound, whatever it is given."""

import resource
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tequio.counting import Malformed, parse_pb, violations, write_pb

pytestmark = pytest.mark.one_database

FILES = Path(__file__).parent / "files"
SEEDS = [path.read_bytes() for path in sorted(FILES.glob("*.pb"))]
PIECES = [
    b";",
    b'"',
    b",",
    b"\n",
    b"\r",
    b"VOTES\n",
    b"META\n",
    b"9" * 31,
    b"1e999",
    b"-",
    b"\x00",
    b"\xff",
    b".",
    "é".encode(),
]


@st.composite
def damaged(draw):
    """Draw a good file with pieces cut out, doubled, swapped or put in."""
    data = draw(st.sampled_from(SEEDS))
    for _ in range(draw(st.integers(1, 6))):
        begin, end = sorted(draw(st.tuples(*[st.integers(0, len(data))] * 2)))
        piece = draw(st.one_of(st.sampled_from(PIECES), st.binary(max_size=6), st.just(data[begin:end] * 2)))
        data = data[:begin] + piece + data[end:]
    return data


def survives(data, *, lenient):
    try:
        election = parse_pb(data, lenient=lenient)
    except Malformed:
        return
    violations(election)
    assert parse_pb(write_pb(election), lenient=lenient).ballots == election.ballots


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.one_of(damaged(), st.binary(max_size=200)), lenient=st.booleans())
def test_the_parser_survives(data, lenient):
    survives(data, lenient=lenient)


@pytest.mark.proof
@settings(max_examples=30_000, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.one_of(damaged(), st.binary(max_size=400)), lenient=st.booleans())
def test_the_parser_survives_long(data, lenient):
    survives(data, lenient=lenient)


HEAD = b"META\nkey;value\nbudget;9\nvote_type;approval\nPROJECTS\nproject_id;cost\na;1\n"


@pytest.mark.parametrize(
    "data",
    [
        HEAD + b"VOTES\nvoter_id;vote\n" + b'"' * 2_000_000,
        HEAD + b"VOTES\nvoter_id;vote\n" + b'"a";' * 500_000,
        HEAD + b"VOTES\nvoter_id;vote\n1;" + b"a," * 1_000_000,
        HEAD + b"VOTES\nvoter_id;vote\n" + b";" * 2_000_000,
        HEAD + b'x;"' + b'""' * 1_000_000 + b'"\nVOTES\nvoter_id;vote\n',
        b'"\n' * 1_000_000 + b"VOTES\n",
        HEAD.replace(b"approval", b"scoring") + b"VOTES\nvoter_id;vote;points\n1;a;" + b"9" * 2_000_000,
    ],
    ids=[
        "quotes",
        "quoted cells",
        "one long ballot",
        "semicolons",
        "doubled quotes",
        "open quotes",
        "a long number",
    ],
)
def test_hostile_files_take_neither_time_nor_memory(data):
    began, before = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    survives(data, lenient=False)
    assert time.process_time() - began < 20
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 1_500_000  # KB
