"""Where a bundle is read from: what a folder and a packed folder have in common."""

from collections.abc import Iterator
from hashlib import sha256
from typing import IO, Protocol

from tequio.decide.protocol.faults import Fault

LONGEST_LINE = 1024 * 1024
MOST_FILES = 50_000


class Source(Protocol):
    """Files by name. Nothing outside the bundle is ever opened, whatever the names say."""

    names: list[str]

    def size(self, name: str) -> int:
        """Return a file's length in bytes."""
        ...

    def open(self, name: str) -> IO[bytes]:
        """Open a file for reading."""
        ...


def read(source: Source, name: str, longest: int) -> bytes:
    """Return a file whole. Refuses (`Fault`) one that is missing or too long."""
    if name not in source.names:
        raise Fault("file.missing", file=name)
    if source.size(name) > longest:
        raise Fault("json.long", longest=longest)
    with source.open(name) as file:
        return file.read()


def lines(source: Source, name: str) -> Iterator[bytes]:
    """Yield the lines of a file without their ends. Refuses (`Fault`) a line too long, and a last line cut short."""
    if name not in source.names:
        raise Fault("file.missing", file=name)
    with source.open(name) as file:
        while line := file.readline(LONGEST_LINE):
            if not line.endswith(b"\n"):
                raise Fault("lines.end" if len(line) < LONGEST_LINE else "lines.long")
            yield line[:-1]


def digest(source: Source, name: str) -> bytes:
    """Return the SHA-256 of a file."""
    made = sha256()
    with source.open(name) as file:
        while block := file.read(1 << 20):
            made.update(block)
    return made.digest()
