"""Signed notes: readable by whoever follows C2SP, and by nobody who does not."""

import base64
import hashlib
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as some

from tequio.decide.protocol.checkpoints import Checkpoint, read_checkpoint
from tequio.decide.protocol.faults import Fault
from tequio.decide.protocol.keys import signing_key
from tequio.decide.protocol.notes import parse_verifier_key, sign_note, verifier_key

ORIGIN = "vote.lamarsa.example/2026"
KEY = signing_key(b"k" * 32)
PUBLIC = verifier_key(ORIGIN, KEY)
NOTE = Checkpoint(ORIGIN, 7, b"r" * 32, 3, datetime(2026, 12, 1, 20, tzinfo=UTC)).sign(KEY)


def independent(note: str, vkey: str) -> list[str]:
    """Open a note as the specification says, without our code."""
    name, wanted, encoded = vkey.split("+", 2)
    public = base64.b64decode(encoded)
    assert hashlib.sha256(name.encode() + b"\n" + public).digest()[:4].hex() == wanted
    head, tail = note.split("\n\n")
    dash, signer, signature = tail.rstrip("\n").split(" ")
    raw = base64.b64decode(signature)
    assert (dash, signer, raw[:4].hex()) == ("—", name, wanted)
    Ed25519PublicKey.from_public_bytes(public[1:]).verify(raw[4:], (head + "\n").encode())
    return head.split("\n")


def test_another_implementation_reads_our_notes():
    lines = independent(NOTE, str(PUBLIC))
    root = base64.b64encode(b"r" * 32).decode()
    assert lines == [ORIGIN, "7", root, "number 3", "time 2026-12-01T20:00:00Z"]


def test_a_published_key_is_read():
    """The example key of Go's package sumdb/note."""
    key = parse_verifier_key("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
    assert key.origin == "PeterNeumann"
    assert str(parse_verifier_key(str(PUBLIC))) == str(PUBLIC)


def test_the_example_note_of_the_specification_opens():
    text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
    signature = "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM="
    note = f"{text}\n\u2014 PeterNeumann {signature}\n"
    key = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    assert independent(note, key) == text.rstrip("\n").split("\n")
    from tequio.decide.protocol.notes import open_note

    assert open_note(note, parse_verifier_key(key)) == text


@pytest.mark.parametrize(
    "key",
    [
        "",
        "a",
        "a+b",
        "a+c74f20a3+ARpc",
        str(PUBLIC) + "=",
        str(PUBLIC).replace("+", "+0", 1),
        "+" + str(PUBLIC),
        " " + str(PUBLIC),
    ],
)
def test_a_key_that_is_not_written_strictly_is_refused(key):
    with pytest.raises(Fault):
        parse_verifier_key(key)


def test_a_checkpoint_is_read_back():
    read = read_checkpoint(NOTE, PUBLIC)
    assert (read.size, read.number, read.root) == (7, 3, b"r" * 32)


@given(some.integers(0, len(NOTE) - 1), some.characters(codec="utf-8"))
def test_no_sign_of_a_note_can_be_changed(place, sign):
    other = NOTE[:place] + sign + NOTE[place + 1 :]
    if other != NOTE:
        with pytest.raises(Fault):
            read_checkpoint(other, PUBLIC)


@given(some.integers(0, len(NOTE) - 1))
def test_no_sign_of_a_note_can_be_lost_or_doubled(place):
    for other in (NOTE[:place] + NOTE[place + 1 :], NOTE[:place] + NOTE[place] + NOTE[place:], NOTE[:place]):
        if other != NOTE:
            with pytest.raises(Fault):
                read_checkpoint(other, PUBLIC)


def test_a_second_signature_is_refused():
    with pytest.raises(Fault):
        read_checkpoint(NOTE + NOTE.split("\n\n")[1], PUBLIC)


@pytest.mark.parametrize(
    "text",
    [
        f"{ORIGIN}\n7\n",
        f"{ORIGIN}\n07\n{base64.b64encode(b'r' * 32).decode()}\nnumber 3\ntime 2026-12-01T20:00:00Z\n",
        f"{ORIGIN}\n7\n{base64.b64encode(b'r' * 31).decode()}\nnumber 3\ntime 2026-12-01T20:00:00Z\n",
        f"{ORIGIN}\n7\n{base64.b64encode(b'r' * 32).decode()}\nnumber x\ntime 2026-12-01T20:00:00Z\n",
        f"{ORIGIN}\n7\n{base64.b64encode(b'r' * 32).decode()}\nnumber 3\ntime 2026-13-01T20:00:00Z\n",
        f"other.example\n7\n{base64.b64encode(b'r' * 32).decode()}\nnumber 3\ntime 2026-12-01T20:00:00Z\n",
        f"{ORIGIN}\n7\n{base64.b64encode(b'r' * 32).decode()}\nnumber 3\ntime 2026-12-01T20:00:00Z\nmore\n",
    ],
)
def test_a_signed_text_that_is_no_checkpoint_is_refused(text):
    with pytest.raises(Fault) as refused:
        read_checkpoint(sign_note(text, ORIGIN, KEY), PUBLIC)
    assert refused.value.code == "note.form"


def test_another_vote_s_key_does_not_open_a_note():
    other = Checkpoint(ORIGIN, 7, b"r" * 32, 3, datetime(2026, 12, 1, 20, tzinfo=UTC)).sign(
        signing_key(b"o" * 32)
    )
    with pytest.raises(Fault) as refused:
        read_checkpoint(other, PUBLIC)
    assert refused.value.code == "note.signature"
