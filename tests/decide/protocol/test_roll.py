"""The roll's published counts hide small zones."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tequio.decide.protocol.faults import Fault
from tequio.decide.protocol.roll import Cell, count_roll, merge, read_roll

voters = some.lists(some.integers(0, 60), min_size=1, max_size=15)


def cells(counts: list[int]) -> list[Cell]:
    return [Cell((f"zone{number:02}",), count * 2, count) for number, count in enumerate(counts)]


@given(voters)
def test_merged_cells_are_never_under_ten_and_lose_nobody(counts):
    merged = merge(cells(counts))
    assert len(merged) == 1 or all(cell.voted >= 10 for cell in merged)
    assert sorted(zone for cell in merged for zone in cell.zones) == [cell.zones[0] for cell in cells(counts)]
    assert sum(cell.voted for cell in merged) == sum(counts)
    assert list(merged) == sorted(merged, key=lambda cell: cell.zones)
    assert merge(reversed(cells(counts))) == merged


def test_the_fewest_join_the_next_fewest():
    merged = merge(cells([30, 3, 12, 11, 4]))
    assert [cell.zones for cell in merged] == [("zone00",), ("zone01", "zone03", "zone04"), ("zone02",)]
    assert [cell.voted for cell in merged] == [30, 18, 12]


@given(voters)
def test_the_counts_are_read_back(counts):
    roll = count_roll(cells(counts), {"twice": 2, "no-entry": 1}, b"r" * 32)
    assert read_roll(roll.write()) == roll


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"reason":"twice"', b'"reason":"unwanted"'),
        (b'"reason":"twice"', b'"reason":"altered"'),
        (b'"count":2', b'"count":0'),
        (b'"entitled":40', b'"entitled":-40'),
        (b'"zones":["zone00"]', b'"zones":[]'),
        (b"tequio-roll-v1", b"tequio-roll-v2"),
        (b'{"annulled"', b'{ "annulled"'),
    ],
)
def test_other_forms_are_refused(old, new):
    body = count_roll(cells([20]), {"twice": 2, "not-entitled": 1}, b"r" * 32).write()
    assert old in body
    with pytest.raises(Fault):
        read_roll(body.replace(old, new))
