"""What is derived from the keys of a vote."""

from tequio.decide.protocol.keys import (
    ballot_id,
    ballot_mac,
    join_check,
    mac_holds,
    new_chain,
    new_key,
    person_key,
)

JOIN = b"j" * 32


def test_a_roll_entry_has_one_ballot_id_in_one_vote():
    assert ballot_id(JOIN, b"f" * 32, b"e" * 16) == ballot_id(JOIN, b"f" * 32, b"e" * 16)
    others = {
        ballot_id(b"k" * 32, b"f" * 32, b"e" * 16),
        ballot_id(JOIN, b"g" * 32, b"e" * 16),
        ballot_id(JOIN, b"f" * 32, b"d" * 16),
    }
    assert len(others | {ballot_id(JOIN, b"f" * 32, b"e" * 16)}) == 4
    assert len(ballot_id(JOIN, b"f" * 32, b"e" * 16)) == 16


def test_a_row_altered_without_the_key_does_not_hold():
    row = [b"i" * 16, 1, b"s" * 16, b'{"parts":[],"zone":"marsa"}']
    mac = ballot_mac(JOIN, *row)
    assert mac_holds(JOIN, *row, mac=mac)
    assert not mac_holds(b"k" * 32, *row, mac=mac)
    assert not mac_holds(JOIN, row[0], 2, *row[2:], mac=mac)
    assert not mac_holds(JOIN, *row[:3], b"{}", mac=mac)


def test_keys_and_chains_are_random_and_of_their_length():
    keys, chains = {new_key() for _ in range(20)}, {new_chain() for _ in range(20)}
    assert (len(keys), len(chains)) == (20, 20)
    assert ({len(key) for key in keys}, {len(chain) for chain in chains}) == ({32}, {16})


def test_a_person_has_one_key_and_the_pepper_matters():
    assert person_key(b"p" * 32, "census", "123") == person_key(b"p" * 32, "census", "123")
    assert person_key(b"p" * 32, "census", "123") != person_key(b"q" * 32, "census", "123")
    assert person_key(b"p" * 32, "census", "123") != person_key(b"p" * 32, "account", "123")
    assert join_check(JOIN) != join_check(b"k" * 32)
