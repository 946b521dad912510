"""What the log holds: the rules first, then commitments to ballots, at the end the list of files."""

from hashlib import sha256

from tequio.decide.protocol.merkle import leaf_hash

CHAIN = 16
"""Bytes of a chain, of a salt, of a ballot's id and of its mac."""
LAST_TURN = 2**32 - 1


def commit(salt: bytes, choices: bytes) -> bytes:
    """Return the commitment to a ballot's canonical choices."""
    return sha256(b"tequio-choices-v1\n" + salt + choices).digest()


def ballot_leaf(chain: bytes, turn: int, commitment: bytes) -> bytes:
    """Return the leaf hash of one state of a ballot."""
    return leaf_hash(b"tequio-ballot-v1\n" + chain + turn.to_bytes(4, "big") + commitment)


def freeze_leaf(freeze_sha256: bytes) -> bytes:
    """Return the hash of leaf 0."""
    return leaf_hash(b"tequio-freeze-v1\n" + freeze_sha256)


def withdrawal_leaf(line: bytes) -> bytes:
    """Return the leaf hash of a notice that a project was withdrawn, given its canonical line without its end."""
    return leaf_hash(b"tequio-withdrawn-v1\n" + sha256(line).digest())


def bundle_leaf(bundle_sha256: bytes) -> bytes:
    """Return the hash of the last leaf."""
    return leaf_hash(b"tequio-bundle-v1\n" + bundle_sha256)
