"""Reads of a vote after its close: where it stands, its openings, its results."""

from collections.abc import Iterable, Iterator

from tequio.catalogue.records.queries import named
from tequio.decide.budgets.models import Budget, Work
from tequio.decide.logs.models import Leaf
from tequio.decide.proposals.models import Proposal
from tequio.decide.protocol.openings import Opening as Opened
from tequio.decide.protocol.openings import read_opening
from tequio.decide.protocol.settlement import Kept
from tequio.decide.results.models import Opening, Result, Settlement
from tequio.decide.results.rules import OPENED, is_done

CHUNK = 5_000


def settlement_of(budget: Budget) -> Settlement | None:
    """How far a vote has come after its close; none before it: one query."""
    return Settlement.objects.filter(budget=budget).first()


def ballot_leaves(budget: Budget, after: int = 0) -> Iterator[Kept]:
    """The ballot leaves after a position, in log order: one query, streamed."""
    rows = Leaf.objects.filter(budget=budget, kind=Leaf.Kind.BALLOT, position__gt=after).order_by("position")
    fields = ("position", "hash", "chain", "turn", "commit")
    for position, hash_, chain, turn, commit in rows.values_list(*fields).iterator(chunk_size=CHUNK):
        yield Kept(position, bytes(hash_), bytes(chain), turn, bytes(commit))


def opened(budget: Budget) -> Iterator[Opened]:
    """The openings in log order: one query, streamed."""
    lines = Opening.objects.filter(budget=budget).order_by("position").values_list("line", flat=True)
    return (read_opening(bytes(line)) for line in lines.iterator(chunk_size=CHUNK))


def openings_of(budget: Budget, prefix: int) -> list[Opened]:
    """The opened leaves, in log order, of the ballots whose receipt's code begins with this number: one query."""
    rows = Opening.objects.filter(budget=budget, code=prefix).order_by("position")
    return [read_opening(bytes(line)) for line in rows.values_list("line", flat=True)]


def is_opened(budget: Budget) -> bool:
    """Say whether the ballots are open: one query."""
    settlement = settlement_of(budget)
    return settlement is not None and is_done(settlement.step, OPENED)


def last_works(budget: Budget) -> dict[str, Work]:
    """The latest work of each sort: one query."""
    return {work.what: work for work in Work.objects.filter(budget=budget).order_by("pk")}


def results_of(budget: Budget) -> list[Result]:
    """The contests as they were counted, without the lines of their projects: one query."""
    return list(Result.objects.filter(budget=budget).defer("projects"))


def addresses_of(budget: Budget, keys: Iterable[str], language: str) -> dict[str, str]:
    """Where projects have their own pages, by key, as far as everybody sees them: two queries."""
    rows = Proposal.objects.filter(budget=budget, key__in=list(keys)).values_list("record", "key")
    key_of = dict(rows)
    return {key_of[record]: one.url for record, one in named(key_of, language).items()}
