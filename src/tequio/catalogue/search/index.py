"""The index on disk: one process writes it, all read it; it is rebuilt beside the old one, then swapped.

`VAR/search/v1-1/` holds generations `g-...` and a small file `current` that names the one in use.
"""

import contextlib
import os
import secrets
import shutil
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Self

import tantivy
from django.conf import settings

from tequio.catalogue.search import schema
from tequio.catalogue.search.document import SearchDocument, to_tantivy

CURRENT = "current"
HEAP = 128_000_000
LOOK_EVERY = 1.0  # seconds between two looks at the disk
STATE = 1
A_DAY = 86_400
_SCHEMA = schema.build()


class SearchUnavailable(Exception):  # noqa: N818 - a state of the installation, which pages answer with a plain list
    """There is no index, or it cannot be read."""


@contextlib.contextmanager
def reading() -> Iterator[None]:
    """Turn what tantivy raises over a missing or damaged index into `SearchUnavailable`."""
    try:
        yield
    except (ValueError, OSError) as fault:
        raise SearchUnavailable(str(fault)) from fault
    except BaseException as fault:
        # A damaged file can make tantivy panic, which pyo3 raises outside Exception.
        if type(fault).__name__ == "PanicException":
            raise SearchUnavailable(str(fault)) from fault
        raise


class Indexer:
    """The only writer of one generation; nothing is seen by readers before `commit`.

    Refuses with `SearchUnavailable` while another process holds the generation's lock.
    """

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        with reading():
            self._index = tantivy.Index(_SCHEMA, str(folder))
            self._index.config_reader("manual")
            self._writer = self._index.writer(HEAP, threads)

    @property
    def position(self) -> int:
        """The ledger's position up to which the last commit holds everything; 0 at the beginning."""
        self._index.reload()
        return position_in(self._index.searcher())

    def add(self, document: SearchDocument) -> None:
        """Add a record that the index does not hold yet."""
        self._writer.add_document(to_tantivy(document))

    def replace(self, document: SearchDocument) -> None:
        """Add a record, or put it in the place of what the index holds of it."""
        self.delete(document.record_id)
        self.add(document)

    def delete(self, record_id: int) -> None:
        """Forget a record; nothing happens if the index does not hold it."""
        self._forget("record", record_id)

    def commit(self, position: int) -> None:
        """Make all changes durable and visible, together with the ledger's position that they reach to."""
        self._forget("state", STATE)
        state = tantivy.Document()
        state.add_unsigned("state", STATE)
        state.add_unsigned("position", position)
        self._writer.add_document(state)
        self._writer.commit()

    def _forget(self, field_name: str, value: int) -> None:
        # `delete_documents_by_term` makes a signed term of a Python number and so never meets an unsigned field.
        self._writer.delete_documents_by_query(tantivy.Query.term_query(_SCHEMA, field_name, value))

    def close(self) -> None:
        """Wait for merges and let go of the lock; what was not committed is lost."""
        self._writer.wait_merging_threads()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *fault: object) -> None:
        self.close()


def position_in(searcher: tantivy.Searcher) -> int:
    """Read the ledger's position from a commit."""
    with reading():
        query = tantivy.Query.term_query(_SCHEMA, "state", STATE)
        hits = searcher.search(query, 1, count=False).hits
        return int(searcher.fast_field_values("position", [hits[0][1]])[0] or 0) if hits else 0


@dataclass(slots=True)
class View:
    """One commit as this process sees it, and what was counted in it."""

    searcher: tantivy.Searcher
    counted: dict[object, Any] = field(default_factory=dict)


