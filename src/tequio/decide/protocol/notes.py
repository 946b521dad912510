"""C2SP signed notes with one Ed25519 signature, and their keys (`origin+key id+base64`)."""

import base64
import binascii
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from tequio.decide.protocol.faults import Fault

ED25519 = b"\x01"
DASH = "\u2014 "
LONGEST = 4_096


@dataclass(frozen=True)
class VerifierKey:
    """The public key of a vote, as published: `lamarsa.example/2026+1a2b3c4d+base64(0x01 and 32 bytes)`."""

    origin: str
    raw: bytes

    def __str__(self) -> str:
        return f"{self.origin}+{self.id.hex()}+{base64.b64encode(ED25519 + self.raw).decode()}"

    @property
    def id(self) -> bytes:
        """The first four bytes of the hash of origin and key: a hint which key signed."""
        return sha256(self.origin.encode() + b"\n" + ED25519 + self.raw).digest()[:4]

    @cached_property
    def key(self) -> Ed25519PublicKey:
        return Ed25519PublicKey.from_public_bytes(self.raw)


def verifier_key(origin: str, key: Ed25519PrivateKey) -> VerifierKey:
    """Return the public half of a signing key under an origin."""
    return VerifierKey(origin, key.public_key().public_bytes_raw())


def parse_verifier_key(text: str) -> VerifierKey:
    """Read a published key. Refuses (`Fault`) another algorithm, a wrong key id, and what is not written strictly."""
    origin, plus, rest = text.partition("+")
    key_id, _, encoded = rest.partition("+")
    data = strict_base64(encoded)
    if not plus or not is_key_name(origin) or data is None or len(data) != 33 or data[:1] != ED25519:
        raise Fault("key.unreadable")
    key = VerifierKey(origin, data[1:])
    if key_id != key.id.hex():
        raise Fault("key.unreadable")
    return key


def sign_note(text: str, origin: str, key: Ed25519PrivateKey) -> str:
    """Return the signed note of a text that ends in a line end."""
    public = verifier_key(origin, key)
    return f"{text}\n{DASH}{origin} {base64.b64encode(public.id + key.sign(text.encode())).decode()}\n"


def open_note(note: str, key: VerifierKey) -> str:
    """Return the text of a note, its one signature checked.

    Refuses (`Fault`) another form ("note.form"), another origin or key, and a wrong signature ("note.signature").
    """
    text, blank, signature = note.rpartition("\n\n")
    if not blank or not text or len(note) > LONGEST or has_control(note):
        raise Fault("note.form")
    text += "\n"
    data = strict_base64(signature.removesuffix("\n").rpartition(" ")[2])
    if data is None or len(data) != 68 or signature.count("\n") != 1 or not signature.startswith(DASH):
        raise Fault("note.form")
    if signature != f"{DASH}{key.origin} {base64.b64encode(data).decode()}\n" or data[:4] != key.id:
        raise Fault("note.signature")
    try:
        key.key.verify(data[4:], text.encode())
    except (InvalidSignature, UnicodeEncodeError):
        raise Fault("note.signature") from None
    return text


def strict_base64(text: str) -> bytes | None:
    """Return the bytes, or None for what is not the one standard spelling of them."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return data if base64.b64encode(data).decode() == text else None


def is_key_name(text: str) -> bool:
    """Say whether a text can name a key: not empty, no plus, no space, nothing unseen."""
    return (
        0 < len(text) <= 200
        and text.isprintable()
        and text.isascii()
        and not any(sign in " +" for sign in text)
    )


def has_control(text: str) -> bool:
    return any(sign < " " and sign != "\n" for sign in text)
