"""How long the recount of a vote takes: 100,000 ballots in five zones, nearly a quarter of them changed, packed as published."""

import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from tequio.decide.protocol import canonical, openings
from tequio.decide.protocol.ballots import write_choices
from tequio.decide.protocol.bundle.archive import pack
from tequio.decide.protocol.bundle.folder import Folder
from tequio.decide.protocol.bundle.writing import write_signed_files, write_signing_files
from tequio.decide.protocol.checkpoints import Checkpoint
from tequio.decide.protocol.freeze import Freeze
from tequio.decide.protocol.freezing import read_freeze
from tequio.decide.protocol.keys import join_check, signing_key
from tequio.decide.protocol.leaves import bundle_leaf, commit, freeze_leaf
from tequio.decide.protocol.merkle import Tree
from tequio.decide.protocol.notes import verifier_key
from tequio.decide.protocol.openings import Opening
from tequio.decide.protocol.recount.recounting import recount
from tequio.decide.protocol.roll import Cell, count_roll

ORIGIN, KEY, BATCH = "bench.example/vote", signing_key(b"b" * 32), 5_000
ZONES = [f"zone{number}" for number in range(1, 6)]


def rules() -> Freeze:
    """Equal shares over the city, greedy in each zone; 20 projects each."""
    plain = {"utility": "none", "completion": "none", "step": 0, "comparison": "none", "scores": "none"}
    shares = {"utility": "cost", "completion": "add1", "step": 1000, "comparison": "none", "scores": "none"}
    contests = [
        contest("city", rule="equal-shares", **shares),
        *(contest(zone, rule="greedy", **plain) for zone in ZONES),
    ]
    projects = [
        {"id": f"{one['id']}-{number}", "contest": one["id"], "cost": 10_000_000 + 1_234_000 * number, "incompatible": [],
         "titles": [{"lang": "fr", "text": f"Projet {number}"}]} for one in contests for number in range(20)
    ]  # fmt: skip
    form = {
        "format": "tequio-freeze-v1", "origin": ORIGIN, "titles": [{"lang": "en", "text": "Bench"}], "opens": "2026-11-20T08:00:00Z",
        "closes": "2026-11-22T20:00:00Z", "time_zone": "Africa/Tunis", "currency": "TND", "decimals": 3,
        "legal_basis": "", "electorate": "", "contests": contests, "projects": projects,
        "zones": [{"id": zone, "name": zone, "contests": ["city", zone]} for zone in ZONES],
        "tie_order": [one["id"] for one in projects], "withdrawn_counts": "no", "other_zones": 0, "hold": 30,
        "key": str(verifier_key(ORIGIN, KEY)), "join_check": join_check(b"j" * 32).hex(),
    }  # fmt: skip
    return read_freeze(canonical.write(form))


def contest(name: str, **rule: object) -> dict[str, object]:
    about = {
        "id": name,
        "name": name,
        "format": "approval",
        "limits": {"least": 1, "most": 5},
        "budget": 110_000_000,
    }
    return {**about, "threshold": 0, "incompatible_together": "yes", **rule}


@dataclass
class Vote:
    """What a vote leaves to be published."""

    freeze: Freeze
    hashes: list[bytes]
    notes: list[str] = field(default_factory=list)
    opened: list[Opening] = field(default_factory=list)

    def checkpoint(self, time: datetime) -> str:
        root = Tree(self.hashes).root()
        return Checkpoint(ORIGIN, len(self.hashes), root, len(self.notes), time).sign(KEY)


def make_vote(ballots: int) -> Vote:
    """Hold a vote of so many ballots; nearly a quarter of them have a state that was replaced."""
    by, freeze = Random(1), rules()
    batches: list[list[Opening]] = []
    for first in range(0, ballots, BATCH):
        states = [ballot(freeze, by) for _ in range(first, min(first + BATCH, ballots))]
        changed = batches[-1][::4] if batches else []
        if changed:
            batches[-1][::4] = [openings.replaced(1, was.chain, was.turn, was.commit) for was in changed]
        batches.append(sorted(states + [later(freeze, was, by) for was in changed], key=lambda one: one.leaf))
    vote = Vote(freeze, [freeze_leaf(freeze.sha256)])
    for hour, batch in enumerate([[], *batches, []]):
        for one in batch:
            vote.opened.append(replace(one, at=len(vote.hashes)))
            vote.hashes.append(one.leaf)
        closing = hour == len(batches) + 1
        vote.notes.append(vote.checkpoint(freeze.closes if closing else freeze.opens + timedelta(hours=hour)))
    return vote


def publish(vote: Vote, folder: Path, packed: Path) -> None:
    """Count, write the bundle, pack it."""
    zones = Counter(canonical.read(one.choices)["zone"] for one in vote.opened if one.choices)
    roll = count_roll([Cell((zone,), count * 3, count) for zone, count in zones.items()], {}, b"s" * 32)
    signed = write_signed_files(
        folder, vote.freeze, notes=vote.notes, openings=vote.opened, withdrawals=[], roll=roll
    )
    vote.hashes.append(bundle_leaf(signed))
    write_signing_files(folder, leaves=vote.hashes, final=vote.checkpoint(vote.freeze.closes))
    pack(Folder(folder), packed)


def ballot(freeze: Freeze, by: Random) -> Opening:
    zone = by.choice(ZONES)
    return openings.counted(1, by.randbytes(16), 1, by.randbytes(16), choices_of(freeze, zone, by))


def choices_of(freeze: Freeze, zone: str, by: Random) -> bytes:
    chosen = {
        name: [(f"{name}-{n}", 1) for n in by.sample(range(20), by.randint(1, 5))] for name in ("city", zone)
    }
    return write_choices(freeze, zone, chosen)


def later(freeze: Freeze, was: Opening, by: Random) -> Opening:
    """The next turn of a ballot."""
    zone = canonical.read(was.choices)["zone"] if was.choices else ZONES[0]
    salt, choices = by.randbytes(16), choices_of(freeze, zone, by)
    return Opening(1, was.chain, was.turn + 1, "counted", commit(salt, choices), salt, choices)


def run(ballots: int = 100_000) -> dict[str, float]:
    """Measure CPU seconds and memory of a recount."""
    with tempfile.TemporaryDirectory() as name:
        folder, packed = Path(name) / "bundle", Path(name) / "bundle.zip"
        vote = make_vote(ballots)
        began = time.process_time()
        publish(vote, folder, packed)
        made = time.process_time() - began
        took = {}
        for kind, path in (("folder", folder), ("zip", packed)):
            began = time.process_time()
            findings, _case = recount(path)
            took[kind] = time.process_time() - began
            if not findings.holds:
                raise ValueError([(one.code, one.facts) for one in findings.found])
        megabytes = packed.stat().st_size / 1e6
    return {
        "ballots": ballots,
        "bundle MB": round(megabytes, 1),
        "writing it, CPU s": round(made, 2),
        "recount of the folder, CPU s": round(took["folder"], 2),
        "recount of the .zip, CPU s": round(took["zip"], 2),
        "target s": 10,
    }


if __name__ == "__main__":
    print(run())
