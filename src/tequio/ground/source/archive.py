"""The source that runs, as one archive that `pip install` takes; made once."""

import gzip
import os
import tarfile
import tomllib
from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from io import BytesIO
from pathlib import Path, PurePosixPath

from django.conf import settings

import tequio

PACKAGE = Path(tequio.__file__).resolve().parent
NAME = f"tequio-{tequio.__version__}"
FILE = f"{NAME}.tar.gz"
WRITTEN = frozenset(
    {".py", ".html", ".txt", ".css", ".js", ".svg", ".xml", ".toml", ".csv", ".md", ".po", ".path"}
)
"""What people write; what is made from it, and whatever else lies about, stays out."""
BESIDE = Path(__file__).resolve().with_name("beside")
"""Where an installed package keeps what stood beside it in a clone: the build hook puts it there."""


def parts() -> Iterator[tuple[PurePosixPath, Path]]:
    """Yield each file with its place in the archive, in order: the package, and what builds and describes it."""
    for path in sorted(PACKAGE.rglob("*")):
        hidden = any(part.startswith((".", "__pycache__")) for part in path.relative_to(PACKAGE).parts)
        if path.suffix in WRITTEN and path.is_file() and not hidden and BESIDE not in path.parents:
            yield PurePosixPath("src/tequio", path.relative_to(PACKAGE).as_posix()), path
    clone = PACKAGE.parent.parent
    root = BESIDE if BESIDE.exists() else clone
    told = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    for name in sorted(told["tool"]["tequio"]["beside"]):
        yield PurePosixPath(name), root / name


@cache
def archive() -> Path:
    """Return where the archive lies; it is made when it is first asked for, and anew when a file has changed since.

    The same files give the same bytes. Looks at each file once in each process.
    """
    found = list(parts())
    state = blake2b(digest_size=8)
    for place, path in found:
        stat = path.stat()
        state.update(f"{place} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    kept = Path(settings.VAR) / "source" / state.hexdigest() / FILE
    if not kept.exists():
        kept.parent.mkdir(parents=True, exist_ok=True)
        part = kept.with_name(f"{FILE}.{os.getpid()}")
        part.write_bytes(packed(found))
        part.replace(kept)
    return kept


def packed(found: list[tuple[PurePosixPath, Path]]) -> bytes:
    """Pack files below one folder, without the names, rights and dates of the machine that they lie on."""
    plain = BytesIO()
    with tarfile.open(fileobj=plain, mode="w", format=tarfile.PAX_FORMAT) as box:
        for place, path in found:
            body = path.read_bytes()
            entry = tarfile.TarInfo(f"{NAME}/{place}")
            entry.size, entry.mode = len(body), 0o644
            box.addfile(entry, BytesIO(body))
    return gzip.compress(plain.getvalue(), mtime=0)
