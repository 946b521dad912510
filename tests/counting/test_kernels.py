"""The compiled kernels agree with plain NumPy to the bit, and are used only where that is worth it."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tequio.counting import Malformed, Settings, count, parse_pb, read_pb, supporters, warm, write_pb
from tequio.counting.shares import rounds
from tequio.counting.shares.count import Counting
from tequio.counting.shares.run import begin

from .elections import election_of, plain
from .test_against_slow import check_shares

pytestmark = [pytest.mark.one_database, pytest.mark.filterwarnings("ignore::Warning")]

FILES = Path(__file__).parent / "files"
SOME = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture
def kernels(monkeypatch):
    monkeypatch.setenv("TEQUIO_KERNELS", "always")


def states(case, *, points, ends):
    """Play the same rounds plain and compiled, at one share or over a range of shares."""
    from tequio.counting.shares.compiled import Compiled

    election = election_of(case, points=points)
    problem, other = (Counting(election, Settings("equal-shares")).problem for _ in range(2))
    share = election.budget / len(election.ballots)
    scale, one = begin(problem, [share * 9 / 10, share][-ends:])
    _, two = begin(other, [share * 9 / 10, share][-ends:])
    swift = Compiled(other)
    status = rounds.advance(problem, scale, one), swift.advance(scale, two, 1 << 30)
    assert np.array_equal(problem.company.counts, other.company.counts)
    return one, two, status, swift, (problem, other)


def same(one, two):
    assert (one.order, one.tied) == (two.order, two.tied)
    for name in ("lo", "hi", "errors", "open", "low"):
        assert np.array_equal(getattr(one, name), getattr(two, name)), name


@pytest.mark.parametrize("ends", [1, 2])
@pytest.mark.parametrize(("points", "pairs"), [(False, 0), (False, supporters.MOST_PAIRS), (True, 0)])
@SOME
@given(data=st.data())
def test_compiled_rounds_are_the_plain_ones_to_the_bit(kernels, monkeypatch, points, pairs, ends, data):
    monkeypatch.setattr(supporters, "MOST_PAIRS", pairs)
    one, two, status, swift, _ = states(data.draw(plain(points=points)), points=points, ends=ends)
    assert status[0] == status[1]
    same(one, two)
    if status[0] == rounds.UNCLEAR:
        assert [vars_of(bid) for bid in one.contenders] == [vars_of(bid) for bid in two.contenders]
    if ends == 2:
        for part in (np.array([0.25]), np.array([0.25, 0.75])):
            same(rounds.narrowed(one, part), swift.narrowed(two, part))


def vars_of(bid):
    return {name: np.asarray(value).tolist() for name, value in vars(bid).items()}


@pytest.mark.parametrize(
    ("utility", "completion"), [("cost", "add1"), ("cardinality", "add1e"), ("score", "none")]
)
@SOME
@given(data=st.data())
def test_compiled_counts_agree_with_the_definition(kernels, utility, completion, data):
    check_shares(utility, completion, data.draw(plain(points=utility == "score")), 1)


CELL = st.sampled_from(
    ["a", "b", "c", " a ", "zz", "none", "", "\u00a0", "a,b", "b,,a", "a,a", "\t", "é", '"a;b"', "7"]
)


@SOME
@given(
    rows=st.lists(st.lists(CELL, max_size=4), max_size=6), kind=st.sampled_from(["approval", "cumulative"])
)
def test_the_compiled_scan_reads_what_the_row_reader_reads(rows, kind):
    head = f"META\nkey;value\nbudget;9\nvote_type;{kind}\nPROJECTS\nproject_id;cost\na;1\nb;2\nc;3\n"
    text = head + "VOTES\nvoter_id;vote;points\n" + "\n".join(";".join(row) for row in rows)
    found = []
    for wish in ("never", "always"):
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("TEQUIO_KERNELS", wish)
            try:
                election = parse_pb(text)
                found.append(
                    (
                        election.ballots,
                        election.voters.rows,
                        election.voters.line.tolist(),
                        write_pb(election),
                    )
                )
            except Malformed as error:
                found.append(str(error))
    assert found[0] == found[1]


@pytest.mark.parametrize("name", ["spellings", "points", "ranking", "limits"])
def test_files_are_read_alike(name, monkeypatch):
    text = write_pb(read_pb(FILES / f"{name}.pb"))
    monkeypatch.setenv("TEQUIO_KERNELS", "always")
    election = read_pb(FILES / f"{name}.pb")
    assert write_pb(election) == text
    assert count(election, "greedy").winners


def test_kernels_are_kept_under_the_var_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("TEQUIO_VAR", str(tmp_path))
    assert warm.folder() == tmp_path / "kernels"
    monkeypatch.delenv("TEQUIO_VAR")
    assert warm.folder().parts[-2:] == ("var", "kernels")


def test_small_counts_do_not_import_numba():
    code = (
        "import sys; from tequio.counting import make_election, count;"
        "count(make_election(5, {'a': 5}, [['a']]), 'equal-shares'); assert 'numba' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ, "TEQUIO_KERNELS": "auto"})


def test_compiling_leaves_a_stamp(tmp_path):
    env = {**os.environ, "TEQUIO_VAR": str(tmp_path), "TEQUIO_KERNELS": "auto"}
    subprocess.run([sys.executable, "-m", "tequio.counting.compile_kernels"], check=True, env=env)
    assert list((tmp_path / "kernels").glob("*.ready"))
    code = "from tequio.counting import warm; assert warm.is_ready(); assert warm.wanted(warm.LARGE)"
    subprocess.run([sys.executable, "-c", code], check=True, env=env)
