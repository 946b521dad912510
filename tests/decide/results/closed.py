"""A closed vote for tests: cast, logged and closed by the ballot box in memory, then poured into the tables."""

import os
from random import Random

from tequio.decide.ballots.models import Ballot, Freeze
from tequio.decide.budgets.keys import JOIN, PEPPER, SIGNING, folder_of, make_key
from tequio.decide.budgets.models import Budget, Zone
from tequio.decide.electorates.models import RollEntry
from tequio.decide.logs.models import Checkpoint, Leaf
from tequio.decide.logs.published import remember
from tequio.decide.protocol.settlement import Kept
from tequio.decide.protocol.withdrawals import Withdrawal
from tests.decide.protocol.ballot_box import BallotBox
from tests.decide.protocol.example import JOIN_KEY, SEED, freeze, some_choices
from tests.decide.town import make_budget

OPENS, CLOSES = "2026-02-01T08:00:00Z", "2026-02-11T20:00:00Z"


def voted_box(
    voters: int = 60, *, seed: int = 1, silent: int = 6, withdraw: str = "", **changes
) -> BallotBox:
    """A box in which all but some have voted, a third of them twice, with a batch between; not yet closed."""
    rules = freeze(opens=OPENS, closes=CLOSES, **changes)
    box, by = BallotBox(rules, voters=voters, seed=seed), Random(seed)
    for entry in box.roll[silent:]:
        box.cast(entry, some_choices(rules, entry.zone, by), 0)
    box.batch()
    if withdraw:
        box.withdraw(withdraw)
    for entry in box.roll[silent::3]:
        box.cast(entry, some_choices(rules, entry.zone, by), 1)
    return box


def put_key(budget: Budget, name: str, key: bytes) -> None:
    folder = folder_of(budget.pk)
    folder.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(folder / name, os.O_WRONLY | os.O_CREAT, 0o400), "wb") as file:
        file.write(key)


def pour(box: BallotBox, space, *, slug: str = "2026") -> Budget:
    """Close the box and put it into the tables of an edition that is being counted."""
    if not box.closed:
        box.close()
    budget = make_budget(space, slug=slug)
    rules = box.rules
    Freeze.objects.create(budget=budget, body=rules.body, sha256=rules.sha256)
    Budget.objects.filter(pk=budget.pk).update(stage="counting", join_check=rules.join_check)
    budget.refresh_from_db()
    put_key(budget, JOIN, JOIN_KEY)
    put_key(budget, SIGNING, SEED)
    make_key(budget.pk, PEPPER)
    pour_roll(box, budget)
    Ballot.objects.bulk_create(
        Ballot(
            id=row.id, budget=budget.pk, zone=row.zone, chain=row.chain, chain_mac=row.chain_mac, turn=row.turn,
            salt=row.salt, choices=row.choices, mac=row.mac,
        )
        for row in box.ballots.values()
    )  # fmt: skip
    pour_log(box, budget)
    return budget


def pour_roll(box: BallotBox, budget: Budget) -> None:
    zones = {zone.key: zone for zone in Zone.objects.filter(budget=budget)}
    RollEntry.objects.bulk_create(
        RollEntry(
            id=entry.id, budget=budget, zone=zones[entry.zone], person_key=entry.id * 2, struck=entry.struck
        )
        for entry in box.roll
    )


def pour_log(box: BallotBox, budget: Budget) -> None:
    leaves = []
    for position, (leaf, hash_) in enumerate(zip(box.log, box.hashes, strict=True)):
        row = Leaf(budget=budget, position=position, hash=hash_, kind="freeze")
        if isinstance(leaf, Kept):
            row.kind, row.chain, row.turn, row.commit = "ballot", leaf.chain, leaf.turn, leaf.commit
        elif isinstance(leaf, Withdrawal):
            row.kind, row.line = "withdrawal", leaf.line()
        leaves.append(row)
    Leaf.objects.bulk_create(leaves)
    Checkpoint.objects.bulk_create(
        Checkpoint(budget=budget, number=number, size=int(note.split("\n")[1]), note=note)
        for number, note in enumerate(box.notes)
    )
    remember(budget.pk, box.notes[-1], box.rules.key)
