"""Who finds what: each deed of a forger, seen by the bundle alone, a saved checkpoint, a receipt, a printed hash."""

from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import pytest

from tequio.decide.protocol import canonical
from tequio.decide.protocol.ballots import read_ballot, write_choices
from tequio.decide.protocol.freezing import read_freeze
from tequio.decide.protocol.openings import annulled, replaced
from tequio.decide.protocol.receipts import Receipt
from tequio.decide.protocol.recount.case import Brought
from tequio.decide.protocol.recount.recounting import recount
from tests.decide.protocol.ballot_box import BallotBox
from tests.decide.protocol.example import form, some_choices
from tests.decide.protocol.forger import Forger
from tests.decide.protocol.tampering import busy_box, read_files, sign_again, write_files


@dataclass
class Scene:
    """A vote with a victim who kept the receipt, a stranger who did not vote, and a note that a witness saved."""

    box: BallotBox
    receipt: Receipt
    zone: str
    saved: str = ""

    @classmethod
    def set(cls, seed: int = 1) -> "Scene":
        box = busy_box(seed)
        victim = box.roll[-1]
        choices = write_choices(box.rules, victim.zone, {"roads": [("r1", 1), ("r2", 1)]})
        receipt = box.cast(victim, choices, 0)
        assert receipt
        return cls(box, receipt, victim.zone)

    def settled(self) -> Forger:
        """Close and settle honestly; the witness saves the closing note."""
        self.box.close()
        self.box.settle()
        self.saved = self.box.notes[-1]
        return Forger.of(self.box)


def codes(folder: Path, **brought) -> set[str]:
    """Return the codes of everything grave that is found."""
    findings, _case = recount(folder, Brought(**brought))
    return {one.code for one in findings.found if one.grave}


def told(folder: Path, receipt: Receipt) -> set[str]:
    """Return what is said of a receipt, in code form and in the form for machines alike."""
    said = []
    for text in (str(receipt), f"{receipt.code}, change {receipt.turn}"):
        findings, _case = recount(folder, Brought(receipts=[text]))
        said.append({one.code for one in findings.found if one.code.startswith("receipt.")})
    return said[0]


def other_choices(scene: Scene) -> bytes:
    return write_choices(scene.box.rules, scene.zone, {"roads": [("r5", 1)]})


def test_the_honest_forger_changes_nothing(tmp_path):
    scene = Scene.set()
    scene.settled().publish(tmp_path / "forged")
    honest = scene.box.publish(tmp_path / "honest")
    forged = read_files(tmp_path / "forged")
    assert {**forged, "final.note": b""} == {**read_files(honest), "final.note": b""}
    assert codes(tmp_path / "forged", notes=[scene.saved]) == set()
    assert told(tmp_path / "forged", scene.receipt) == {"receipt.counted"}


def test_an_altered_ballot(tmp_path):
    scene = Scene.set()
    forger = scene.settled()
    victim = forger.of_chain(scene.receipt.chain)
    forger.put(victim, forger.choose(victim, other_choices(scene)))
    folder = forger.publish(tmp_path)
    assert codes(folder) == set()
    assert codes(folder, notes=[scene.saved]) == {"saved.other"}
    assert told(folder, scene.receipt) == {"receipt.another"}


def test_a_ballot_dropped_with_the_roll_lowered(tmp_path):
    scene = Scene.set()
    forger = scene.settled()
    forger.put(forger.of_chain(scene.receipt.chain))
    forger.voters(scene.zone, -1)
    folder = forger.publish(tmp_path)
    assert codes(folder) == set()
    assert codes(folder, notes=[scene.saved]) == {"saved.other"}
    assert told(folder, scene.receipt) == {"receipt.broken"}


def test_a_ballot_dropped_with_the_roll_left(tmp_path):
    scene = Scene.set()
    forger = scene.settled()
    forger.put(forger.of_chain(scene.receipt.chain))
    folder = forger.publish(tmp_path)
    assert codes(folder) == {"roll.voted"}
    assert codes(folder, notes=[scene.saved]) == {"roll.voted", "saved.other"}


def test_a_ballot_called_replaced_without_a_successor(tmp_path):
    scene = Scene.set()
    forger = scene.settled()
    victim = forger.of_chain(scene.receipt.chain)
    forger.put(victim, replaced(victim.at, victim.chain, victim.turn, victim.commit))
    folder = forger.publish(tmp_path)
    assert codes(folder) == {"chain.dropped"}
    # The leaf is as it was: no checkpoint sees it, the bundle does by itself.
    assert codes(folder, notes=[scene.saved]) == {"chain.dropped"}


