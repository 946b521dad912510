"""Settling the roll after the close: intrusions looked for, ballots of struck entries annulled, last marks, counts."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction

from tequio.decide.ballots.models import Ballot
from tequio.decide.ballots.queries import rules_of
from tequio.decide.budgets.keys import JOIN, read_key
from tequio.decide.budgets.models import Budget
from tequio.decide.budgets.rules import COUNTING
from tequio.decide.budgets.services import locked, note
from tequio.decide.electorates.models import Appeal, RollEntry
from tequio.decide.electorates.services import close_roll, forget_codes
from tequio.decide.logs.queries import notes, tree_of
from tequio.decide.protocol.batches import marked
from tequio.decide.protocol.checkpoints import read_checkpoint
from tequio.decide.protocol.faults import Fault
from tequio.decide.protocol.freeze import Freeze as Rules
from tequio.decide.protocol.keys import ballot_id, join_check
from tequio.decide.protocol.roll import Cell, Roll, count_roll
from tequio.decide.protocol.settlement import Kept, Stored, code_of, intrusions
from tequio.decide.results.models import Intrusion, Settlement
from tequio.decide.results.progress import Progress, quietly
from tequio.decide.results.queries import CHUNK, ballot_leaves
from tequio.decide.results.rules import CLOSED, SETTLED, check_turn, decision_for, is_done
from tequio.decide.results.sealed import Voter, seal_roll
from tequio.decide.results.services import hold
from tequio.ground.people.models import Person
from tequio.kit.parts import in_parts
from tequio.kit.refusals import Refused

AT_ONCE = 500


@dataclass(frozen=True)
class Entry:
    """An entry of the roll as the settlement sees it."""

    id: bytes
    person_key: bytes
    zone: str
    struck: str
    voted_on: date | None


@dataclass
class Vote:
    """A closed vote, read once: the entries by the ballot id of each, the ballot and the last leaf of each chain."""

    rules: Rules
    entries: dict[bytes, Entry]
    ballots: dict[bytes, bytes] = field(default_factory=dict)
    last: dict[bytes, Kept] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def entry(self, chain: bytes) -> Entry | None:
        """Whose ballot a chain is: none where the ballot is gone, or where the roll knows nobody for it."""
        ballot = self.ballots.get(chain)
        return None if ballot is None else self.entries.get(ballot)

    @property
    def voters(self) -> list[Entry]:
        """Who voted: those whose ballot is in the log."""
        found = (self.entry(chain) for chain in self.last)
        return [entry for entry in found if entry is not None]


def settle_roll(budget: Budget, *, by: Person | None, progress: Progress = quietly) -> Settlement:
    """Decide the roll of a closed vote: who voted, whose ballot is annulled, and the counts that are published.

    The roll is closed before it is read, so that nothing of it changes under what is counted. May be run again after a
    crash; done once, it returns what stands. Refuses a vote that is not closed, a key that is missing or another, a log
    that is not the signed one, appeals that wait, and intrusions on which the commission has not decided: those it
    stores. Three passes over roll, ballots and leaves.
    """
    settlement = begin_settlement(budget)
    if is_done(settlement.step, SETTLED):
        return settlement
    check_turn(settlement.step, SETTLED)
    rules, join = refuse_unready(budget)
    end_changes(budget)
    vote = read_vote(budget, rules, join, progress)
    decided = keep_intrusions(budget, vote)
    annulled = annul(settlement, vote, decided)
    mark_last(budget, vote, progress)
    return _settled(settlement, count_of(budget, vote, annulled), by)


def begin_settlement(budget: Budget) -> Settlement:
    """The settlement of a closed vote, begun now if need be. Refuses a vote that is not closed."""
    budget.refresh_from_db(fields=["stage"])
    settlement = Settlement.objects.filter(budget=budget).first()
    if settlement is None and budget.stage != COUNTING:
        raise Refused("settlement.not_closed")
    return settlement or Settlement.objects.get_or_create(budget=budget)[0]


def refuse_unready(budget: Budget) -> tuple[Rules, bytes]:
    """Return the frozen rules and the join key. Refuses another key, and a log that is not the signed one."""
    rules = rules_of(budget.pk)
    join = read_key(budget.pk, JOIN)
    if join_check(join) != rules.join_check:
        raise Refused("settlement.other_key")
    refuse_other_log(budget, rules)
    return rules, join


@transaction.atomic
def end_changes(budget: Budget) -> None:
    """Close the roll under the lock that appeals and changes of it take. Refused while an appeal waits."""
    budget = locked(budget)
    if Appeal.objects.filter(budget=budget, outcome="waiting").exists():
        raise Refused("settlement.appeals_wait")
    close_roll(budget)


def read_vote(budget: Budget, rules: Rules, join: bytes, progress: Progress = quietly) -> Vote:
    """Read a closed vote whose roll is closed too, and look for what only an intrusion explains."""
    entries = {ballot_id(join, rules.sha256, entry.id): entry for entry in roll_of(budget)}
    vote = Vote(rules, entries)
    zones = {ballot: entry.zone for ballot, entry in entries.items()}
    total = len(entries) + Ballot.objects.filter(budget=budget.pk).count()
    stored = _noted(vote, stored_ballots(budget), progress, total)
    leaves = _remembered(vote, ballot_leaves(budget))
    vote.faults = list(intrusions(join, zones, stored, leaves))
    return vote


def refuse_other_log(budget: Budget, rules: Rules) -> None:
    """Refuse a log that the closing checkpoint does not cover leaf by leaf."""
    signed, tree = notes(budget.pk), tree_of(budget.pk)
    if not signed:
        raise Refused("settlement.not_closed")
    closing = read_checkpoint(signed[-1], rules.key)
    if closing.time < rules.closes:
        raise Refused("settlement.not_closed")
    if (closing.size, closing.root) != (tree.size, tree.root()):
        raise Refused("settlement.log_broken")


def roll_of(budget: Budget) -> Iterator[Entry]:
    """The whole roll, in order of id: one query, streamed."""
    rows = RollEntry.objects.filter(budget=budget).order_by("id")
    fields = ("id", "person_key", "zone__key", "struck", "voted_on")
    for id_, person_key, *rest in rows.values_list(*fields).iterator(chunk_size=CHUNK):
        yield Entry(bytes(id_), bytes(person_key), *rest)


def stored_ballots(budget: Budget) -> Iterator[Stored]:
    """The ballots as they are stored, in order of id: one query, streamed."""
    rows = Ballot.objects.filter(budget=budget.pk).order_by("id")
    fields = ("id", "zone", "chain", "chain_mac", "turn", "salt", "choices", "mac")
    for id_, zone, chain, chain_mac, turn, *rest in rows.values_list(*fields).iterator(chunk_size=CHUNK):
        yield Stored(bytes(id_), zone, bytes(chain), bytes(chain_mac), turn, *map(bytes, rest))


def _noted(vote: Vote, stored: Iterable[Stored], progress: Progress, total: int) -> Iterator[Stored]:
    for number, row in enumerate(stored):
        vote.ballots[row.chain] = row.id
        if not number % 1000:
            progress(len(vote.entries) + number, total)
        yield row


def _remembered(vote: Vote, leaves: Iterable[Kept]) -> Iterator[Kept]:
    for leaf in leaves:
        vote.last[leaf.chain] = leaf
        yield leaf


@transaction.atomic
def _keep(budget: Budget, found: dict[tuple[str, str, int], Intrusion]) -> set[bytes]:
    """Store what is new, forget what is not found any more and was not decided; return the decided chains."""
    decided: set[bytes] = set()
    for known in Intrusion.objects.select_for_update().filter(budget=budget):
        same = found.pop(key_of(known.code, known.facts), None)
        if same is None and not known.decision:
            known.delete()
        elif known.decision and known.chain is not None:
            decided.add(bytes(known.chain))
    Intrusion.objects.bulk_create(found.values())
    return decided


def key_of(code: str, facts: dict[str, object]) -> tuple[str, str, int]:
    return code, str(facts.get("receipt", "")), int(str(facts.get("position", -1)))


def keep_intrusions(budget: Budget, vote: Vote) -> set[bytes]:
    """Store the intrusions that were found; return the chains that the commission decided about.

    Refuses to go on while there is one that it did not decide.
    """
    chains = {code_of(chain): chain for chain in (*vote.ballots, *vote.last)}
    found = {}
    for fault in vote.faults:
        chain = chains[str(fault.facts["receipt"])]
        facts = {**fault.facts, "is": decision_for(is_a_voters=vote.entry(chain) is not None)}
        found[key_of(fault.code, facts)] = Intrusion(budget=budget, code=fault.code, facts=facts, chain=chain)
    decided = _keep(budget, found)
    if waiting := Intrusion.objects.filter(budget=budget, decision="").count():
        raise Refused("settlement.intrusions", count=waiting)
    return decided


@transaction.atomic
def annul(settlement: Settlement, vote: Vote, decided: set[bytes]) -> Counter[str]:
    """Annul in the log what was decided and what struck entries cast; return how many for each reason.

    All or nothing of it, and nothing where another worker settled meanwhile: the opening compares it with the counts.
    """
    reasons: dict[str, list[bytes]] = {}
    for chain in vote.last:
        entry = vote.entry(chain)
        if chain in decided:
            reasons.setdefault(decision_for(is_a_voters=entry is not None), []).append(chain)
        elif entry is not None and entry.struck:
            reasons.setdefault(entry.struck, []).append(chain)
    if hold(settlement).step != CLOSED:
        return Counter({reason: len(chains) for reason, chains in reasons.items()})
    budget = settlement.budget
    # An earlier run may have seen other facts.
    Ballot.objects.filter(budget=budget.pk).exclude(annulled="").update(annulled="")
    for reason, chains in reasons.items():
        for part in in_parts(chains, AT_ONCE):
            Ballot.objects.filter(budget=budget.pk, chain__in=part).update(annulled=reason)
    return Counter({reason: len(chains) for reason, chains in reasons.items()})


def mark_last(budget: Budget, vote: Vote, progress: Progress = quietly) -> None:
    """Mark all who voted and bear no mark yet, in random order, with the day of the close."""
    by_zone: dict[str, list[bytes]] = {}
    for entry in vote.voters:
        if entry.voted_on is None:
            by_zone.setdefault(entry.zone, []).append(entry.id)
    ready, day = marked(by_zone, 0, closing=True), vote.rules.day_of(vote.rules.closes)
    for number, part in enumerate(in_parts(ready, AT_ONCE)):
        RollEntry.objects.filter(budget=budget, pk__in=part).update(voted_on=day)
        progress(number * AT_ONCE, len(ready))


def count_of(budget: Budget, vote: Vote, annulled: Counter[str]) -> Roll:
    """Write the sealed roll and make the counts that are published."""
    day, voters = vote.rules.day_of(vote.rules.closes), vote.voters
    sealed = seal_roll(
        budget.pk,
        (Voter(one.person_key, one.zone, one.voted_on or day, one.struck) for one in voters),
    )
    entitled = Counter(entry.zone for entry in vote.entries.values())
    voted = Counter(entry.zone for entry in voters)
    cells = [Cell((zone.id,), entitled[zone.id], voted[zone.id]) for zone in vote.rules.zones]
    return count_roll(cells, annulled, sealed)


@transaction.atomic
def _settled(settlement: Settlement, roll: Roll, by: Person | None) -> Settlement:
    if is_done(hold(settlement).step, SETTLED):
        return settlement
    forget_codes(settlement.budget)
    settlement.step, settlement.roll = SETTLED, roll.write()
    settlement.save()
    note("roll.settled", settlement.budget, by)
    return settlement
