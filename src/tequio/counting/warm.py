"""Compiled kernels: where they are kept, whether they are ready, and compiling them.

Counting works without them, in plain NumPy and to the same result. The first import of Numba and the compiling take
longer than most counts, so kernels are used once they are compiled and where a count is large.
`python -m tequio.counting.compile_kernels` compiles them; `tequio count` starts that in the background after its first answer.
TEQUIO_KERNELS=never keeps to plain NumPy, always compiles at once.
"""

import hashlib
import os
import subprocess
import sys
import time
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

LARGE = 50_000_000  # choices looked at in this process; below it plain NumPy answers before Numba is ready
ABANDONED = 600  # seconds after which a compiling that never ended may be begun again
SOURCES = ("shares/arrays.py", "shares/kernels.py", "shares/auction_kernels.py", "pb/scan.py", "passes.py")


def folder() -> Path:
    """Return where kernels are kept: under TEQUIO_VAR, a clone's var/, or the user's cache."""
    if place := os.environ.get("TEQUIO_VAR"):
        return Path(place) / "kernels"
    root = Path(__file__).parents[3]
    if (root / "pyproject.toml").exists():
        return root / "var" / "kernels"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "tequio" / "kernels"


@cache
def stamp() -> Path:
    """Return the file that says that these sources are compiled for this Python and Numba."""
    here = Path(__file__).parent
    about = [sys.version]
    for package in ("numba", "numpy"):
        try:
            about.append(version(package))
        except PackageNotFoundError:
            about.append("")
    for name in SOURCES:
        path = here / name
        about += [str(path), str(path.stat().st_mtime_ns), hashlib.sha256(path.read_bytes()).hexdigest()]
    return folder() / f"{hashlib.sha256(chr(10).join(about).encode()).hexdigest()[:24]}.ready"


class Work:
    """What this process has looked at so far, in choices."""

    done = 0


def wanted(work: int) -> bool:
    """Say whether the next piece of work (in choices) is to be done by compiled kernels.

    Plain NumPy does the first pieces; a count that goes on becomes worth the second that Numba needs to begin.
    """
    Work.done += work
    wish = os.environ.get("TEQUIO_KERNELS", "auto")
    if wish == "never" or (wish != "always" and Work.done < LARGE and "numba" not in sys.modules):
        return False
    if wish != "always" and not is_ready():
        return False
    prepare()
    return True


@cache
def is_ready() -> bool:
    return stamp().exists()


@cache
def prepare() -> None:
    """Tell Numba where to keep what it compiles; to be called before a module of kernels is imported.

    Each state of the sources has a folder of its own: Numba would not notice that a kernel called from another file changed.
    """
    place = os.environ.setdefault("NUMBA_CACHE_DIR", str(stamp().with_suffix("")))
    if "numba" in sys.modules:
        sys.modules["numba"].config.CACHE_DIR = place


def compile_in_background() -> None:
    """Start compiling in a process of its own, at low priority, if that has not been done and nobody forbids it."""
    if os.environ.get("TEQUIO_KERNELS", "auto") != "auto" or stamp().exists():
        return
    try:
        folder().mkdir(parents=True, exist_ok=True)
        claim = stamp().with_suffix(".begun")
        if claim.exists() and time.time() - claim.stat().st_mtime > ABANDONED:
            claim.unlink(missing_ok=True)
        claim.touch(exist_ok=False)
    except OSError:  # another process is at it, or the folder cannot be written
        return
    command = [sys.executable, "-m", "tequio.counting.compile_kernels"]
    quiet = subprocess.DEVNULL
    subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
