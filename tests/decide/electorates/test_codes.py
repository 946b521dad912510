"""The codes of letters: read with look-alikes, slips told apart, and never mixed up with receipts."""

from contextlib import nullcontext

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tequio.decide.electorates.codes import check_of, digest_of, new_code, read_code, spelt
from tequio.decide.protocol.receipts import SIGNS, code_signs, signs_of
from tequio.kit.refusals import Refused

pytestmark = pytest.mark.one_database
CODES = (
    st.integers(0, 2**50 - 1).map(lambda number: signs_of(number, 10)).map(lambda ten: ten + check_of(ten))
)


def refusal(text):
    with pytest.raises(Refused) as refused:
        read_code(text)
    return refused.value.code


def test_a_new_code_is_read_back_as_it_is_printed():
    code = new_code()
    assert read_code(spelt(code)) == code
    assert new_code() != code


@given(CODES)
def test_small_letters_missing_hyphens_and_look_alikes_are_taken(code):
    typed = spelt(code).lower().replace("0", "o").replace("1", "l")
    assert read_code(typed) == read_code(code) == read_code(f" {typed.replace('-', ' ')} ") == code


@given(CODES, st.integers(0, 11), st.sampled_from(SIGNS))
def test_a_changed_sign_never_opens_what_the_right_code_opens(code, place, sign):
    changed = code[:place] + sign + code[place + 1 :]
    with pytest.raises(Refused) if changed[10:] != check_of(changed[:10]) else nullcontext():
        assert (read_code(changed) == code) == (changed == code)


def test_a_slip_a_receipt_and_no_code_are_told_apart():
    code = spelt("0" * 10 + check_of("0" * 10))
    assert refusal(f"1{code[1:]}") == "vote.code_slip"
    assert refusal(code_signs(b"c" * 16)) == "vote.code_of_receipt"
    assert refusal("U" * 12) == "vote.code_slip"
    assert {refusal(text) for text in ("", "hello", "0" * 11, "é" * 12, code * 9)} == {"vote.code_unreadable"}


def test_digest_needs_the_pepper():
    code = new_code()
    assert digest_of(b"p" * 32, code) == digest_of(b"p" * 32, code) != digest_of(b"q" * 32, code)
