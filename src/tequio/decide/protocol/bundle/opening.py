"""Opening a bundle, whichever way it is wrapped."""

from pathlib import Path

from tequio.decide.protocol.bundle.archive import Archive
from tequio.decide.protocol.bundle.folder import Folder
from tequio.decide.protocol.bundle.source import Source
from tequio.decide.protocol.faults import Fault


def open_source(path: Path) -> Source:
    """Open a bundle. Refuses (`Fault`) what is neither a folder nor a packed one; nothing is unpacked to disk."""
    try:
        if path.is_dir():
            return Folder(path)
        if path.is_file():
            return Archive(path)
    except OSError as error:
        raise Fault("bundle.unreadable", why=error.strerror or "?") from None
    raise Fault("bundle.none")
