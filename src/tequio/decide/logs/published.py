"""The last note that was published, kept beside the keys and outside the database: what a restored one is compared with."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tequio.decide.budgets.keys import folder_of, put_whole
from tequio.decide.protocol.checkpoints import Checkpoint, read_checkpoint
from tequio.decide.protocol.notes import VerifierKey

NAME = "published.note"


def last_published(budget: int, key: VerifierKey) -> Checkpoint | None:
    """Return the last published checkpoint; none before the first. Costs one small file, no query."""
    path = folder_of(budget) / NAME
    return read_checkpoint(path.read_text(encoding="utf-8"), key) if path.exists() else None


def remember(budget: int, note: str, key: VerifierKey) -> None:
    """Keep a note as the last one that was published, whole or not at all; never over a newer one that another signer kept."""
    said = read_checkpoint(note, key)
    with alone_in(folder_of(budget)):
        known = last_published(budget, key)
        if known is None or known.number < said.number:
            put_whole(folder_of(budget) / NAME, note.encode(), mode=0o600)


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Let one signer of this machine at a time compare and write; a killed one lets go by itself."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
