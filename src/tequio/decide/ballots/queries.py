"""Reads of the frozen rules and of one ballot."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db import connection

from tequio.decide.ballots.models import Freeze as FrozenRow
from tequio.decide.ballots.rules import Choices
from tequio.decide.budgets.models import Budget
from tequio.decide.budgets.queries import budget_or_404
from tequio.decide.budgets.rules import FROZEN
from tequio.decide.protocol.ballots import Ballot, read_ballot
from tequio.decide.protocol.freeze import Freeze
from tequio.decide.protocol.freezing import read_freeze
from tequio.ground.kept import Kept
from tequio.kit.refusals import Refused


@lru_cache(maxsize=64)
def _read(body: bytes) -> Freeze:
    return read_freeze(body)


@lru_cache(maxsize=64)
def _of(budget: int, site: str) -> Freeze:
    row = FrozenRow.objects.filter(budget=budget).first()
    if row is None:
        raise Refused("vote.not_open")
    return _read(bytes(row.body))


def rules_of(budget: int) -> Freeze:
    """Return the frozen rules of an edition: one query the first time in a process, then none, since they never change.

    Refuses an edition whose vote has not been opened.
    """
    return _of(budget, str(connection.settings_dict["NAME"]))


def closes_of(budget: int) -> datetime | None:
    """When the fixed rules of an edition close its vote; none where they are not fixed."""
    try:
        return rules_of(budget).closes
    except Refused:
        return None


def forget_rules() -> None:
    """Forget the rules that were read: for tests, whose editions have the same numbers."""
    _of.cache_clear()


@dataclass(frozen=True, slots=True)
class Voter:
    """What casting needs to know of a roll entry."""

    entry: bytes
    zone: str
    struck: str


VOTER = """
SELECT z.key, r.struck FROM decide_rollentry r JOIN decide_zone z ON z.id = r.zone_id
WHERE r.id = %s AND r.budget_id = %s
"""


def voter_of(budget: int, entry: bytes) -> Voter | None:
    """Return a roll entry of this edition, if it is there: one query, in SQL because each cast begins with it."""
    with connection.cursor() as cursor:
        cursor.execute(VOTER, [entry, budget])
        row = cursor.fetchone()
    return Voter(entry, *row) if row else None


def _votes() -> dict[tuple[str, str], Budget]:
    rows = Budget.objects.filter(stage__in=FROZEN, origin="").select_related("space")
    return {(row.space.slug, row.slug): row for row in rows}


votes = Kept(_votes, seconds=5)
"""Editions whose vote was opened, by the slugs of space and edition; one query in five seconds.

An edition's stage may have changed since: whoever casts is told by the cast itself.
"""


def vote_or_404(space: str, slug: str) -> Budget:
    """Return an edition whose vote was opened: no query, or one where it was not known yet."""
    return votes().get((space, slug)) or budget_or_404(space, slug)


def choices_of(ballot: Ballot) -> Choices:
    """Return a ballot's choices as the voting page shows them."""
    return {contest: dict(votes) for contest, votes in ballot.parts.items()}


def read_choices(rules: Freeze, body: bytes) -> Choices:
    return choices_of(read_ballot(rules, body))


def parts_of(choices: Mapping[str, Mapping[str, int]]) -> dict[str, list[tuple[str, int]]]:
    """Return choices as the protocol writes them."""
    return {contest: sorted(votes.items()) for contest, votes in choices.items() if votes}
