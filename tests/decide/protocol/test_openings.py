"""Lines of the opening: one spelling each, whichever way they are read."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tequio.decide.protocol.ballots import read_ballot
from tequio.decide.protocol.faults import Fault
from tequio.decide.protocol.leaves import commit
from tequio.decide.protocol.openings import annulled, counted, read_opening, replaced
from tests.decide.protocol.example import freeze, some_choices

RULES = freeze()
CHOICES = some_choices(RULES, "gammarth", Random(3))
LINES = [
    counted(7, b"c" * 16, 2, b"s" * 16, CHOICES).line(),
    replaced(7, b"c" * 16, 2, b"m" * 32).line(),
    annulled(7, b"c" * 16, 2, b"m" * 32, "twice").line(),
]


@pytest.mark.parametrize("line", LINES)
def test_a_line_is_read_back(line):
    assert read_opening(line).line() == line


def test_a_counted_ballot_shows_what_was_committed_to():
    assert read_opening(LINES[0]).commit == commit(b"s" * 16, CHOICES)


@given(
    some.sampled_from(LINES), some.integers(0, 400), some.binary(min_size=0, max_size=2), some.integers(0, 2)
)
def test_a_changed_line_is_refused_or_is_another_line(line, place, put, drop):
    other = line[:place] + put + line[place + drop :]
    try:
        opening = read_opening(other)
        if opening.fate == "counted":
            read_ballot(RULES, opening.choices)
    except Fault:
        return
    assert opening.line() == other


def test_a_reason_that_is_not_known_is_refused():
    with pytest.raises(Fault):
        annulled(7, b"c" * 16, 2, b"m" * 32, "unwanted")


@pytest.mark.parametrize(
    "line", [b"", b"[]", b"1", b'{"fate":"lost"}', b'{"fate":[]}', b"[" * 10**6, b"x" * 10**6]
)
def test_what_is_no_opening_is_refused(line):
    with pytest.raises(Fault):
        read_opening(line)
