"""What the recount works with: the bundle, what the reader brought, and what was read so far."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from tequio.decide.protocol.bundle.source import Source
from tequio.decide.protocol.checkpoints import Checkpoint
from tequio.decide.protocol.faults import Fault
from tequio.decide.protocol.freeze import Freeze
from tequio.decide.protocol.openings import Opening
from tequio.decide.protocol.receipts import Code, Receipt
from tequio.decide.protocol.recount.findings import Fact, Findings
from tequio.decide.protocol.tally import Box
from tequio.decide.protocol.withdrawals import Withdrawal


@dataclass
class Brought:
    """What the reader has from elsewhere: the printed hash, saved checkpoints, receipts."""

    freeze: bytes | None = None
    notes: Sequence[str] = ()
    receipts: Sequence[str] = ()


@dataclass
class Held:
    """A receipt that was brought, or why it cannot be read, with all leaves of its ballot."""

    text: str
    receipt: Receipt | Code | Fault
    leaves: list[Opening] = field(default_factory=list)

    @property
    def prefix(self) -> int | None:
        if isinstance(self.receipt, Fault):
            return None
        return (self.receipt if isinstance(self.receipt, Code) else self.receipt.code).prefix


@dataclass
class Chain:
    """How a ballot stood at the last leaf seen of it."""

    at: int
    turn: int
    fate: str
    batch: int


@dataclass
class Case:
    """A recount under way."""

    source: Source
    brought: Brought
    findings: Findings
    freeze: Freeze
    leaves: list[bytes] = field(default_factory=list)
    checkpoints: list[Checkpoint] = field(default_factory=list)
    final: Checkpoint | None = None
    roots: dict[int, bytes] = field(default_factory=dict)
    withdrawals: list[Withdrawal] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    chains: dict[bytes, Chain] = field(default_factory=dict)
    annulled: dict[str, int] = field(default_factory=dict)
    zones: dict[str, int] = field(default_factory=dict)
    box: Box | None = None
    results: dict[str, bytes] = field(default_factory=dict)

    def fail(self, check: int, code: str, /, **facts: Fact) -> None:
        self.findings.fail(check, code, **facts)

    @property
    def ballot_end(self) -> int:
        """The position after the last ballot leaf: that of the bundle leaf."""
        return max(1, len(self.leaves) - 1)
