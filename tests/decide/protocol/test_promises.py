"""What looking up a receipt says while people vote."""

import pytest

from tequio.decide.protocol.promises import while_voting
from tequio.decide.protocol.receipts import Code, make_receipt
from tests.decide.protocol.example import KEY, freeze

RECEIPT = make_receipt(KEY, freeze().sha256, b"c" * 16, 2, b"m" * 32)


@pytest.mark.parametrize(
    ("stored", "logged", "code", "standing"),
    [
        (2, None, "receipt.waiting", "kept"),
        (2, 1, "receipt.waiting", "kept"),
        (2, 2, "receipt.logged", "kept"),
        (3, 2, "receipt.changed", "kept"),
        (1, 1, "receipt.none", "broken"),
        (None, None, "receipt.none", "broken"),
    ],
)
def test_a_receipt_waits_is_logged_or_was_changed(stored, logged, code, standing):
    said = while_voting(RECEIPT, stored, logged)
    assert (said.code, said.standing) == (code, standing)
    assert while_voting(RECEIPT.code, stored, logged).code == code


def test_a_code_without_its_change_tells_how_the_ballot_stands():
    assert while_voting(Code(RECEIPT.code.signs), 5, 5).facts["change"] == 5