def test_a_replaced_state_that_is_counted_again(tmp_path):
    scene = Scene.set()
    forger = scene.settled()
    old = next(one for one in forger.openings() if one.fate == "replaced")
    forger.put(old, forger.choose(replace(old, salt=b"x" * 16), other_choices(scene)))
    assert "chain.two" in codes(forger.publish(tmp_path))


def test_an_invalid_ballot(tmp_path, monkeypatch):
    scene = Scene.set()
    forger = scene.settled()
    victim = forger.of_chain(scene.receipt.chain)
    greedy = {"parts": [{"contest": "roads", "votes": [["r4", 1], ["r5", 1]]}], "zone": scene.zone}
    forger.put(victim, forger.choose(victim, canonical.write(greedy)))
    blank = read_ballot(scene.box.rules, write_choices(scene.box.rules, scene.zone, {}))
    monkeypatch.setattr("tequio.decide.protocol.bundle.writing.read_ballot", lambda *_: blank)
    folder = forger.publish(tmp_path)
    assert "ballot.invalid" in codes(folder)
    assert "saved.other" in codes(folder, notes=[scene.saved])


def test_a_ballot_added_after_the_close_with_the_roll_raised(tmp_path):
    scene = Scene.set()
    forger = scene.settled()
    victim = forger.of_chain(scene.receipt.chain)
    forger.put(victim, victim, replace(forger.choose(victim, other_choices(scene)), chain=b"n" * 16))
    stuffed = next(one for one in forger.openings() if one.chain == b"n" * 16)
    forger.put(stuffed, forger.choose(stuffed, stuffed.choices))
    forger.voters(scene.zone, 1)
    folder = forger.publish(tmp_path)
    assert codes(folder) == set()
    assert "saved.other" in codes(folder, notes=[scene.saved])
    assert told(folder, scene.receipt) == {"receipt.counted"}


def test_a_ballot_added_with_the_roll_left(tmp_path):
    scene = Scene.set()
    forger = scene.settled()
    victim = forger.of_chain(scene.receipt.chain)
    forger.put(victim, victim, forger.choose(replace(victim, chain=b"n" * 16), other_choices(scene)))
    folder = forger.publish(tmp_path)
    assert "roll.voted" in codes(folder)
    assert "saved.other" in codes(folder, notes=[scene.saved])


def test_stuffing_before_the_close_is_found_by_nobody_here(tmp_path):
    scene = Scene.set()
    sleeper = next(entry for entry in scene.box.roll if scene.box.id_of(entry) not in scene.box.ballots)
    assert scene.box.cast(sleeper, some_choices(scene.box.rules, sleeper.zone, Random(1)), 0)
    scene.settled()
    folder = scene.box.publish(tmp_path)
    assert codes(folder, notes=scene.box.notes) == set()
    assert told(folder, scene.receipt) == {"receipt.counted"}


@pytest.mark.parametrize("what", ["price", "rule"])
def test_changed_rules(tmp_path, what):
    scene = Scene.set()
    forger = scene.settled()
    changed = form()
    if what == "price":
        changed["projects"][8]["cost"] -= 1
    else:
        changed["contests"][1]["rule"] = "votes-per-cost"
    printed = scene.box.rules.sha256
    forger.rules = read_freeze(canonical.write(changed))
    folder = forger.publish(tmp_path)
    assert codes(folder) == set()
    assert codes(folder, notes=[scene.saved]) == {"saved.other"}
    assert told(folder, scene.receipt) >= {"receipt.other_rules"}
    assert codes(folder, freeze=printed) == {"rules.other"}


def test_a_false_change_in_a_voter_s_name_before_the_close(tmp_path):
    scene = Scene.set()
    scene.box.batch()
    witnessed = list(scene.box.notes)
    assert scene.box.cast(scene.box.roll[-1], other_choices(scene), 1)
    scene.settled()
    folder = scene.box.publish(tmp_path)
    assert codes(folder, notes=witnessed) == set()
    assert told(folder, scene.receipt) == {"receipt.replaced", "receipt.counted"}


