"""A forger who holds the signing key and writes the whole log anew, with the same sizes and times."""

from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from tequio.decide.protocol.bundle.writing import write_signed_files, write_signing_files
from tequio.decide.protocol.checkpoints import Checkpoint, read_checkpoint
from tequio.decide.protocol.freeze import Freeze
from tequio.decide.protocol.leaves import bundle_leaf, freeze_leaf
from tequio.decide.protocol.merkle import Tree
from tequio.decide.protocol.openings import Opening, counted
from tequio.decide.protocol.roll import Roll, count_roll
from tequio.decide.protocol.withdrawals import Withdrawal
from tests.decide.protocol.ballot_box import BallotBox
from tests.decide.protocol.example import KEY


@dataclass
class Forger:
    """The settled vote as batches of openings, to be altered at will and then signed as if it had always been so."""

    rules: Freeze
    batches: list[list[Opening | Withdrawal]]
    checkpoints: list[Checkpoint]
    roll: Roll

    @classmethod
    def of(cls, box: BallotBox) -> "Forger":
        """Take over a vote that is closed and settled."""
        checkpoints = [read_checkpoint(note, box.rules.key) for note in box.notes]
        leaves: list[Opening | Withdrawal] = [one for one in box.log if isinstance(one, Withdrawal)]
        leaves = sorted([*leaves, *box.openings()], key=lambda one: one.at)
        sizes = [one.size for one in checkpoints]
        batches = [[]] + [leaves[begin - 1 : end - 1] for begin, end in pairwise(sizes)]
        return cls(box.rules, batches, checkpoints, box.counts())

    def openings(self) -> list[Opening]:
        return [one for batch in self.batches for one in batch if isinstance(one, Opening)]

    def of_chain(self, chain: bytes) -> Opening:
        """Return the state of a ballot that stands."""
        return next(one for one in self.openings() if one.chain == chain and one.fate != "replaced")

    def put(self, old: Opening, *new: Opening) -> None:
        """Put other openings in the place of one; none drops it."""
        for batch in self.batches:
            if old in batch:
                place = batch.index(old)
                batch[place : place + 1] = list(new)
                return
        raise ValueError("no such opening")

    def choose(self, old: Opening, choices: bytes) -> Opening:
        """Return the ballot with other choices."""
        return counted(old.at, old.chain, old.turn, old.salt, choices)

    def voters(self, zone: str, change: int) -> None:
        """Change how many people the roll says voted in a zone."""
        cells = [replace(cell, voted=cell.voted + change * (zone in cell.zones)) for cell in self.roll.cells]
        self.roll = count_roll(cells, self.roll.annulled, self.roll.sealed)

    def publish(self, folder: Path) -> Path:
        """Sign everything anew and write the bundle."""
        hashes, notes, opened, withdrawals = [freeze_leaf(self.rules.sha256)], [], [], []
        for number, batch in enumerate(self.batches):
            for one in sorted(batch, key=lambda one: one.leaf):
                placed = replace(one, at=len(hashes))
                (opened if isinstance(placed, Opening) else withdrawals).append(placed)
                hashes.append(placed.leaf)
            notes.append(self.sign(number, hashes))
        signed = write_signed_files(
            folder, self.rules, notes=notes, openings=opened, withdrawals=withdrawals, roll=self.roll
        )
        hashes.append(bundle_leaf(signed))
        write_signing_files(folder, leaves=hashes, final=self.sign(len(notes), hashes))
        return folder

    def sign(self, number: int, hashes: list[bytes]) -> str:
        time = self.checkpoints[min(number, len(self.checkpoints) - 1)].time
        return Checkpoint(self.rules.origin, len(hashes), Tree(hashes).root(), number, time).sign(KEY)
