"""Checks 8 to 10: each ballot is the one that was logged, stands once, and keeps the rules; one pass over the openings."""

from bisect import bisect_right
from collections.abc import Iterator

from tequio.decide.protocol.ballots import Ballot, read_ballot
from tequio.decide.protocol.bundle.source import lines
from tequio.decide.protocol.faults import Fault
from tequio.decide.protocol.openings import Opening, read_opening
from tequio.decide.protocol.receipts import Code, code_signs, prefix_of
from tequio.decide.protocol.recount.case import Case, Chain
from tequio.decide.protocol.recount.findings import Fact
from tequio.decide.protocol.recount.logged import boundaries
from tequio.decide.protocol.tally import Box

REMEMBERED = 200_000


def check_openings(case: Case) -> None:
    """Run the three checks; chains, counts by zone and reason, and the box are left in the case."""
    case.findings.reached.update((8, 9, 10))
    Pass(case).run()


class Pass:
    """One pass over the openings."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.box = case.box = Box(case.freeze)
        self.edges = boundaries(case)
        self.wanted = {held.prefix: held for held in case.held if held.prefix is not None}
        self.read: dict[bytes, Ballot | Fault] = {}

    def run(self) -> None:
        for opening in self.placed():
            self.compare(opening)
            self.follow(opening)
            self.count(opening)
            if self.wanted and prefix_of(opening.chain) in self.wanted:
                self.keep(opening)
        for chain, last in self.case.chains.items():
            if last.fate == "replaced":
                facts = ballot_facts(last.at, chain, last.turn)
                self.case.fail(9, "chain.dropped", **facts)

    def placed(self) -> Iterator[Opening]:
        """Yield the openings of the ballot leaves, one for each; what is not in its place is told and left out."""
        notices = {one.at for one in self.case.withdrawals}
        expected = (at for at in range(1, self.case.ballot_end) if at not in notices)
        last, wanted = 0, next(expected, None)
        for opening in self.opened():
            if (
                opening.at <= last
                or wanted is None
                or opening.at >= self.case.ballot_end
                or opening.at in notices
            ):
                self.case.fail(8, "opening.stray", **ballot_facts(opening.at, opening.chain, opening.turn))
                continue
            while wanted is not None and wanted < opening.at:
                self.case.fail(8, "opening.missing", position=wanted)
                wanted = next(expected, None)
            last, wanted = opening.at, next(expected, None)
            yield opening
        while wanted is not None:
            self.case.fail(8, "opening.missing", position=wanted)
            wanted = next(expected, None)

    def opened(self) -> Iterator[Opening]:
        """Yield what can be read."""
        number = 0
        try:
            for number, line in enumerate(lines(self.case.source, "openings.jsonl"), 1):
                try:
                    yield read_opening(line)
                except Fault as fault:
                    self.case.fail(8, "opening.unreadable", line=number, because=fault)
        except Fault as fault:
            self.case.fail(8, "opening.unreadable", line=number + 1, because=fault)

    def compare(self, opening: Opening) -> None:
        """Check 8: recompute the leaf."""
        if opening.leaf != self.case.leaves[opening.at]:
            self.case.fail(8, "opening.altered", **ballot_facts(opening.at, opening.chain, opening.turn))

    def follow(self, opening: Opening) -> None:
        """Check 9: turns rise, one leaf a batch, and only the last one stands."""
        batch = bisect_right(self.edges, opening.at)
        before = self.case.chains.get(opening.chain)
        if before is not None:
            self.compare_states(before, opening, batch)
        self.case.chains[opening.chain] = Chain(opening.at, opening.turn, opening.fate, batch)

    def compare_states(self, before: Chain, opening: Opening, batch: int) -> None:
        """Compare two states of one ballot."""
        facts = ballot_facts(opening.at, opening.chain, opening.turn)
        if opening.turn <= before.turn:
            self.case.fail(9, "chain.turn", **facts, before=before.turn)
        if batch == before.batch:
            self.case.fail(9, "chain.batch", **facts)
        if before.fate != "replaced":
            self.case.fail(9, "chain.two", **facts, other=before.at)

    def count(self, opening: Opening) -> None:
        """Check 10: a counted ballot keeps the rules; then it goes into the box."""
        if opening.fate == "annulled":
            self.box.annulled += 1
            self.case.annulled[opening.reason] = self.case.annulled.get(opening.reason, 0) + 1
        if opening.fate != "counted":
            return
        ballot = self.ballot(opening.choices)
        if isinstance(ballot, Fault):
            facts = ballot_facts(opening.at, opening.chain, opening.turn)
            self.case.fail(10, "ballot.invalid", **facts, because=ballot)
            return
        self.box.add(opening.at, ballot)
        self.case.zones[ballot.zone] = self.case.zones.get(ballot.zone, 0) + 1

    def ballot(self, choices: bytes) -> Ballot | Fault:
        """Read choices; equal ones are read once."""
        found = self.read.get(choices)
        if found is None:
            try:
                found = read_ballot(self.case.freeze, choices)
            except Fault as fault:
                found = fault
            if len(self.read) < REMEMBERED:
                self.read[choices] = found
        return found

    def keep(self, opening: Opening) -> None:
        """Remember the leaves of a ballot whose receipt was brought."""
        for held in self.case.held:
            if held.prefix == prefix_of(opening.chain):
                held.leaves.append(opening)


def ballot_facts(at: int, chain: bytes, turn: int) -> dict[str, Fact]:
    """Name a ballot: its position in the log, its receipt's code, its change."""
    return {"position": at, "code": str(Code(code_signs(chain))), "change": turn}
