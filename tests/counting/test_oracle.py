"""Real elections: the winners that pabutools 1.2.3 found with exact fractions, and those that cities declared."""

import json
import os
from pathlib import Path

import pytest

from tequio.counting import count, official_winners, read_pb, write_pb

FOLDER = (
    Path(os.environ.get("TEQUIO_SHARED_DATA") or Path(__file__).parents[3] / "shared" / "data") / "pabulib"
)
pytestmark = [
    pytest.mark.one_database,
    pytest.mark.skipif(not FOLDER.is_dir(), reason="no ../shared/data/pabulib (or TEQUIO_SHARED_DATA) here"),
]
ORACLE = json.loads((FOLDER / "oracle.json").read_text())["results"] if FOLDER.is_dir() else {}
FILES = sorted(path.name for path in FOLDER.glob("*.pb")) if FOLDER.is_dir() else []
SHARES = {
    "equal_shares": {},
    "equal_shares_cardinality": {"utility": "cardinality"},
    "equal_shares_add1e": {"completion": "add1e"},
    "equal_shares_add1e_utilitarian": {"completion": "add1e-utilitarian"},
}


@pytest.mark.parametrize("name", ORACLE)
def test_winners_are_those_of_the_oracle(name):
    election, expected = read_pb(FOLDER / name), ORACLE[name]
    for key, options in SHARES.items():
        if key in expected:
            assert (
                list(count(election, "equal-shares", ties="lexicographic", **options).winners)
                == expected[key]
            )
    if "greedy" in expected:
        # The oracle's greedy goes by utility per cost: by votes where the utility is the cost.
        approvals = expected["vote_type"] in ("approval", "choose-1")
        rule = "greedy" if approvals else "votes-per-cost"
        assert list(count(election, rule, ties="lexicographic").winners) == expected["greedy"]
    if "phragmen" in expected:
        assert set(count(election, "phragmen", ties="lexicographic").winners) == set(expected["phragmen"])


@pytest.mark.parametrize("name", FILES)
def test_the_rule_of_the_file_gives_the_winners_of_the_city(name):
    election = read_pb(FOLDER / name)
    official = official_winners(election)
    if election.meta["rule"] != "unknown" and official is not None:
        assert set(count(election).winners) == official


@pytest.mark.parametrize("name", FILES)
def test_a_real_file_is_written_byte_for_byte(name):
    assert write_pb(read_pb(FOLDER / name)) == (FOLDER / name).read_text()