class SearchIndex:
    """The generations under one folder and this process's view of the one in use."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._lock = threading.Lock()
        self._looked = float("-inf")
        self._seen: object = None
        self._index: tantivy.Index | None = None
        self._opened: Path | None = None
        self._view: View | None = None
        self._fault = ""

    @property
    def folder(self) -> Path | None:
        """Folder of the generation in use, or nothing."""
        try:
            return self.root / (self.root / CURRENT).read_text(encoding="ascii").strip()
        except OSError:
            return None

    def view(self) -> View:
        """The newest commit; looks at the disk once a second at most.

        Raises `SearchUnavailable`.
        """
        with self._lock:
            now = time.monotonic()
            if now - self._looked >= LOOK_EVERY:
                self._looked = now
                self._look()
            if self._view is None:
                raise SearchUnavailable(self._fault)
            return self._view

    def state(self) -> object:
        """What changes with each commit that this process sees; compared by value. Raises `SearchUnavailable`."""
        self.view()
        return self._seen

    def refresh(self) -> None:
        """Let the next search look at the disk at once."""
        self._looked = float("-inf")

    def _look(self) -> None:
        seen = self._marks()
        if seen == self._seen and self._view is not None:
            return
        try:
            with reading():
                self._open(seen)
        except SearchUnavailable as fault:
            self._view, self._index, self._seen, self._fault = None, None, None, str(fault)

    def _open(self, seen: object) -> None:
        folder = self.folder
        if folder is None:
            raise SearchUnavailable(f"no index under {self.root}")
        if self._index is None or self._opened != folder:
            self._index = tantivy.Index.open(str(folder))
            self._index.config_reader("manual")
            self._opened = folder
        self._index.reload()
        self._view, self._seen = View(self._index.searcher()), seen

    def _marks(self) -> object:
        """What changes on disk with each commit and each swap."""
        folder = self.folder
        if folder is None:
            return None
        try:
            meta = (folder / "meta.json").stat()
        except OSError:
            return (folder, None)
        return (folder, meta.st_mtime_ns, meta.st_ino, meta.st_size)

    def exists(self) -> bool:
        """Whether an index of this schema is in use, readable or not."""
        return self.folder is not None

    def position(self) -> int | None:
        """The ledger's position up to which the index holds everything; None if it cannot be read."""
        self.refresh()
        try:
            return position_in(self.view().searcher)
        except SearchUnavailable:
            return None

    def indexer(self, *, wait: float = 0.0) -> Indexer:
        """Open the generation in use for writing; make an empty one where there is none.

        Waits so many seconds for another process that writes.
        """
        folder = self.folder
        if folder is None:
            with self.rebuild() as indexer:
                indexer.commit(0)
            folder = self.folder
        if folder is None:
            raise SearchUnavailable(f"no index under {self.root}")
        until = time.monotonic() + wait
        while True:
            try:
                return Indexer(folder)
            except SearchUnavailable:
                if time.monotonic() >= until:
                    raise
                time.sleep(0.1)

    @contextlib.contextmanager
    def rebuild(self, *, threads: int = 1) -> Iterator[Indexer]:
        """Give the writer of a new generation; put it in use when the block ends without a fault.

        The block commits by itself, with the position that the ledger had before its first record was read. Readers
        keep the old generation until the swap, which is one rename.
        """
        folder = self.root / f"g-{time.strftime('%Y%m%d%H%M%S', time.gmtime())}-{secrets.token_hex(3)}"
        try:
            with Indexer(folder, threads=threads) as indexer:
                yield indexer
            old = self.folder
            self._put_in_use(folder)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
        self._clear_away(old, folder)
        self.refresh()

    def _clear_away(self, old: Path | None, current: Path) -> None:
        """Remove the generation that was in use, and what a killed rebuild left more than a day ago."""
        for folder in self.root.glob("g-*"):
            left = folder != current and time.time() - folder.stat().st_mtime > A_DAY
            if folder == old or left:
                shutil.rmtree(folder, ignore_errors=True)

    def _put_in_use(self, folder: Path) -> None:
        beside = self.root / f"{CURRENT}.{os.getpid()}"
        with beside.open("w", encoding="ascii") as file:
            file.write(folder.name)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self.root / CURRENT)


@lru_cache(maxsize=8)
def index_at(root: Path) -> SearchIndex:
    """The one `SearchIndex` of this process for a folder."""
    return SearchIndex(root)


def search_index() -> SearchIndex:
    """The installation's index, under `settings.VAR`."""
    return index_at(Path(settings.VAR) / "search" / schema.folder_name())
