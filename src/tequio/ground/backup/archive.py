"""The archive: a zip with a manifest, a file of lines for each table, and the uploaded files."""

import hashlib
import json
import os
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Self

from tequio.kit.refusals import Refused

FORMAT = 1
MANIFEST = "manifest.json"
FILES = "files/"
Progress = Callable[[str, int], None]


class Writer:
    """Writes an archive beside its place and moves it there when it is whole; an error leaves nothing behind."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.part = target.with_name(f".{target.name}.part")
        self.tables: list[dict[str, Any]] = []
        self.files: list[dict[str, Any]] = []

    def __enter__(self) -> Self:
        if self.target.exists():
            raise Refused("backup.exists", name=str(self.target))
        try:
            self.target.parent.mkdir(parents=True, exist_ok=True)
            self.zip = zipfile.ZipFile(self.part, "w", zipfile.ZIP_DEFLATED, compresslevel=1)
        except OSError as error:
            raise Refused(
                "backup.cannot_write", name=str(self.target), reason=error.strerror or ""
            ) from error
        return self

    def table(self, name: str, columns: list[str], rows: Iterable[bytes]) -> None:
        """Add a table; its count and hash go to the manifest."""
        hashed, count = hashlib.sha256(), 0
        with self.zip.open(f"tables/{name}.jsonl", "w", force_zip64=True) as out:
            for row in rows:
                hashed.update(row)
                out.write(row)
                count += 1
        self.tables.append({"name": name, "columns": columns, "rows": count, "sha256": hashed.hexdigest()})

    def file(self, name: str, source: Path) -> None:
        """Add an uploaded file, uncompressed: most are compressed already."""
        hashed = hashlib.sha256()
        info = zipfile.ZipInfo(FILES + name)
        with source.open("rb") as read, self.zip.open(info, "w", force_zip64=True) as out:
            while block := read.read(1 << 20):
                hashed.update(block)
                out.write(block)
        self.files.append({"name": name, "sha256": hashed.hexdigest()})

    def finish(self, manifest: dict[str, Any]) -> None:
        """Write the manifest, put all of it on the disk and give the archive its name."""
        whole = {"format": FORMAT, **manifest, "tables": self.tables, "files": self.files}
        self.zip.writestr(MANIFEST, json.dumps(whole, indent=1, sort_keys=True))
        self.zip.close()
        with self.part.open("rb") as file:
            os.fsync(file.fileno())
        self.part.replace(self.target)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.part.exists():
            self._abandon()
        if isinstance(error, OSError):
            raise Refused(
                "backup.cannot_write", name=str(self.target), reason=error.strerror or ""
            ) from error

    def _abandon(self) -> None:
        try:
            self.zip.close()
        except OSError:
            pass
        finally:
            self.part.unlink(missing_ok=True)


class Reader:
    """Reads an archive; what does not follow the format is refused before anything is touched."""

    def __init__(self, source: Path) -> None:
        try:
            self.zip = zipfile.ZipFile(source)
            self.manifest: dict[str, Any] = json.loads(self.zip.read(MANIFEST))
        except FileNotFoundError:
            raise Refused("backup.not_there", name=str(source)) from None
        except (OSError, KeyError, ValueError, zipfile.BadZipFile):
            raise Refused("backup.unreadable", name=str(source)) from None
        if self.manifest.get("format") != FORMAT:
            raise Refused("backup.newer", version=self.manifest.get("tequio", "?"))

    @property
    def columns(self) -> dict[str, list[str]]:
        return {table["name"]: table["columns"] for table in self.manifest["tables"]}

    def rows(self, table: str) -> Iterator[bytes]:
        """Yield a table's lines."""
        with self.zip.open(f"tables/{table}.jsonl") as lines:
            yield from lines

    def verify(self, progress: Progress) -> None:
        """Read everything once; refuse an archive of which a byte is missing or changed."""
        for table in self.manifest["tables"]:
            hashed = hashlib.sha256()
            try:
                for line in self.rows(table["name"]):
                    hashed.update(line)
            except (KeyError, OSError, zipfile.BadZipFile, EOFError):
                raise Refused("backup.damaged", part=table["name"]) from None
            if hashed.hexdigest() != table["sha256"]:
                raise Refused("backup.damaged", part=table["name"])
            progress("checking", 1)
        for file in self.manifest["files"]:
            self._verify_file(file)

    def _verify_file(self, file: dict[str, Any]) -> None:
        hashed = hashlib.sha256()
        try:
            with self.zip.open(FILES + file["name"]) as source:
                while block := source.read(1 << 20):
                    hashed.update(block)
        except (KeyError, OSError, zipfile.BadZipFile, EOFError):
            raise Refused("backup.damaged", part=file["name"]) from None
        if hashed.hexdigest() != file["sha256"]:
            raise Refused("backup.damaged", part=file["name"])

    def put_file(self, name: str, folder: Path) -> None:
        """Write an uploaded file into a folder; a name that leads out of it is refused."""
        target = (folder / name).resolve()
        if not target.is_relative_to(folder.resolve()):
            raise Refused("backup.damaged", part=name)
        target.parent.mkdir(parents=True, exist_ok=True)
        with self.zip.open(FILES + name) as source, _open_new(target) as out:
            while block := source.read(1 << 20):
                out.write(block)


def _open_new(target: Path) -> IO[bytes]:
    return target.open("wb")
