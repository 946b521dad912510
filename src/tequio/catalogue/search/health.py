"""What `tequio check` says of the search: whether there is an index, and how far behind the ledger it is."""

from collections.abc import Iterator

from tequio.catalogue.search.following import BATCH
from tequio.catalogue.search.index import search_index
from tequio.ground.ledger.queries import head
from tequio.ground.metrics.gauges import Gauge
from tequio.ground.run.findings import Finding


def health() -> Iterator[Finding]:
    """One finding; one query."""
    last, _hash = head()
    position = search_index().position()
    if position is None:
        mend = (
            "start a worker: it makes the index; or type `tequio reindex`. Until then pages show plain lists"
        )
        yield Finding("search", "there is no index that can be read", fault=True, mend=mend)
    elif last - position > 2 * BATCH:
        said = f"the index is {last - position} entries of the ledger behind"
        yield Finding("search", said, fault=True, mend="see whether a worker runs, and what it logs")
    else:
        yield Finding("search", f"indexed up to position {position} of {last}")


def behind() -> float | None:
    """How many entries of the ledger the index has not seen; unknown without an index (one query)."""
    position = search_index().position()
    return None if position is None else float(max(0, head()[0] - position))


LAG = Gauge("tequio_index_behind", "Entries of the ledger that the search index has not seen.", behind)
