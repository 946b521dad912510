"""Receipts: a signed promise that the log will hold this ballot, as a code for people and a text for machines."""

import re
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from tequio.decide.protocol.faults import Fault
from tequio.decide.protocol.leaves import LAST_TURN

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: without I, L, O and U."""
LIKE = str.maketrans("OIL", "011")
MACHINE = re.compile(
    r"TEQUIO1:([0-9A-F]{64}):([0-9A-F]{32}):([1-9][0-9]{0,9}):([0-9A-F]{64}):([0-9A-F]{128})"
)
CODE = re.compile(r"([0-9A-Z]{4})[\s\-\u2010-\u2015]*([0-9A-Z]{4})[\s\-\u2010-\u2015]*([0-9A-Z]{4})")
CHANGE = re.compile(r"[\s,.;:(]*[^\W\d]*[\s.:]*([1-9]\d{0,9})?[\s).]*")


@dataclass(frozen=True)
class Code:
    """A receipt as a person has it: the twelve signs of `K7QF-2M9X-4D0T` and, where known, the change."""

    signs: str
    turn: int | None = None

    def __str__(self) -> str:
        return "-".join((self.signs[:4], self.signs[4:8], self.signs[8:]))

    @property
    def prefix(self) -> int:
        """The first 50 bits of the chain."""
        return number_of(self.signs[:10])


@dataclass(frozen=True)
class Receipt:
    """The promise: by the closing checkpoint the log holds, for this chain, this turn and commit, or a later turn."""

    freeze_sha256: bytes
    chain: bytes
    turn: int
    commit: bytes
    signature: bytes

    def __str__(self) -> str:
        parts = (
            self.freeze_sha256.hex(),
            self.chain.hex(),
            str(self.turn),
            self.commit.hex(),
            self.signature.hex(),
        )
        return "TEQUIO1:" + ":".join(parts).upper()

    @property
    def code(self) -> Code:
        return Code(code_signs(self.chain), self.turn)

    def holds(self, key: Ed25519PublicKey) -> bool:
        """Say whether the key signed this promise."""
        try:
            key.verify(self.signature, promise(self.freeze_sha256, self.chain, self.turn, self.commit))
        except InvalidSignature:
            return False
        return True


def promise(freeze_sha256: bytes, chain: bytes, turn: int, commit: bytes) -> bytes:
    """Return the bytes that are signed: no time, no name, no choices, no salt."""
    return b"tequio-receipt-v1\n" + freeze_sha256 + chain + turn.to_bytes(4, "big") + commit


def make_receipt(
    key: Ed25519PrivateKey, freeze_sha256: bytes, chain: bytes, turn: int, commit: bytes
) -> Receipt:
    """Sign the promise for one state of a ballot; the same state always has the same receipt."""
    signature = key.sign(promise(freeze_sha256, chain, turn, commit))
    return Receipt(freeze_sha256, chain, turn, commit, signature)


def code_signs(chain: bytes) -> str:
    """Return the twelve signs of a chain's code: 50 bits of the chain and 10 check bits."""
    signs = signs_of(prefix_of(chain), 10)
    return signs + check_signs(signs)


def prefix_of(chain: bytes) -> int:
    """Return the first 50 bits of a chain as a number."""
    return int.from_bytes(chain[:7], "big") >> 6


def check_signs(signs: str) -> str:
    return signs_of(int.from_bytes(sha256(b"tequio-code-v1\n" + signs.encode()).digest()[:2], "big") >> 6, 2)


def signs_of(number: int, length: int) -> str:
    return "".join(SIGNS[number >> 5 * place & 31] for place in reversed(range(length)))


def number_of(signs: str) -> int:
    number = 0
    for sign in signs:
        number = number << 5 | SIGNS.index(sign)
    return number


def parse_receipt(text: str) -> Receipt | Code:
    """Read what a voter brings: the text of the QR code, or the code with or without its change.

    Small letters, missing hyphens and the look-alikes O, I and L are taken. Refuses (`Fault`) a slip of the pen, told
    apart from a missing ballot by the check signs.
    """
    text = text.strip()
    if len(text) > 1_000:
        raise Fault("receipt.unreadable")
    if text[:7].upper() == "TEQUIO1":
        return parse_machine(re.sub(r"\s", "", text).upper())
    found = CODE.match(text.upper())
    rest = CHANGE.fullmatch(text[found.end() :]) if found else None
    if not found or not rest:
        raise Fault("receipt.unreadable")
    signs = "".join(found.groups()).translate(LIKE)
    if "U" in signs or check_signs(signs[:10]) != signs[10:]:
        raise Fault("receipt.slip")
    turn = int(rest[1]) if rest[1] else None
    if turn is not None and turn > LAST_TURN:
        raise Fault("receipt.unreadable")
    return Code(signs, turn)


def parse_machine(text: str) -> Receipt:
    found = MACHINE.fullmatch(text)
    if not found or int(found[3]) > LAST_TURN:
        raise Fault("receipt.incomplete")
    parts = [bytes.fromhex(found[group]) for group in (1, 2, 4, 5)]
    return Receipt(parts[0], parts[1], int(found[3]), parts[2], parts[3])
