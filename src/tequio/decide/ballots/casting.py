"""One cast: a single statement on a single row, and the receipt that promises it will be logged.

This is the one write of the house without a ledger entry: an entry beside a ballot would tell who voted when (ADR 28).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import connection

from tequio.decide.ballots.models import Ballot
from tequio.decide.ballots.queries import rules_of
from tequio.decide.budgets.keys import JOIN, SIGNING, has_key, read_key
from tequio.decide.budgets.models import Budget
from tequio.decide.protocol.ballots import write_choices
from tequio.decide.protocol.freeze import Freeze
from tequio.decide.protocol.keys import ballot_id, ballot_mac, chain_mac, join_check, new_chain, signing_key
from tequio.decide.protocol.leaves import commit
from tequio.decide.protocol.receipts import Receipt, make_receipt
from tequio.ground.clock import now
from tequio.kit.refusals import Refused

FIRST = """
INSERT INTO decide_ballot (id, budget, zone, chain, chain_mac, turn, salt, choices, mac, annulled)
SELECT %s, id, %s, %s, %s, 1, %s, %s, %s, '' FROM decide_budget
WHERE id = %s AND stage = 'balloting' AND join_check = %s
ON CONFLICT (id) DO NOTHING RETURNING chain, turn, salt, choices
"""
CHANGE = """
UPDATE decide_ballot SET turn = turn + 1, salt = %s, choices = %s, mac = %s
WHERE id = %s AND turn = %s
AND EXISTS (SELECT 1 FROM decide_budget WHERE id = %s AND stage = 'balloting' AND join_check = %s)
RETURNING chain, turn, salt, choices
"""
STANDING = """
SELECT b.chain, b.turn, b.salt, b.choices, e.stage FROM decide_budget e
LEFT JOIN decide_ballot b ON b.id = %s WHERE e.id = %s
"""


@dataclass(frozen=True, slots=True)
class State:
    """A ballot as it stands. `turn` is 0 and the rest empty before the first cast."""

    turn: int = 0
    chain: bytes = b""
    salt: bytes = b""
    choices: bytes = b""


class Overtaken(Refused):
    """The ballot stands at another turn than the page showed. `state` is how it stands."""

    def __init__(self, state: State) -> None:
        super().__init__("vote.changed_elsewhere")
        self.state = state


@dataclass(frozen=True, slots=True)
class Cast:
    """A ballot as it stands after a cast."""

    budget: int
    rules: Freeze
    state: State

    @property
    def receipt(self) -> Receipt:
        """The promise for this state, signed when it is asked for: the page that follows a tap asks for its own."""
        return receipt_of(self.budget, self.rules, self.state)


def cast(
    budget: int, entry: bytes, zone: str, parts: Mapping[str, Iterable[tuple[str, int]]], *, base: int
) -> Cast:
    """Cast a ballot, or change it, and return how it stands with its receipt: one statement, two where none was written.

    `base` is the turn that the page showed, 0 before the first vote. `(base, choices)` makes a retry find what it did:
    it gets the same receipt. Refuses (`Fault`) choices that break the frozen rules, a vote that is closed, a missing
    or another join key, and with `Overtaken` a ballot that was changed elsewhere. Whether the entry may vote was asked
    before.
    """
    rules, join = rules_of(budget), read_key(budget, JOIN)
    if join_check(join) != rules.join_check:
        raise Refused("vote.other_key")
    choices = write_choices(rules, zone, parts)
    ballot, salt = ballot_id(join, rules.sha256, entry), new_chain()
    mac = ballot_mac(join, ballot, base + 1, salt, choices)
    if now() >= rules.closes:
        # The worker that closes the vote may be late; the fixed rules are not.
        row = None
    elif base == 0:
        chain = new_chain()
        sealed = chain_mac(join, ballot, chain)
        values = [ballot, zone, chain, sealed, salt, choices, mac, budget, rules.join_check]
        row = _run(FIRST, values)
    else:
        row = _run(CHANGE, [salt, choices, mac, ballot, base, budget, rules.join_check])
    state = _state(row) if row else _retried(rules, budget, ballot, base, choices)
    return Cast(budget, rules, state)


def _retried(rules: Freeze, budget: int, ballot: bytes, base: int, choices: bytes) -> State:
    """Return the state that a retry finds; refuse a vote that is closed, and a ballot that was changed elsewhere."""
    *row, stage = _run(STANDING, [ballot, budget]) or (None, "")
    state = _state(row)
    if state.turn == base + 1 and state.choices == choices:
        return state
    if stage != "balloting" or now() >= rules.closes:
        raise Refused("vote.closed")
    raise Overtaken(state)


def standing(budget: int, entry: bytes) -> State:
    """Return how somebody's ballot stands: one query."""
    return _state(_run(STANDING, [id_of(budget, entry), budget])[:4])


def has_ballot(budget: Budget, entry: bytes) -> bool | None:
    """Say whether somebody of the roll has a ballot; none where the key that could tell is not there. Two queries at most."""
    if not (has_key(budget.pk, JOIN) and budget.join_check):
        return None
    return Ballot.objects.filter(pk=id_of(budget.pk, entry)).exists()


def id_of(budget: int, entry: bytes) -> bytes:
    """Return the id of a roll entry's ballot: the join, computed and never stored. Refuses where the key is gone."""
    return ballot_id(read_key(budget, JOIN), rules_of(budget).sha256, entry)


def receipt_of(budget: int, rules: Freeze, state: State) -> Receipt:
    """Sign the promise for a state of a ballot; the same state has the same receipt."""
    key = signing_key(read_key(budget, SIGNING))
    return make_receipt(key, rules.sha256, state.chain, state.turn, commit(state.salt, state.choices))


def _run(statement: str, values: list[Any]) -> tuple:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchone()


def _state(row: tuple | list) -> State:
    chain, turn, salt, choices = row
    return State(turn, bytes(chain), bytes(salt), bytes(choices)) if turn else State()
