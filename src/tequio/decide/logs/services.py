"""Every write of a vote's log: opening it, batches, checkpoints, withdrawal notices, the close."""

import logging
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from tequio.decide.ballots.models import Ballot
from tequio.decide.ballots.queries import rules_of
from tequio.decide.ballots.services import freeze_rules
from tequio.decide.budgets.gates import check_gates
from tequio.decide.budgets.keys import JOIN, SIGNING, read_key
from tequio.decide.budgets.models import Budget
from tequio.decide.budgets.rules import BALLOTING, COUNTING
from tequio.decide.budgets.services import enter_phase, locked, note
from tequio.decide.electorates.models import RollEntry
from tequio.decide.logs.models import Checkpoint, Leaf
from tequio.decide.logs.published import last_published, remember
from tequio.decide.logs.queries import (
    hashes,
    is_closed,
    last_checkpoint,
    new_voters,
    size,
    sound_waiting,
    tree_of,
    withdrawals,
)
from tequio.decide.protocol.batches import in_order, marked, parts, pick
from tequio.decide.protocol.checkpoints import Checkpoint as Statement
from tequio.decide.protocol.freeze import Freeze
from tequio.decide.protocol.keys import signing_key
from tequio.decide.protocol.leaves import ballot_leaf, commit, freeze_leaf
from tequio.decide.protocol.merkle import roots
from tequio.decide.protocol.roll import FEWEST
from tequio.decide.protocol.settlement import Stored
from tequio.decide.protocol.withdrawals import Withdrawal, read_withdrawal
from tequio.ground.clock import now
from tequio.ground.people.models import Person
from tequio.kit.parts import in_parts
from tequio.kit.plain import spelt_once
from tequio.kit.refusals import Refused

logger = logging.getLogger(__name__)


def open_vote(budget: Budget, *, site: str, by: Person | None) -> Freeze:
    """Fix the rules, open the log with them, sign checkpoint 0, and let people vote: all, or nothing of it.

    `site` is the name that the vote signs under. Refuses what `freeze_rules` refuses, and what the rooms below forbid.
    """
    with transaction.atomic():
        budget = locked(budget)
        check_gates(budget, BALLOTING)
        rules = freeze_rules(budget, site=site, at=now())
        Leaf.objects.create(budget=budget, position=0, kind=Leaf.Kind.FREEZE, hash=freeze_leaf(rules.sha256))
        _sign(budget, rules)
        enter_phase(budget, BALLOTING, by=by)
        note("vote.opened", budget, by, {"freeze": rules.sha256.hex()})
    publish_note(budget.pk, rules)
    return rules


def checkpoint(budget: Budget) -> Checkpoint:
    """Sign how the log stands, also when nothing was added."""
    rules = ready_to_sign(budget)
    with transaction.atomic():
        budget = locked(budget)
        row = _sign(budget, rules)
        note("vote.checkpoint", budget, None, {"number": row.number})
    publish_note(budget.pk, rules)
    return row


def ready_to_sign(budget: Budget) -> Freeze:
    """Compare the log with the last note that was published, and publish what was signed before a crash.

    Refuses a log that does not hold what was published: a database that was restored from an old backup would sign a
    second history.
    """
    rules = rules_of(budget.pk)
    published, last = last_published(budget.pk, rules.key), last_checkpoint(budget.pk)
    if published is None:
        if last is not None and last.number > 0:
            raise Refused("log.note_missing")
    else:
        root = roots(hashes(budget.pk), [published.size]).get(published.size)
        if last is None or last.number < published.number or root != published.root:
            raise Refused("log.second_history")
    publish_note(budget.pk, rules)
    return rules


def publish_note(budget: int, rules: Freeze) -> None:
    """Remember the last signed note outside the database, where it is newer than the one that is there."""
    last, known = last_checkpoint(budget), last_published(budget, rules.key)
    if last is not None and (known is None or known.number < last.number):
        remember(budget, last.note, rules.key)


def _sign(budget: Budget, rules: Freeze) -> Checkpoint:
    """Sign the log of a locked edition, in the caller's transaction."""
    tree, last = tree_of(budget.pk), last_checkpoint(budget.pk)
    number = last.number + 1 if last else 0
    time = max(now().replace(microsecond=0), rules.opens)
    said = Statement(rules.origin, tree.size, tree.root(), number, time)
    signed = said.sign(signing_key(read_key(budget.pk, SIGNING)))
    return Checkpoint.objects.create(budget=budget, number=number, size=tree.size, note=signed)


def log_batch(budget: Budget, *, closing: bool = False) -> int:
    """Log what waits, less what is held back, in batches of one size, each with its checkpoint; return how many leaves.

    Nothing is locked but the edition. What crashed left nothing, and may be run again. Where somebody else added to the
    log meanwhile, the rest waits for the next batch: it may have changed since it was picked. A ballot whose macs do
    not hold is not logged: settlement names it, and the operator is told that there is one.
    """
    rules, end = ready_to_sign(budget), size(budget.pk)
    begin, picked = end, pick(_sound(budget.pk), rules.hold, closing=closing)
    for part in parts(picked):
        with transaction.atomic():
            row = locked(budget)
            if size(budget.pk) != end:
                break
            _append(row, part)
            _sign(row, rules)
            note("vote.logged", row, None, {"leaves": len(part)})
        publish_note(budget.pk, rules)
        end += len(part)
    return end - begin


