"""The opening: every leaf shown, then the ballots emptied so that nothing of them remains in the files of the database."""

from collections import Counter
from collections.abc import Iterator
from itertools import islice
from time import sleep

from django.db import connection, transaction

from tequio.decide.ballots.models import Ballot
from tequio.decide.budgets.keys import JOIN, has_key
from tequio.decide.budgets.models import Budget
from tequio.decide.budgets.services import note
from tequio.decide.logs.models import Leaf
from tequio.decide.protocol import openings
from tequio.decide.protocol.receipts import Code, code_signs, prefix_of
from tequio.decide.protocol.roll import read_roll
from tequio.decide.protocol.settlement import Kept
from tequio.decide.results.models import Intrusion, Opening, Settlement
from tequio.decide.results.progress import Progress, quietly
from tequio.decide.results.queries import CHUNK, ballot_leaves, opened, settlement_of
from tequio.decide.results.rules import NO_ENTRY, OPENED, check_turn, is_done
from tequio.decide.results.services import hold
from tequio.ground.people.models import Person
from tequio.kit.refusals import Refused

Row = tuple[int, bytes, bytes, str]
"""Turn, salt, choices and reason of a stored ballot."""
TRIES, PAUSE = 60, 0.5


def open_ballots(budget: Budget, *, by: Person | None, progress: Progress = quietly) -> Settlement:
    """Show what every leaf of the log was, in the order of the log, then empty the ballots.

    May be run again after a crash and goes on where it stopped. Refused while a join key is there, and before its
    destruction is signed; also where a ballot is no longer as it was settled: then nothing is emptied.
    """
    settlement = settlement_of(budget)
    if settlement is None:
        raise Refused("settlement.not_closed")
    if is_done(settlement.step, OPENED):
        return settlement
    check_turn(settlement.step, OPENED)
    if has_key(budget.pk, JOIN):
        raise Refused("settlement.key_still_there")
    try:
        write_openings(budget, progress)
        refuse_other_openings(budget, settlement)
    except Refused:
        if Ballot.objects.filter(budget=budget.pk).exists():
            # They are made anew from what a backup puts back.
            Opening.objects.filter(budget=budget).delete()
        raise
    empty_ballots(budget)
    with transaction.atomic():
        if is_done(hold(settlement).step, OPENED):
            return settlement
        settlement.step = OPENED
        settlement.save(update_fields=["step"])
        note("ballots.opened", budget, by)
    return settlement


def write_openings(budget: Budget, progress: Progress = quietly) -> None:
    """Write a line for each ballot leaf that has none yet: three queries for each 5,000."""
    total = Leaf.objects.filter(budget=budget, kind=Leaf.Kind.BALLOT).count()
    done = Opening.objects.filter(budget=budget).order_by("-position").values_list("position", flat=True)
    last = {leaf.chain: leaf.position for leaf in ballot_leaves(budget)}
    decided = Intrusion.objects.filter(budget=budget, decision=NO_ENTRY)
    gone = {bytes(chain) for chain in decided.values_list("chain", flat=True) if chain}
    leaves, count = ballot_leaves(budget, done.first() or 0), Opening.objects.filter(budget=budget).count()
    while part := list(islice(leaves, CHUNK)):
        rows = _rows(budget, [leaf.chain for leaf in part])
        made = [_opened(leaf, rows.get(leaf.chain), last[leaf.chain], gone) for leaf in part]
        Opening.objects.bulk_create(
            Opening(budget=budget, position=one.at, code=prefix_of(one.chain), line=one.line())
            for one in made
        )
        count += len(part)
        progress(count, total)


def _rows(budget: Budget, chains: list[bytes]) -> dict[bytes, Row]:
    found = Ballot.objects.filter(budget=budget.pk, chain__in=chains)
    fields = ("chain", "turn", "salt", "choices", "annulled")
    return {
        bytes(chain): (turn, bytes(salt), bytes(choices), annulled)
        for chain, turn, salt, choices, annulled in found.values_list(*fields)
    }


def _opened(leaf: Kept, row: Row | None, last: int, gone: set[bytes]) -> openings.Opening:
    """Open one leaf. Without the join key it is the leaf's own commitment that shows a ballot to be the logged one."""
    if leaf.position != last:
        return openings.replaced(leaf.position, leaf.chain, leaf.turn, leaf.commit)
    turn, salt, choices, reason = row or (0, b"", b"", NO_ENTRY if leaf.chain in gone else "")
    if reason:
        return openings.annulled(leaf.position, leaf.chain, leaf.turn, leaf.commit, reason)
    shown = openings.counted(leaf.position, leaf.chain, leaf.turn, salt, choices)
    if turn != leaf.turn or shown.commit != leaf.commit:
        raise Refused("settlement.ballot_altered", receipt=str(Code(code_signs(leaf.chain))))
    return shown


def refuse_other_openings(budget: Budget, settlement: Settlement) -> None:
    """Refuse openings that are not one for each ballot leaf, or annul others than the roll says."""
    positions = Opening.objects.filter(budget=budget).order_by("position").values_list("position", flat=True)
    leaves = (leaf.position for leaf in ballot_leaves(budget))
    annulled = Counter(one.reason for one in opened(budget) if one.fate == "annulled")
    roll = read_roll(bytes(settlement.roll or b""))
    if list(positions) != list(leaves) or dict(annulled) != dict(roll.annulled):
        raise Refused("settlement.openings_differ")


def empty_ballots(budget: Budget) -> None:
    """Delete an edition's ballots so that nothing of them remains in the files that the database uses.

    PostgreSQL: the table's file is thrown away, or written anew where another edition votes in it. SQLite: what is
    deleted is written over, the file is rebuilt, and the write-ahead log cut to nothing, which waits for readers.
    """
    if connection.vendor == "postgresql":
        _empty_on_postgresql(budget)
    else:
        _empty_on_sqlite(budget)


def _empty_on_postgresql(budget: Budget) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE decide_ballot IN ACCESS EXCLUSIVE MODE")
        alone = not Ballot.objects.exclude(budget=budget.pk).exists()
        if alone:
            cursor.execute("TRUNCATE TABLE decide_ballot")
        else:
            Ballot.objects.filter(budget=budget.pk).delete()
    if not alone:
        with connection.cursor() as cursor:
            cursor.execute("VACUUM FULL decide_ballot")


def _empty_on_sqlite(budget: Budget) -> None:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete = ON")
        Ballot.objects.filter(budget=budget.pk).delete()
        cursor.execute("VACUUM")
        for _try in range(TRIES):
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            if not cursor.fetchone()[0]:
                return
            sleep(PAUSE)
    raise TimeoutError("A reader keeps the write-ahead log open; the opening is tried again.")


def streamed(budget: Budget, progress: Progress, total: int) -> Iterator[openings.Opening]:
    """The openings in log order, telling how far they were read."""
    for number, one in enumerate(opened(budget), 1):
        if not number % 1000:
            progress(number, total)
        yield one
