"""The keys of a vote: files that only the site may read, never in the database, the environment, a log or a backup."""

import os
from pathlib import Path

from django.conf import settings

from tequio.decide.protocol.keys import new_key
from tequio.kit.refusals import Refused

JOIN, SIGNING, PEPPER = KEYS = ("join", "signing", "pepper")


def folder_of(budget: int) -> Path:
    """The folder of an edition's keys."""
    return Path(settings.KEYS_FOLDER) / f"budget-{budget}"


def make_folder(budget: int) -> Path:
    """Make the folder of an edition's keys, unless it is there: it and the one around it are for the site alone."""
    folder = folder_of(budget)
    for one in (folder.parent, folder):
        one.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def has_key(budget: int, name: str) -> bool:
    return (folder_of(budget) / name).exists()


def read_key(budget: int, name: str) -> bytes:
    """Return a key of 32 bytes, read anew each time: a key that was destroyed is gone from every process at once.

    Refuses a key that is not there. Costs one small file, no query.
    """
    try:
        return (folder_of(budget) / name).read_bytes()
    except FileNotFoundError:
        raise Refused("vote.no_key") from None


def make_key(budget: int, name: str) -> bytes:
    """Make a key, unless it is there, and return it. Two processes that make it at once get the same one."""
    if has_key(budget, name):
        return read_key(budget, name)
    folder = make_folder(budget)
    fresh = _write_beside(folder / name, new_key(), 0o400)
    try:
        # A link is never put over a file that is there: the first key stands.
        os.link(fresh, folder / name)
        _settle(folder)
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
    return read_key(budget, name)


def put_whole(path: Path, body: bytes, *, mode: int = 0o400) -> None:
    """Write a file among the keys so that it is there whole or as it was before, whatever is killed meanwhile."""
    _write_beside(path, body, mode).replace(path)
    _settle(path.parent)


def _write_beside(path: Path, body: bytes, mode: int) -> Path:
    fresh = path.with_name(f".{path.name}-{os.getpid()}-{os.urandom(4).hex()}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        file.write(body)
        file.flush()
        os.fsync(file.fileno())
    return fresh


def destroy_key(budget: int, name: str) -> None:
    """Write over a key's file and remove it, with what a killed process left of making it; what is gone stays gone."""
    folder = folder_of(budget)
    for path in (folder / name, *folder.glob(f".{name}-*")):
        if path.exists():
            _write_over(path)
            path.unlink()
            _settle(folder)


def _write_over(path: Path) -> None:
    path.chmod(0o600)
    with path.open("r+b") as file:
        file.write(os.urandom(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())


def _settle(folder: Path) -> None:
    """Have the folder itself on the disk: a key must outlive a power cut, and so must its end."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