def _sound(budget: int) -> list[Stored]:
    sound, broken = sound_waiting(budget)
    if broken:
        logger.error("edition %s: %s ballots are not as a cast wrote them", budget, broken)
    return sound


def _append(budget: Budget, batch: Sequence[Stored]) -> None:
    """Add a batch to the log of a locked edition, in ascending order of hash."""
    made = {}
    for row in batch:
        committed = commit(row.salt, row.choices)
        made[ballot_leaf(row.chain, row.turn, committed)] = (row, committed)
    start = size(budget.pk)
    Leaf.objects.bulk_create(
        (
            Leaf(
                budget=budget,
                position=start + place,
                kind=Leaf.Kind.BALLOT,
                hash=hash_,
                chain=made[hash_][0].chain,
                turn=made[hash_][0].turn,
                commit=made[hash_][1],
            )
            for place, hash_ in enumerate(in_order(made))
        ),
        batch_size=500,
    )


def withdraw_project(budget: Budget, project: str, *, reason: str, by: Person) -> Withdrawal:
    """Give notice that a project leaves the vote: a leaf of its own, with a checkpoint before and after it.

    The project stays on the ballot; whether it may win was declared. Refuses a vote that is not running, a project that
    is not on the ballot or was withdrawn before, and a notice without its reason.
    """
    rules, reason = ready_to_sign(budget), spelt_once(reason)
    if not reason:
        raise Refused("decision.reason_missing")
    with transaction.atomic():
        budget = locked(budget)
        if budget.stage != BALLOTING:
            raise Refused("vote.closed")
        if project not in rules.project or project in {one.project for one in withdrawals(budget.pk)}:
            raise Refused("log.not_to_withdraw", project=project)
        _sign(budget, rules)
        said = Withdrawal(size(budget.pk), project, now().replace(microsecond=0), reason)
        # What the log cannot give back must not come into it: nothing takes a leaf out again.
        read_withdrawal(said.line())
        Leaf.objects.create(
            budget=budget, position=said.at, kind=Leaf.Kind.WITHDRAWAL, hash=said.leaf, line=said.line()
        )
        _sign(budget, rules)
        note("vote.withdrawn", budget, by, {"project": project})
    publish_note(budget.pk, rules)
    return said


def close_vote(budget: Budget, *, by: Person | None) -> Budget:
    """Close the vote when its time has come, log what is left, and sign the closing checkpoint. May be run again.

    Refuses to close before the time that the frozen rules say. A cast that began before and commits after has either
    been waited for or is refused as closed: what was acknowledged is in the log.
    """
    rules = rules_of(budget.pk)
    if now() < rules.closes:
        ends = rules.closes.astimezone(ZoneInfo(rules.time_zone))
        raise Refused("vote.not_over", until=ends, zone=rules.time_zone)
    with transaction.atomic():
        if connection.vendor == "postgresql":
            # A running cast ends first, and a late one waits and then sees that the vote is closed.
            with connection.cursor() as cursor:
                cursor.execute(f"LOCK TABLE {Ballot._meta.db_table} IN SHARE MODE")
        budget = locked(budget)
        if budget.stage == BALLOTING:
            enter_phase(budget, COUNTING, by=by)
            note("vote.closed", budget, by)
    log_batch(budget, closing=True)
    if not is_closed(budget):
        checkpoint(budget)
    return budget


@transaction.atomic
def mark_voters(budget: Budget) -> int:
    """Mark in the roll who has a ballot, by the edition's day alone, in random order; return how many.

    By night, and only in zones with ten new voters at least: a mark on one person alone would tell the night of their
    ballot. Once the vote is over nobody is marked here: the settlement marks the rest. Nothing of the ballots
    themselves is read but their ids.
    """
    budget, rules, moment = locked(budget), rules_of(budget.pk), now()
    if budget.stage != BALLOTING or moment >= rules.closes:
        return 0
    ready, day = marked(new_voters(budget.pk), FEWEST), rules.day_of(moment)
    for part in in_parts(ready, 500):
        RollEntry.objects.filter(pk__in=part).update(voted_on=day)
    if ready:
        note("roll.marked", budget, None, {"voters": len(ready)})
    return len(ready)


@transaction.atomic
def print_sheet(budget: Budget, *, by: Person) -> str:
    """Return the join key as hexadecimal, to be printed and sealed; the ledger says that it was shown, and to whom."""
    budget = locked(budget)
    note("vote.sheet_printed", budget, by)
    return read_key(budget.pk, JOIN).hex()
