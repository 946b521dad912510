"""Whoever has only the database can neither add nor alter a ballot unseen."""

from dataclasses import replace

import pytest

from tequio.decide.protocol.ballots import write_choices
from tests.decide.protocol.ballot_box import BallotBox, Row
from tests.decide.protocol.tampering import busy_box


@pytest.fixture
def box() -> BallotBox:
    return busy_box()


def codes(box: BallotBox) -> set[str]:
    return {fault.code for fault in box.intrusions()}


def first(box: BallotBox) -> Row:
    return next(iter(box.ballots.values()))


def test_an_honest_vote_has_no_intrusion(box):
    box.close()
    assert codes(box) == set()


@pytest.mark.parametrize("when", ["before the close", "after it"])
def test_an_altered_row_is_found(box, when):
    row = first(box)
    if when == "after it":
        box.close()
    choices = write_choices(box.rules, row.zone, {})
    box.ballots[row.id] = replace(row, choices=choices if choices != row.choices else row.choices[:-1])
    if when == "before the close":
        box.close()
    assert "intrusion.altered" in codes(box)


def test_an_added_row_is_found(box):
    row = first(box)
    box.ballots[b"new" * 5 + b"!"] = replace(row, id=b"new" * 5 + b"!", chain=b"c" * 16)
    box.close()
    assert codes(box) == {"intrusion.altered", "intrusion.chain", "intrusion.no_entry"}


def test_a_deleted_row_is_found_once_it_was_logged(box):
    box.batch()
    box.close()
    del box.ballots[first(box).id]
    assert codes(box) == {"intrusion.no_ballot"}


def test_a_row_set_back_is_found_once_it_was_logged(box):
    row = first(box)
    entry = next(entry for entry in box.roll if box.id_of(entry) == row.id)
    assert box.cast(entry, write_choices(box.rules, row.zone, {}), row.turn)
    box.close()
    box.ballots[row.id] = row
    assert codes(box) == {"intrusion.no_ballot"}


def test_exchanged_chains_are_found_even_before_they_are_logged():
    box = BallotBox(voters=12)
    for entry in box.roll:
        box.cast(entry, write_choices(box.rules, entry.zone, {}), 0)
    one, other = list(box.ballots.values())[:2]
    box.ballots[one.id] = replace(one, chain=other.chain)
    box.ballots[other.id] = replace(other, chain=one.chain)
    box.close()
    assert codes(box) == {"intrusion.chain"}


def test_a_ballot_moved_to_another_zone_is_found(box):
    row = first(box)
    zone = next(zone.id for zone in box.rules.zones if zone.id != row.zone)
    box.ballots[row.id] = replace(row, zone=zone)
    box.close()
    assert codes(box) == {"intrusion.no_entry"}


def test_a_changed_leaf_is_found(box):
    box.close()
    box.log[1] = replace(box.log[1], turn=9)
    assert "intrusion.leaf" in codes(box)


def test_a_row_that_never_came_into_the_log_is_found(box):
    box.close()
    row = first(box)
    box.log = [leaf for leaf in box.log if getattr(leaf, "chain", b"") != row.chain]
    assert codes(box) == {"intrusion.not_logged"}
