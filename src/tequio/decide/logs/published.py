"""The last note that was published, kept beside the keys and outside the database: what a restored one is compared with."""

from tequio.decide.budgets.keys import folder_of, put_whole
from tequio.decide.protocol.checkpoints import Checkpoint, read_checkpoint
from tequio.decide.protocol.notes import VerifierKey

NAME = "published.note"


def last_published(budget: int, key: VerifierKey) -> Checkpoint | None:
    """Return the last published checkpoint; none before the first. Costs one small file, no query."""
    path = folder_of(budget) / NAME
    return read_checkpoint(path.read_text(encoding="utf-8"), key) if path.exists() else None


def remember(budget: int, note: str) -> None:
    """Keep a note as the last one that was published: whole, or not at all."""
    put_whole(folder_of(budget) / NAME, note.encode(), mode=0o600)
