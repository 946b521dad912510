"""A packed bundle: a `.zip` that can be written in one way only, so that a change of the wrapping is found too.

Files are stored as they are, sorted by name, dated 1980-01-01, without extras; whoever reads writes the wrapping again
and compares. What is stored cannot swell when it is unpacked.
"""

import io
import re
import struct
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from tequio.decide.protocol.bundle.source import MOST_FILES, Source
from tequio.decide.protocol.faults import Fault

LOCAL = struct.Struct("<4s5H3L2H")
CENTRAL = struct.Struct("<4s6H3L5H2L")
END = struct.Struct("<4s4H2LH")
NAME = re.compile(rb"(pb/)?[a-z0-9][a-z0-9_.-]{0,80}")
DATE = 0x21
MODE = 0o100644 << 16
LARGEST = 2**32 - 1
BLOCK = 1 << 20


@dataclass(frozen=True)
class Entry:
    """One stored file: where its header begins, how long it is, and its CRC-32."""

    name: bytes
    offset: int
    size: int
    crc: int

    def local(self) -> bytes:
        sizes = (self.crc, self.size, self.size)
        return LOCAL.pack(b"PK\x03\x04", 20, 0, 0, 0, DATE, *sizes, len(self.name), 0) + self.name

    def central(self) -> bytes:
        sizes = (self.crc, self.size, self.size)
        about = (len(self.name), 0, 0, 0, 0, MODE, self.offset)
        return CENTRAL.pack(b"PK\x01\x02", 3 << 8 | 20, 20, 0, 0, 0, DATE, *sizes, *about) + self.name


def directory(entries: Iterable[Entry], at: int) -> bytes:
    """Return what follows the files: the central directory, which begins at `at`, and its end."""
    listed = [entry.central() for entry in entries]
    body = b"".join(listed)
    return body + END.pack(b"PK\x05\x06", 0, 0, len(listed), len(listed), len(body), at, 0)


def pack(source: Source, path: Path) -> None:
    """Pack a bundle. Refuses (`Fault`) one over 4 GB."""
    entries: list[Entry] = []
    with path.open("wb") as out:
        for name in source.names:
            with source.open(name) as file:
                crc = crc_of(file, source.size(name))
            entry = Entry(name.encode(), out.tell(), source.size(name), crc)
            if entry.offset + entry.size > LARGEST - BLOCK:
                raise Fault("bundle.large")
            out.write(entry.local())
            with source.open(name) as file:
                while block := file.read(BLOCK):
                    out.write(block)
            entries.append(entry)
        out.write(directory(entries, out.tell()))


class Archive:
    """The files of a packed bundle, read in place. Refuses (`Fault`) any wrapping but the one that `pack` writes."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with path.open("rb") as file:
            entries = read_wrapping(file, path.stat().st_size)
        self._entries = {entry.name.decode(): entry for entry in entries}
        self.names = list(self._entries)

    def size(self, name: str) -> int:
        return self._entries[name].size

    def open(self, name: str) -> IO[bytes]:
        """Open a file inside the archive; reading ends where the file ends."""
        entry = self._entries[name]
        return io.BufferedReader(Part(self.path, entry.offset + len(entry.local()), entry.size))


def read_wrapping(file: IO[bytes], size: int) -> list[Entry]:
    """Read the directory, then write it and every header again and compare."""
    if size < END.size or size > LARGEST:
        raise Fault("bundle.repacked")
    file.seek(size - END.size)
    _sign, _disk, _start, _here, count, length, at, _comment = END.unpack(file.read(END.size))
    if at + length + END.size != size or length < count * CENTRAL.size or count > MOST_FILES:
        raise Fault("bundle.repacked")
    file.seek(at)
    body = file.read(length + END.size)
    entries = read_directory(body, count)
    if directory(entries, at) != body or [one.name for one in entries] != sorted(
        {one.name for one in entries}
    ):
        raise Fault("bundle.repacked")
    place = 0
    for entry in entries:
        place = compare(file, entry, place)
    if place != at:
        raise Fault("bundle.repacked")
    return entries


def read_directory(body: bytes, count: int) -> list[Entry]:
    entries, place = [], 0
    for _ in range(count):
        if place + CENTRAL.size > len(body):
            raise Fault("bundle.repacked")
        fields = CENTRAL.unpack_from(body, place)
        place += CENTRAL.size
        name = body[place : place + fields[10]]
        if not NAME.fullmatch(name):
            raise Fault("bundle.repacked")
        entries.append(Entry(name, fields[16], fields[8], fields[7]))
        place += len(name)
    return entries


def compare(file: IO[bytes], entry: Entry, place: int) -> int:
    """Refuse a header or content that is not as it would be written; return where the next one begins."""
    header = entry.local()
    file.seek(place)
    if entry.offset != place or file.read(len(header)) != header or crc_of(file, entry.size) != entry.crc:
        raise Fault("bundle.repacked")
    return place + len(header) + entry.size


def crc_of(file: IO[bytes], size: int) -> int:
    crc = 0
    while size > 0 and (block := file.read(min(BLOCK, size))):
        crc = zlib.crc32(block, crc)
        size -= len(block)
    return crc


class Part(io.RawIOBase):
    """A stretch of a file, as a file."""

    def __init__(self, path: Path, begin: int, size: int) -> None:
        self._file = path.open("rb")
        self._file.seek(begin)
        self._left = size

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        block = self._file.read(min(len(buffer), self._left))
        buffer[: len(block)] = block
        self._left -= len(block)
        return len(block)

    def close(self) -> None:
        self._file.close()
        super().close()
