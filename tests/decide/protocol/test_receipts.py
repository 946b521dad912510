"""Receipts: a promise that anybody can check, and a code that tells a slip of the pen from a missing ballot."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tequio.decide.protocol.faults import Fault
from tequio.decide.protocol.keys import signing_key
from tequio.decide.protocol.receipts import SIGNS, Code, Receipt, make_receipt, parse_receipt, prefix_of

KEY = signing_key(b"k" * 32)
chains = some.binary(min_size=16, max_size=16)
turns = some.integers(1, 2**32 - 1)


def receipt(chain: bytes = bytes(range(16)), turn: int = 3) -> Receipt:
    return make_receipt(KEY, b"f" * 32, chain, turn, b"c" * 32)


def read_or_refusal(text: str) -> Receipt | Code | str:
    try:
        return parse_receipt(text)
    except Fault as fault:
        return fault.code


@given(chains, turns)
def test_a_receipt_is_read_back_from_its_text(chain, turn):
    made = receipt(chain, turn)
    assert parse_receipt(str(made)) == made
    assert parse_receipt(str(made).lower()) == made
    assert made.holds(KEY.public_key())


@given(chains, turns)
def test_a_code_is_read_back_however_it_is_written(chain, turn):
    code = receipt(chain, turn).code
    assert code.prefix == prefix_of(chain)
    for text in (
        f"{code}, change {turn}",
        f"{code}, cambio {turn}",
        f"{str(code).lower()} changement {turn}",
    ):
        assert parse_receipt(text) == code
    for text in (str(code), str(code).replace("-", ""), str(code).replace("0", "O").replace("1", "l")):
        assert parse_receipt(text) == Code(code.signs)


@given(chains, some.integers(0, 11), some.sampled_from(SIGNS))
def test_a_wrong_sign_is_nearly_always_a_slip(chain, place, sign):
    signs = receipt(chain).code.signs
    other = signs[:place] + sign + signs[place + 1 :]
    if other != signs:
        assert read_or_refusal(other) not in (Code(signs), "receipt.unreadable")


def test_a_slip_is_named_as_one():
    code = str(receipt().code)
    slipped = "0" + code[1:] if code[0] != "0" else "7" + code[1:]
    with pytest.raises(Fault) as refused:
        parse_receipt(slipped)
    assert refused.value.code == "receipt.slip"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "receipt.unreadable"),
        ("hello", "receipt.unreadable"),
        ("A" * 2000, "receipt.unreadable"),
        ("TEQUIO1:00", "receipt.incomplete"),
        (str(receipt())[:-1], "receipt.incomplete"),
        (str(receipt()).replace(":3:", ":0:"), "receipt.incomplete"),
        (str(receipt()).replace(":3:", ":4294967296:"), "receipt.incomplete"),
        (f"{receipt().code}, change 4294967296", "receipt.unreadable"),
        ("UUUU-UUUU-UUUU", "receipt.slip"),
    ],
)
def test_what_is_no_receipt_is_refused(text, code):
    with pytest.raises(Fault) as refused:
        parse_receipt(text)
    assert refused.value.code == code


@given(some.integers(8, 300), some.sampled_from("0123456789ABCDEF"))
def test_no_sign_of_a_promise_can_be_changed(place, sign):
    text = str(receipt())
    other = text[:place] + sign + text[place + 1 :]
    read = read_or_refusal(other)
    if other != text and isinstance(read, Receipt):
        assert not read.holds(KEY.public_key())


def test_the_same_state_has_the_same_receipt():
    assert str(receipt()) == str(receipt())
    assert len({str(receipt(turn=turn)) for turn in range(1, 9)}) == 8
    assert len({receipt(turn=turn).code.signs for turn in range(1, 9)}) == 1


def test_a_receipt_fits_into_the_small_alphabet_of_qr_codes():
    assert set(str(receipt())) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
