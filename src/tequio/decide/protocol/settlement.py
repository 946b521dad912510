"""The settlement's first question: is every stored ballot as it was cast, and is the log what was stored?"""

import hmac
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tequio.decide.protocol import canonical
from tequio.decide.protocol.faults import Fault
from tequio.decide.protocol.keys import chain_mac, mac_holds
from tequio.decide.protocol.leaves import ballot_leaf, commit
from tequio.decide.protocol.receipts import Code, code_signs


@dataclass(frozen=True)
class Stored:
    """A ballot as the database holds it."""

    id: bytes
    zone: str
    chain: bytes
    chain_mac: bytes
    turn: int
    salt: bytes
    choices: bytes
    mac: bytes


@dataclass(frozen=True)
class Kept:
    """A ballot leaf with what is kept private beside it until the opening."""

    position: int
    hash: bytes
    chain: bytes
    turn: int
    commit: bytes


def intrusions(
    join_key: bytes, entries: Mapping[bytes, str], stored: Iterable[Stored], leaves: Iterable[Kept]
) -> Iterator[Fault]:
    """Yield what only an intrusion explains; nothing may be opened before the commission has decided on each.

    `entries` are the zones of all roll entries by the ballot id derived from each; `leaves` come in log order, after the
    last batch. Found are: a row altered, added, deleted or set back, an exchanged chain, a leaf that does not fit. Not
    found: a row set back to an earlier state of which no later one was logged.
    """
    last: dict[bytes, Kept] = {}
    for leaf in leaves:
        if ballot_leaf(leaf.chain, leaf.turn, leaf.commit) != leaf.hash:
            yield Fault("intrusion.leaf", position=leaf.position, receipt=code_of(leaf.chain))
        last[leaf.chain] = leaf
    for row in stored:
        yield from wrong_in(join_key, entries, row)
        leaf_of_row = last.get(row.chain)
        if leaf_of_row is None or leaf_of_row.turn < row.turn:
            yield Fault("intrusion.not_logged", receipt=code_of(row.chain))
        elif leaf_of_row.turn == row.turn:
            del last[row.chain]
            if leaf_of_row.commit != commit(row.salt, row.choices):
                yield Fault("intrusion.not_logged", receipt=code_of(row.chain))
    for leaf in last.values():
        yield Fault("intrusion.no_ballot", position=leaf.position, receipt=code_of(leaf.chain))


def wrong_in(join_key: bytes, entries: Mapping[bytes, str], row: Stored) -> Iterator[Fault]:
    """Yield what is wrong with a row by itself."""
    receipt = code_of(row.chain)
    if not mac_holds(join_key, row.id, row.turn, row.salt, row.choices, mac=row.mac):
        yield Fault("intrusion.altered", receipt=receipt)
    if not hmac.compare_digest(chain_mac(join_key, row.id, row.chain), row.chain_mac):
        yield Fault("intrusion.chain", receipt=receipt)
    if entries.get(row.id) != row.zone or zone_of(row.choices) != row.zone:
        yield Fault("intrusion.no_entry", receipt=receipt)


def zone_of(choices: bytes) -> str:
    try:
        return str(canonical.read(choices)["zone"])
    except (Fault, KeyError, TypeError):
        return ""


def code_of(chain: bytes) -> str:
    return str(Code(code_signs(chain)))
