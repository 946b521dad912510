"""A bundle as a folder: plain files at the top and in `pb`, nothing else."""

import os
import stat
from pathlib import Path
from typing import IO

from tequio.decide.protocol.bundle.source import MOST_FILES
from tequio.decide.protocol.faults import Fault

NO_LINKS = getattr(os, "O_NOFOLLOW", 0)


class Folder:
    """The files of a folder. Refuses (`Fault`) links and devices: they could lead out of it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._sizes: dict[str, int] = {}
        self._walk(path, "")
        self.names = sorted(self._sizes)

    def _walk(self, folder: Path, prefix: str) -> None:
        with os.scandir(folder) as entries:
            for entry in entries:
                name = prefix + entry.name
                found = entry.stat(follow_symlinks=False)
                if stat.S_ISDIR(found.st_mode):
                    if name == "pb":
                        self._walk(folder / entry.name, "pb/")
                    else:
                        self._sizes[f"{name}/"] = 0
                elif stat.S_ISREG(found.st_mode):
                    self._sizes[name] = found.st_size
                else:
                    raise Fault("bundle.link", file=name)
                if len(self._sizes) > MOST_FILES:
                    raise Fault("bundle.crowded")

    def size(self, name: str) -> int:
        return self._sizes[name]

    def open(self, name: str) -> IO[bytes]:
        """Open a file that was found as a plain one; a link put in its place since is refused by the system."""
        return os.fdopen(os.open(self.path / name, os.O_RDONLY | NO_LINKS), "rb")
