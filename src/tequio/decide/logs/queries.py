"""Reads of the log."""

from collections.abc import Iterator
from datetime import timedelta

from django.db import connection

from tequio.decide.ballots.models import Ballot
from tequio.decide.ballots.queries import rules_of
from tequio.decide.budgets.keys import JOIN, has_key, read_key
from tequio.decide.budgets.models import Budget
from tequio.decide.electorates.models import RollEntry
from tequio.decide.logs.models import Checkpoint, Leaf
from tequio.decide.protocol.checkpoints import read_checkpoint
from tequio.decide.protocol.keys import ballot_id, chain_mac, mac_holds
from tequio.decide.protocol.merkle import Tree
from tequio.decide.protocol.settlement import Stored
from tequio.decide.protocol.withdrawals import Withdrawal, read_withdrawal
from tequio.ground.clock import now

BETWEEN = timedelta(hours=1)
"""From one checkpoint of a running vote to the next."""
WAITING = """
SELECT b.id, b.zone, b.chain, b.chain_mac, b.turn, b.salt, b.choices, b.mac FROM decide_ballot b
LEFT JOIN decide_leaf l ON l.chain = b.chain AND l.turn = b.turn
WHERE b.budget = %s AND l.id IS NULL ORDER BY b.id
"""


def waiting(budget: int) -> list[tuple]:
    """Return the ballots whose present state is not logged, as columns of their rows: one query."""
    with connection.cursor() as cursor:
        cursor.execute(WAITING, [budget])
        return [tuple(bytes(one) if isinstance(one, memoryview) else one for one in row) for row in cursor]


def sound_waiting(budget: int) -> tuple[list[Stored], int]:
    """Return the ballots that can be logged, and how many cannot, since no cast wrote them so; needs the join key."""
    join, sound, broken = read_key(budget, JOIN), [], 0
    for name, zone, chain, sealed, turn, salt, choices, mac in waiting(budget):
        row = Stored(name, zone, chain, sealed, turn, salt, choices, mac)
        if mac_holds(join, name, turn, salt, choices, mac=mac) and chain_mac(join, name, chain) == sealed:
            sound.append(row)
        else:
            broken += 1
    return sound, broken


def hashes(budget: int) -> Iterator[bytes]:
    """Yield the leaf hashes in order: one query, streamed."""
    rows = Leaf.objects.filter(budget=budget).order_by("position").values_list("hash", flat=True)
    return (bytes(one) for one in rows.iterator(chunk_size=5_000))


def tree_of(budget: int) -> Tree:
    """Grow the log's tree: one query, and 2 hashes a leaf (0.15 s of CPU for 100,000)."""
    return Tree(hashes(budget))


def last_checkpoint(budget: int) -> Checkpoint | None:
    return Checkpoint.objects.filter(budget=budget).order_by("-number").first()


def notes(budget: int) -> list[str]:
    """The published notes from number 0 on: one query."""
    return list(Checkpoint.objects.filter(budget=budget).order_by("number").values_list("note", flat=True))


def size(budget: int) -> int:
    """How many leaves the log has: one query."""
    last = Leaf.objects.filter(budget=budget).order_by("-position").values_list("position", flat=True).first()
    return 0 if last is None else last + 1


def withdrawals(budget: int) -> list[Withdrawal]:
    """The notices of projects withdrawn in mid-vote, in order: one query."""
    rows = Leaf.objects.filter(budget=budget, kind=Leaf.Kind.WITHDRAWAL).order_by("position")
    return [read_withdrawal(bytes(line)) for line in rows.values_list("line", flat=True) if line]


def reasons_of_withdrawal(budget: int) -> dict[str, str]:
    """Return the reason of each project withdrawn in mid-vote, for the ballot: one query."""
    return {one.project: one.reason for one in withdrawals(budget)}


def is_closed(budget: Budget) -> bool:
    """Say whether the vote was closed to its end: nothing waits, and a checkpoint after the close covers the log.

    A ballot that no cast wrote waits for ever, and settlement names it. Without the join key nothing is logged any more.
    Four queries.
    """
    last = last_checkpoint(budget.pk)
    if budget.stage in {Budget.Stage.PUBLISHING, Budget.Stage.BALLOTING} or last is None:
        return False
    if has_key(budget.pk, JOIN) and sound_waiting(budget.pk)[0]:
        return False
    rules = rules_of(budget.pk)
    return read_checkpoint(last.note, rules.key).time >= rules.closes and last.size == size(budget.pk)


def of_code(budget: int, prefix: int) -> tuple[int | None, int | None]:
    """Return the turn of the ballot whose chain begins with a receipt's 50 bits, and the last turn of it that is logged.

    Two queries by ranges of the index; of two like ones, which are one in 10^15, the first.
    """
    low, high = chains_of(prefix)
    stored = Ballot.objects.filter(budget=budget, chain__gte=low, chain__lte=high).order_by("chain").first()
    if stored is None:
        return None, None
    logged = Leaf.objects.filter(budget=budget, chain=bytes(stored.chain)).order_by("-turn").first()
    return stored.turn, logged.turn if logged else None


def chains_of(prefix: int) -> tuple[bytes, bytes]:
    """Return the first and the last chain that begin with these 50 bits."""
    low = (prefix << 78).to_bytes(16, "big")
    high = ((prefix << 78) | ((1 << 78) - 1)).to_bytes(16, "big")
    return low, high


def hour_is_over(budget: int) -> bool:
    """Say whether the last checkpoint is an hour old: one query."""
    last = last_checkpoint(budget)
    if last is None:
        return False
    signed = read_checkpoint(last.note, rules_of(budget).key).time
    return now() - signed >= BETWEEN


def new_voters(budget: int) -> dict[str, list[bytes]]:
    """Return by zone the roll entries that have a ballot and no mark yet; needs the join key. Two queries.

    The whole roll is gone through, so that nothing tells which ballots are new.
    """
    join, fingerprint = read_key(budget, JOIN), rules_of(budget).sha256
    cast = {bytes(name) for name in Ballot.objects.filter(budget=budget).values_list("id", flat=True)}
    found: dict[str, list[bytes]] = {}
    rows = RollEntry.objects.filter(budget=budget, voted_on=None).order_by("id")
    for entry, zone in rows.values_list("id", "zone__key").iterator(chunk_size=5_000):
        if ballot_id(join, fingerprint, bytes(entry)) in cast:
            found.setdefault(zone, []).append(bytes(entry))
    return found
