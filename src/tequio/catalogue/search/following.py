"""Keeping the index true: following the ledger, and indexing all anew."""

from collections.abc import Callable, Iterable, Sequence

from tequio.catalogue.records.models import Record
from tequio.catalogue.search.gathering import documents_of
from tequio.catalogue.search.index import Indexer, search_index
from tequio.catalogue.search.themes import ThemeLabels
from tequio.ground.kept import Kept
from tequio.ground.ledger.models import Entry
from tequio.ground.ledger.queries import changes_since, head
from tequio.ground.themes.queries import all_themes

BATCH = 500
WAIT = 5.0  # seconds that another process may hold the index
CHANGES_ALL = ("themes.loaded", "territories.loaded")
"""Entries after which any number of records may stand elsewhere among the facets."""


def follow_ledger(_position: int = 0) -> None:
    """Index what the ledger says has changed since the position in the index; without an index, everything.

    Two queries when nothing has changed. May be called at any time, by any process of the node: the index's lock lets
    one of them work; whoever has waited five seconds is refused with `SearchUnavailable`, to be called again.
    """
    index = search_index()
    last, _hash = head()
    at = index.position()
    if at is None or at > last:
        # No index, one that cannot be read, or one of another database.
        reindex()
        return
    while entries := changes_since(at, BATCH):
        if any(entry.action in CHANGES_ALL for entry in entries):
            reindex()
            return
        at = entries[-1].position or at
        records = _records_of(entries)
        if records or len(entries) == BATCH:
            with index.indexer(wait=WAIT) as indexer:
                bring(indexer, records)
                indexer.commit(at)
        if len(entries) < BATCH:
            return


def _records_of(entries: Iterable[Entry]) -> list[int]:
    subjects = (entry.subject.partition(":") for entry in entries if not entry.action.startswith("draft."))
    return list(dict.fromkeys(int(number) for noun, _colon, number in subjects if noun == "record"))


def bring(indexer: Indexer, record_ids: Sequence[int]) -> None:
    """Make the index say of these records what the database says; the caller commits."""
    for record_id in record_ids:
        indexer.delete(record_id)
    for document in documents_of(record_ids):
        indexer.add(document)


def reindex(progress: Callable[[int, int], object] | None = None) -> int:
    """Index every published record beside the index in use, then put the new one in its place; returns how many.

    `progress` is told how many are done, and of how many. What is published meanwhile is indexed again by following
    the ledger from the position that it had at the beginning.
    """
    all_themes.forget()
    position, _hash = head()
    published = Record.objects.filter(visibility="published").order_by("pk")
    total, done, last = published.count(), 0, 0
    with search_index().rebuild() as indexer:
        while batch := list(published.filter(pk__gt=last).values_list("pk", flat=True)[:BATCH]):
            for document in documents_of(batch):
                indexer.add(document)
            last, done = batch[-1], done + len(batch)
            if progress:
                progress(done, max(total, done))
        indexer.commit(position)
    return done


def _read_labels() -> ThemeLabels:
    labels = []
    for theme in all_themes().values():
        labels += [(theme.code, language, label) for language, label in theme.labels.items()]
        for language, others in theme.alternatives.items():
            labels += [(theme.code, language, label) for label in others]
    return ThemeLabels(labels)


# The labels that `search` finds themes by: at most one query a minute.
theme_labels = Kept(_read_labels)
