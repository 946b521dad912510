"""A ballot box in memory that follows the protocol's casting, logging and settlement: what a database must do alike."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from random import Random

from tequio.decide.protocol import openings
from tequio.decide.protocol.ballots import read_ballot
from tequio.decide.protocol.batches import in_order, parts, pick
from tequio.decide.protocol.bundle.writing import write_signed_files, write_signing_files
from tequio.decide.protocol.checkpoints import Checkpoint
from tequio.decide.protocol.freeze import Freeze
from tequio.decide.protocol.keys import ballot_id, ballot_mac, chain_mac
from tequio.decide.protocol.leaves import ballot_leaf, bundle_leaf, commit, freeze_leaf
from tequio.decide.protocol.merkle import Tree
from tequio.decide.protocol.receipts import Receipt, make_receipt
from tequio.decide.protocol.roll import Cell, count_roll
from tequio.decide.protocol.settlement import Kept, Stored, intrusions
from tequio.decide.protocol.withdrawals import Withdrawal
from tests.decide.protocol.example import JOIN_KEY, KEY, freeze


@dataclass
class Entry:
    """A line of the roll."""

    id: bytes
    zone: str
    struck: str = ""
    voted: bool = False


@dataclass(frozen=True)
class Row(Stored):
    """A ballot as it is stored."""

    annulled: str = ""

    @property
    def commit(self) -> bytes:
        return commit(self.salt, self.choices)


class BallotBox:
    """One vote from its opening to its bundle. Random parts come from one seed."""

    def __init__(
        self, rules: Freeze | None = None, *, voters: int = 40, seed: int = 0, largest: int = 5_000
    ) -> None:
        self.rules, self.by, self.largest = rules or freeze(), Random(seed), largest
        zones = [zone.id for zone in self.rules.zones]
        self.roll = [Entry(self.by.randbytes(16), zones[number % len(zones)]) for number in range(voters)]
        self.ballots: dict[bytes, Row] = {}
        self.log: list[Kept | Withdrawal | None] = [None]
        self.hashes = [freeze_leaf(self.rules.sha256)]
        self.notes: list[str] = []
        self.batches: list[int] = []
        self.now = self.rules.opens
        self.closed = False
        self.checkpoint()

    def id_of(self, entry: Entry) -> bytes:
        return ballot_id(JOIN_KEY, self.rules.sha256, entry.id)

    def cast(self, entry: Entry, choices: bytes, base: int) -> Receipt | None:
        """Cast or change a ballot; None where it is too late or the page showed another turn."""
        if self.closed or entry.struck:
            return None
        assert read_ballot(self.rules, choices).zone == entry.zone
        name, row = self.id_of(entry), self.ballots.get(self.id_of(entry))
        standing = row.turn if row else 0
        if standing == base:
            chain = row.chain if row else self.by.randbytes(16)
            salt = self.by.randbytes(16)
            sealed = row.chain_mac if row else chain_mac(JOIN_KEY, name, chain)
            mac = ballot_mac(JOIN_KEY, name, base + 1, salt, choices)
            row = self.ballots[name] = Row(name, entry.zone, chain, sealed, base + 1, salt, choices, mac)
        elif not row or row.turn != base + 1 or row.choices != choices:
            return None
        return make_receipt(KEY, self.rules.sha256, row.chain, row.turn, row.commit)

    def waiting(self) -> list[Row]:
        known = {(leaf.chain, leaf.turn) for leaf in self.log if isinstance(leaf, Kept)}
        return [row for row in self.ballots.values() if (row.chain, row.turn) not in known]

    def batch(self, *, closing: bool = False) -> None:
        """Log what waits, less what is held; every part is a batch with its own checkpoint."""
        for part in parts(pick(self.waiting(), self.rules.hold, closing=closing, by=self.by), self.largest):
            leaves = {ballot_leaf(row.chain, row.turn, row.commit): row for row in part}
            for hash_ in in_order(leaves):
                row = leaves[hash_]
                self.append(hash_, Kept(len(self.log), hash_, row.chain, row.turn, row.commit))
            self.batches.append(len(part))
            self.checkpoint()

    def append(self, hash_: bytes, leaf: Kept | Withdrawal) -> None:
        self.hashes.append(hash_)
        self.log.append(leaf)

    def withdraw(self, project: str) -> None:
        notice = Withdrawal(len(self.log), project, self.now, "The land is not free.")
        self.append(notice.leaf, notice)
        self.checkpoint()

    def checkpoint(self) -> str:
        """Sign how the log stands, an hour later."""
        root = Tree(self.hashes).root()
        checkpoint = Checkpoint(self.rules.origin, len(self.hashes), root, len(self.notes), self.now)
        self.notes.append(checkpoint.sign(KEY))
        self.now += timedelta(hours=1)
        return self.notes[-1]

    def strike(self, entry: Entry, reason: str) -> None:
        entry.struck = reason

    def close(self) -> None:
        self.closed = True
        self.now = max(self.now, self.rules.closes)
        self.batch(closing=True)
        self.checkpoint()

    def settle(self) -> None:
        """Look for intrusions, mark who voted, annul the ballots of struck entries."""
        assert list(self.intrusions()) == []
        for entry in self.roll:
            name = self.id_of(entry)
            row = self.ballots.get(name)
            entry.voted = row is not None
            if row is not None:
                self.ballots[name] = replace(row, annulled=entry.struck)

    def intrusions(self):
        entries = {self.id_of(entry): entry.zone for entry in self.roll}
        leaves = [leaf for leaf in self.log if isinstance(leaf, Kept)]
        return intrusions(JOIN_KEY, entries, self.ballots.values(), leaves)

    def openings(self) -> list[openings.Opening]:
        rows = {row.chain: row for row in self.ballots.values()}
        return [
            opened(at, leaf, rows[leaf.chain]) for at, leaf in enumerate(self.log) if isinstance(leaf, Kept)
        ]

    def counts(self):
        cells = [self.cell(zone.id) for zone in self.rules.zones]
        reasons = [row.annulled for row in self.ballots.values() if row.annulled]
        return count_roll(
            cells, {reason: reasons.count(reason) for reason in reasons}, sha256(b"sealed").digest()
        )

    def cell(self, zone: str) -> Cell:
        people = [entry for entry in self.roll if entry.zone == zone]
        return Cell((zone,), len(people), sum(entry.voted for entry in people))

    def finish(self, folder: Path) -> Path:
        """Close, settle, open, write the bundle, sign it."""
        self.close()
        self.settle()
        return self.publish(folder)

    def publish(self, folder: Path) -> Path:
        withdrawals = [leaf for leaf in self.log if isinstance(leaf, Withdrawal)]
        signed = write_signed_files(
            folder,
            self.rules,
            notes=self.notes,
            openings=self.openings(),
            withdrawals=withdrawals,
            roll=self.counts(),
        )
        self.hashes.append(bundle_leaf(signed))
        final = Checkpoint(
            self.rules.origin, len(self.hashes), Tree(self.hashes).root(), len(self.notes), self.now
        )
        write_signing_files(folder, leaves=self.hashes, final=final.sign(KEY))
        return folder


def opened(at: int, leaf: Kept, row: Row) -> openings.Opening:
    if leaf.turn < row.turn:
        return openings.replaced(at, leaf.chain, leaf.turn, leaf.commit)
    if row.annulled:
        return openings.annulled(at, leaf.chain, leaf.turn, leaf.commit, row.annulled)
    return openings.counted(at, leaf.chain, leaf.turn, row.salt, row.choices)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
