"""What changed between two texts."""

import time

from hypothesis import given
from hypothesis import strategies as st

from tequio.catalogue.comparing.rules import ADDED, MOST_PAIRS, REMOVED, SAME, pieces_of

texts = st.text(alphabet="ab c.,\nñ¿é ", max_size=60)


def said(before, after):
    signs = {SAME: "{}", ADDED: "+{}+", REMOVED: "-{}-"}
    return "".join(signs[piece.change].format(piece.text) for piece in pieces_of(before, after))


@given(texts, texts)
def test_both_texts_can_be_read_out_of_the_pieces(before, after):
    pieces = pieces_of(before, after)
    assert "".join(piece.text for piece in pieces if piece.change != ADDED) == before
    assert "".join(piece.text for piece in pieces if piece.change != REMOVED) == after


def test_only_the_word_that_changed_is_marked():
    assert said("Five assemblies, one plenary.", "Seven assemblies, one plenary.") == (
        "-Five -+Seven +assemblies, one plenary."
    )


def test_a_sign_after_a_word_changes_alone():
    assert said("The lamps.", "The lamps!") == "The lamps-.-+!+"


def test_a_new_paragraph_leaves_the_others_alone():
    assert said("One.\nThree.\n", "One.\nTwo.\nThree.\n") == "One.\n+Two.\n+Three.\n"


def test_nothing_and_something_are_compared():
    assert said("", "") == ""
    assert said("", "New.") == "+New.+"
    assert said("Old.", "") == "-Old.-"


def test_passages_too_long_to_compare_are_shown_whole():
    before, after = "a " * 2000, "b " * 2000
    assert said(before, after) == f"-{before}-+{after}+"


def test_the_longest_comparison_ends_soon():
    side = int(MOST_PAIRS**0.5) - 1
    before = " ".join(f"w{index % 7}" for index in range(side))
    after = " ".join(f"w{index * 3 % 11}" for index in range(side))
    began = time.process_time()
    pieces_of(before, after)
    assert time.process_time() - began < 20