def test_a_false_change_after_the_close(tmp_path):
    scene = Scene.set()
    forger = scene.settled()
    victim = forger.of_chain(scene.receipt.chain)
    forger.put(victim, forger.choose(replace(victim, turn=2), other_choices(scene)))
    folder = forger.publish(tmp_path)
    assert codes(folder) == set()
    assert codes(folder, notes=[scene.saved]) == {"saved.other"}
    assert told(folder, scene.receipt) == {"receipt.replaced", "receipt.counted"}


def test_a_ballot_annulled_without_cause(tmp_path):
    scene = Scene.set()
    scene.box.strike(scene.box.roll[-1], "not-entitled")
    scene.settled()
    folder = scene.box.publish(tmp_path)
    assert codes(folder, notes=[scene.saved]) == set()
    assert told(folder, scene.receipt) == {"receipt.annulled"}


def test_a_ballot_annulled_after_settlement_without_the_roll(tmp_path):
    scene = Scene.set()
    forger = scene.settled()
    victim = forger.of_chain(scene.receipt.chain)
    forger.put(victim, annulled(victim.at, victim.chain, victim.turn, victim.commit, "not-entitled"))
    assert codes(forger.publish(tmp_path)) == {"roll.annulled"}


def test_two_voters_given_one_receipt(tmp_path):
    """The clash: the second voter's place is stuffed, both are shown the first one's ballot."""
    scene = Scene.set()
    twin = next(
        entry for entry in scene.box.roll
        if scene.box.id_of(entry) not in scene.box.ballots and entry.zone == scene.zone
    )  # fmt: skip
    assert scene.box.cast(twin, other_choices(scene), 0)
    given_to_both = scene.receipt
    scene.settled()
    folder = scene.box.publish(tmp_path)
    assert codes(folder, notes=[scene.saved], receipts=[str(given_to_both)] * 2) == set()


@pytest.mark.parametrize("what", ["seal", "numbers"])
def test_the_roll_s_own_numbers(tmp_path, what):
    scene = Scene.set()
    scene.settled()
    files = read_files(scene.box.publish(tmp_path / "honest"))
    roll = canonical.read(files["roll.json"])
    if what == "seal":
        roll["roll_sha256"] = "0" * 64
    else:
        roll["entitled"] += 5
        roll["cells"][0]["entitled"] += 5
    forged = sign_again({**files, "roll.json": canonical.write(roll)}, scene.box.rules)
    folder = write_files(tmp_path / "forged", forged)
    assert codes(folder, notes=[scene.saved]) == set()
    assert codes(folder, notes=[files["final.note"].decode()]) == {"saved.other"}


def test_two_histories_shown_to_two_people(tmp_path):
    mine, yours = Scene.set(1), Scene.set(2)
    mine.settled()
    yours.settled()
    folder = mine.box.publish(tmp_path)
    assert codes(folder, notes=[yours.saved]) <= {"saved.other", "saved.longer"}
    assert codes(folder, notes=[yours.saved])
    assert told(folder, yours.receipt) == {"receipt.broken"}


def test_a_checkpoint_that_was_shown_and_then_withheld(tmp_path):
    scene = Scene.set()
    scene.settled()
    forger = Forger.of(scene.box)
    shown = forger.sign(len(forger.batches) - 2, [b"h" * 32])
    assert codes(scene.box.publish(tmp_path), notes=[shown]) == {"saved.other"}


def test_a_withdrawal_made_up_after_the_close(tmp_path):
    scene = Scene.set()
    scene.settled()
    files = read_files(scene.box.publish(tmp_path / "honest"))
    for line in (files["withdrawn.jsonl"].replace(b'"c1"', b'"c2"'), b""):
        forged = sign_again({**files, "withdrawn.jsonl": line}, scene.box.rules)
        assert codes(write_files(tmp_path / "forged", forged))


def test_a_wrong_count(tmp_path):
    scene = Scene.set()
    scene.settled()
    files = read_files(scene.box.publish(tmp_path / "honest"))
    result = canonical.read(files["result.json"])
    result["contests"][2]["winners"].reverse()
    forged = sign_again({**files, "result.json": canonical.write(result)}, scene.box.rules)
    folder = write_files(tmp_path / "forged", forged)
    assert codes(folder) == {"result.other"}
    assert codes(folder, notes=[files["final.note"].decode()]) == {"result.other", "saved.other"}
