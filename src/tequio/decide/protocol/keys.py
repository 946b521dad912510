"""Keys of a budget and what is derived from them: a ballot's id and mac, a person's place in the roll."""

import hmac
import secrets
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

JOIN_KEY = 32
SHORT = 16


def new_key() -> bytes:
    """Return 32 random bytes: a join key, a pepper or the seed of a signing key."""
    return secrets.token_bytes(JOIN_KEY)


def new_chain() -> bytes:
    """Return a random chain or salt; never derived, else a copied key and the bundle would be enough to link."""
    return secrets.token_bytes(SHORT)


def signing_key(seed: bytes) -> Ed25519PrivateKey:
    """Return the Ed25519 key of a 32-byte seed."""
    return Ed25519PrivateKey.from_private_bytes(seed)


def join_check(join_key: bytes) -> bytes:
    """Return the 32 bytes by which a process knows that it holds the frozen vote's join key."""
    return sha256(b"tequio-join-check-v1\n" + join_key).digest()


def ballot_id(join_key: bytes, freeze_sha256: bytes, roll_entry: bytes) -> bytes:
    """Return the id of a roll entry's ballot, 16 bytes: the join, computed and never stored."""
    return keyed(join_key, b"tequio-join-v1\n" + freeze_sha256 + roll_entry)


def ballot_mac(join_key: bytes, ballot: bytes, turn: int, salt: bytes, choices: bytes) -> bytes:
    """Return the mac of a ballot's row, 16 bytes: without the join key no row can be made or altered unseen."""
    return keyed(join_key, b"tequio-row-v1\n" + ballot + turn.to_bytes(4, "big") + salt + choices)


def mac_holds(join_key: bytes, ballot: bytes, turn: int, salt: bytes, choices: bytes, *, mac: bytes) -> bool:
    """Say whether a stored row is as the cast wrote it, in constant time."""
    return hmac.compare_digest(ballot_mac(join_key, ballot, turn, salt, choices), mac)


def chain_mac(join_key: bytes, ballot: bytes, chain: bytes) -> bytes:
    """Return the mac of a ballot's chain, 16 bytes, written once at the first cast and never changed.

    The row's own mac cannot hold the chain, which a change does not know beforehand; without this one, whoever has only
    the database could exchange the receipts of two ballots that are not logged yet.
    """
    return keyed(join_key, b"tequio-chain-v1\n" + ballot + chain)


def person_key(pepper: bytes, kind: str, number: str) -> bytes:
    """Return a person's key in the roll, 32 bytes; `kind` says what the number is ("census", "account")."""
    return hmac.digest(pepper, f"tequio-person-v1\n{kind}\n{number}".encode(), "sha256")


def keyed(key: bytes, message: bytes) -> bytes:
    return hmac.digest(key, message, "sha256")[:SHORT]
