"""The opening: one line for each ballot leaf, in the order of the log, that shows what the leaf committed to."""

import re
from dataclasses import dataclass

from tequio.decide.protocol import canonical
from tequio.decide.protocol.faults import Fault
from tequio.decide.protocol.fields import hexes, one_of, record, whole
from tequio.decide.protocol.leaves import CHAIN, LAST_TURN, ballot_leaf, commit

REASONS = ("altered", "moved", "no-entry", "not-entitled", "other-channel", "twice")
FATES = {
    "counted": ("at", "ballot", "chain", "fate", "salt", "turn"),
    "replaced": ("at", "chain", "commit", "fate", "turn"),
    "annulled": ("at", "chain", "commit", "fate", "reason", "turn"),
}
LONGEST = 512 * 1024
COUNTED = re.compile(
    rb'\{"at":([1-9][0-9]{0,14}),"ballot":(\{.*\}),"chain":"([0-9a-f]{32})","fate":"counted",'
    rb'"salt":"([0-9a-f]{32})","turn":([1-9][0-9]{0,9})\}'
)

REPLACED = re.compile(
    rb'\{"at":([1-9][0-9]{0,14}),"chain":"([0-9a-f]{32})","commit":"([0-9a-f]{64})","fate":"replaced",'
    rb'"turn":([1-9][0-9]{0,9})\}'
)


@dataclass(frozen=True)
class Opening:
    """What one leaf was. `salt` and `choices` are there for counted ballots, `reason` for annulled ones."""

    at: int
    chain: bytes
    turn: int
    fate: str
    commit: bytes
    salt: bytes = b""
    choices: bytes = b""
    reason: str = ""

    @property
    def leaf(self) -> bytes:
        return ballot_leaf(self.chain, self.turn, self.commit)

    def line(self) -> bytes:
        """Return the canonical line, without its end; canonical choices stand in it as they are."""
        head, chain, turn = b'{"at":%d,' % self.at, self.chain.hex().encode(), b',"turn":%d}' % self.turn
        if self.fate == "counted":
            fields = b'"ballot":%b,"chain":"%b","fate":"counted","salt":"%b"'
            return head + fields % (self.choices, chain, self.salt.hex().encode()) + turn
        fields = b'"chain":"%b","commit":"%b","fate":"%b"'
        line = head + fields % (chain, self.commit.hex().encode(), self.fate.encode())
        return line + (b',"reason":"%b"' % self.reason.encode() if self.reason else b"") + turn


def counted(at: int, chain: bytes, turn: int, salt: bytes, choices: bytes) -> Opening:
    """Open a ballot that counts: everything is shown."""
    return Opening(at, chain, turn, "counted", commit(salt, choices), salt, choices)


def replaced(at: int, chain: bytes, turn: int, commitment: bytes) -> Opening:
    """Open a state that a later turn of the same ballot replaced: nothing of what was chosen is shown."""
    return Opening(at, chain, turn, "replaced", commitment)


def annulled(at: int, chain: bytes, turn: int, commitment: bytes, reason: str) -> Opening:
    """Open a ballot that does not count, with the reason."""
    one_of(reason, "reason", REASONS)
    return Opening(at, chain, turn, "annulled", commitment, reason=reason)


def read_opening(line: bytes) -> Opening:
    """Read a line without its end; `choices` are taken as they stand and not yet checked.

    Refuses (`Fault`) what is not canonical and what has other fields than its fate asks for. The usual lines are taken
    apart by their only possible spelling, which needs no parsing of the whole.
    """
    if len(line) > LONGEST:
        raise Fault("json.long", longest=LONGEST)
    usual = COUNTED.fullmatch(line)
    if usual and int(usual[5]) <= LAST_TURN:
        return counted(int(usual[1]), unhex(usual[3]), int(usual[5]), unhex(usual[4]), usual[2])
    usual = REPLACED.fullmatch(line)
    if usual and int(usual[4]) <= LAST_TURN:
        return replaced(int(usual[1]), unhex(usual[2]), int(usual[4]), unhex(usual[3]))
    form = canonical.read(line, longest=LONGEST)
    fate = one_of(form.get("fate") if type(form) is dict else None, "fate", FATES)
    form = record(form, "opening", FATES[fate])
    at, turn = whole(form["at"], "at", 1), whole(form["turn"], "turn", 1, LAST_TURN)
    chain = hexes(form["chain"], "chain", CHAIN)
    if fate == "counted":
        return counted(at, chain, turn, hexes(form["salt"], "salt", CHAIN), canonical.write(form["ballot"]))
    commitment = hexes(form["commit"], "commit", 32)
    if fate == "replaced":
        return replaced(at, chain, turn, commitment)
    return annulled(at, chain, turn, commitment, one_of(form["reason"], "reason", REASONS))


def unhex(digits: bytes) -> bytes:
    return bytes.fromhex(digits.decode())
