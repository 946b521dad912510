"""Whatever people do, in whatever order, the bundle holds and every receipt reads as promised."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tequio.decide.protocol.bundle.archive import pack
from tequio.decide.protocol.bundle.folder import Folder
from tequio.decide.protocol.recount.case import Brought
from tequio.decide.protocol.recount.recounting import recount
from tests.decide.protocol.ballot_box import BallotBox
from tests.decide.protocol.example import freeze, some_choices

VOTERS = 24
voter = some.integers(0, VOTERS - 1)
steps = some.lists(
    some.tuples(some.just("cast"), voter)
    | some.tuples(some.just("crowd"), voter)
    | some.tuples(some.just("replay"), voter)
    | some.tuples(some.just("strike"), voter)
    | some.tuples(some.sampled_from(["batch", "checkpoint"]), voter)
    | some.tuples(some.just("withdraw"), voter),
    max_size=40,
)
REASONS = ("altered", "not-entitled", "other-channel", "twice")


class Story:
    """A vote told by steps, with what each voter's page showed and every receipt that was given."""

    def __init__(self, hold: int, seed: int) -> None:
        self.box = BallotBox(freeze(hold=hold), voters=VOTERS, seed=seed, largest=2 * hold + 1)
        self.turns = dict.fromkeys(range(VOTERS), 0)
        self.sent: dict[int, tuple[bytes, int]] = {}
        self.receipts: list[tuple[int, int, str]] = []
        self.withdrawn: set[str] = set()

    def tell(self, step: str, who: int) -> None:
        getattr(self, step)(who)

    def cast(self, who: int) -> None:
        entry = self.box.roll[who]
        self.send(who, some_choices(self.box.rules, entry.zone, self.box.by), self.turns[who])

    def send(self, who: int, choices: bytes, base: int) -> None:
        receipt = self.box.cast(self.box.roll[who], choices, base)
        if receipt:
            self.sent[who] = choices, base
            self.turns[who] = receipt.turn
            self.receipts.append((who, receipt.turn, str(receipt)))

    def crowd(self, who: int) -> None:
        for other in range(who + 1):
            self.cast(other)

    def replay(self, who: int) -> None:
        """An old request again: the same receipt while it is the last state, nothing afterwards, never a new turn."""
        if who in self.sent:
            before = self.turns[who]
            receipt = self.box.cast(self.box.roll[who], *self.sent[who])
            assert self.turns[who] == before
            assert receipt is None or str(receipt) == self.receipts_of(who)[-1]
            stale = self.box.cast(self.box.roll[who], self.sent[who][0], max(0, self.turns[who] - 2))
            assert stale is None or str(stale) == self.receipts_of(who)[-1]

    def receipts_of(self, who: int) -> list[str]:
        return [text for owner, _turn, text in self.receipts if owner == who]

    def batch(self, who: int) -> None:
        self.box.batch()

    def checkpoint(self, who: int) -> None:
        self.box.checkpoint()

    def strike(self, who: int) -> None:
        self.box.strike(self.box.roll[who], REASONS[who % len(REASONS)])

    def withdraw(self, who: int) -> None:
        project = f"c{who % 5 + 1}"
        if project not in self.withdrawn:
            self.withdrawn.add(project)
            self.box.withdraw(project)


def check_story(told: list[tuple[str, int]], hold: int, seed: int) -> None:
    story = Story(hold, seed)
    for step, who in told:
        story.tell(step, who)
    with tempfile.TemporaryDirectory() as name:
        folder = story.box.finish(Path(name) / "bundle")
        check_bundle(story, folder)
        pack(Folder(folder), Path(name) / "bundle.zip")
        findings, _case = recount(Path(name) / "bundle.zip")
        assert findings.holds
    total = sum(story.box.batches)
    assert all(size >= hold for size in story.box.batches) or total < 2 * hold


def check_bundle(story: Story, folder: Path) -> None:
    box = story.box
    receipts = list(dict.fromkeys(story.receipts))
    brought = Brought(box.rules.sha256, box.notes, [text for _who, _turn, text in receipts])
    findings, case = recount(folder, brought)
    assert [(one.code, one.facts) for one in findings.found if one.grave] == []
    assert findings.exit_code == 0
    assert case is not None
    told = [one for one in findings.found if one.code.startswith("receipt.")]
    for who, turn, text in receipts[:20]:
        fates = {one.code for one in told if one.facts["code"] == code_of(text)}
        last = "receipt.annulled" if box.roll[who].struck else "receipt.counted"
        assert last in fates
        assert turn == story.turns[who] or "receipt.replaced" in fates
    assert case.box is not None
    assert case.box.counted + case.box.annulled == len(box.ballots)


def code_of(text: str) -> str:
    from tequio.decide.protocol.receipts import Receipt, parse_receipt

    receipt = parse_receipt(text)
    assert isinstance(receipt, Receipt)
    return str(receipt.code)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps, some.integers(1, 12), some.integers(0, 2**32))
def test_every_sequence_gives_a_bundle_that_holds(told, hold, seed):
    check_story(told, hold, seed)


@pytest.mark.proof
@settings(max_examples=1_000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(steps, some.integers(1, 12), some.integers(0, 2**32))
def test_a_thousand_sequences_give_bundles_that_hold(told, hold, seed):
    check_story(told, hold, seed)


def test_no_votes_at_all_give_a_bundle_that_holds():
    check_story([], 30, 0)


def test_the_same_vote_gives_the_same_bytes(tmp_path):
    for name in ("one", "other"):
        story = Story(3, 5)
        story.crowd(VOTERS - 1)
        story.box.finish(tmp_path / name)
        pack(Folder(tmp_path / name), tmp_path / f"{name}.zip")
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "other.zip").read_bytes()
