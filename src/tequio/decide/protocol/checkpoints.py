"""Checkpoints: signed statements of how long the log is and what it holds (C2SP tlog-checkpoint, two extension lines)."""

import base64
import re
from dataclasses import dataclass
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tequio.decide.protocol.faults import Fault
from tequio.decide.protocol.fields import moment, write_moment
from tequio.decide.protocol.notes import VerifierKey, open_note, sign_note, strict_base64

NUMBER = re.compile(r"0|[1-9][0-9]{0,15}")


@dataclass(frozen=True)
class Checkpoint:
    """The log of `origin` had `size` leaves and this root at `time`; checkpoints are numbered from 0 without a gap."""

    origin: str
    size: int
    root: bytes
    number: int
    time: datetime

    def text(self) -> str:
        """Return the five lines that are signed."""
        root = base64.b64encode(self.root).decode()
        time = write_moment(self.time)
        return f"{self.origin}\n{self.size}\n{root}\nnumber {self.number}\ntime {time}\n"

    def sign(self, key: Ed25519PrivateKey) -> str:
        """Return the note that is published."""
        return sign_note(self.text(), self.origin, key)


def read_checkpoint(note: str, key: VerifierKey) -> Checkpoint:
    """Read a published note, its signature checked.

    Refuses (`Fault`) "note.form", "note.signature"; a note that another vote's key signed is "note.signature" too.
    """
    lines = open_note(note, key).split("\n")
    if len(lines) != 6 or lines[0] != key.origin or lines[3][:7] != "number " or lines[4][:5] != "time ":
        raise Fault("note.form")
    root = strict_base64(lines[2])
    if (
        root is None
        or len(root) != 32
        or not NUMBER.fullmatch(lines[1])
        or not NUMBER.fullmatch(lines[3][7:])
    ):
        raise Fault("note.form")
    try:
        time = moment(lines[4][5:], "time")
    except Fault:
        raise Fault("note.form") from None
    return Checkpoint(key.origin, int(lines[1]), root, int(lines[3][7:]), time)
