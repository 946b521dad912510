"""Brings tables and static files up to date before the site runs, and does nothing when nothing has changed."""

import hashlib
import json
import os
import sys
import sysconfig
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

import tequio

Doors = list[tuple[str, str]]
"""Sentences that invite in, each with the path of its page."""
Seed = Callable[[], Doors]


def prepare(seed: Seed | None = None, *, anew: bool = False) -> Doors:
    """Make the site ready to run and return its doors; what was found ready the last time is not looked at again.

    `seed` fills the site and says its doors. Costs a few milliseconds and no query when neither the code nor the
    packages, the settings or the database's file have changed; a database that was changed behind the site's back
    needs `anew`.
    """
    stamp = Path(settings.VAR) / "prepared.json"
    known = json.loads(stamp.read_text(encoding="utf-8")) if stamp.exists() else {}
    if not anew and known.get("fingerprint") == fingerprint():
        return [(sentence, path) for sentence, path in known["doors"]]
    doors = _prepare(seed)
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(json.dumps({"fingerprint": fingerprint(), "doors": doors}), encoding="utf-8")
    return doors


def _prepare(seed: Seed | None) -> Doors:
    from tequio.ground.run.steps import collect_assets, make_tables

    with step("Opening the house"):
        import django

        django.setup()
    with step("Laying the tables"):
        make_tables()
    with step("Collecting the style"):
        collect_assets()
    if seed is None:
        return []
    with step("Filling it with people and practices"):
        return seed()


@contextmanager
def step(sentence: str) -> Iterator[None]:
    """Say what is being done, and how long it took."""
    began = time.perf_counter()
    print(f"  {sentence} ...", end="", flush=True, file=sys.stderr)
    try:
        yield
    except BaseException:
        print(file=sys.stderr)
        raise
    print(f" {time.perf_counter() - began:.1f} s", file=sys.stderr)


def fingerprint() -> str:
    """Digest of all that a preparation depends on; some milliseconds."""
    digest = hashlib.sha256()
    for fact in _facts():
        digest.update(f"{fact}\n".encode())
    return digest.hexdigest()


def _facts() -> Iterator[object]:
    yield tequio.__version__, sys.version, os.environ.get("DJANGO_SETTINGS_MODULE")
    yield sorted(item for item in os.environ.items() if item[0].startswith("TEQUIO_"))
    yield sorted(path.name for path in Path(sysconfig.get_path("purelib")).glob("*.dist-info"))
    for folder, folders, files in os.walk(Path(tequio.__file__).parent):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(files):
            seen = Path(folder, name).stat()
            yield folder, name, seen.st_size, seen.st_mtime_ns
    yield _inode(Path(settings.STATIC_ROOT) / "staticfiles.json")
    if settings.DATABASES["default"]["ENGINE"] == "tequio.ground.sqlite":
        yield _inode(Path(str(settings.DATABASES["default"]["NAME"])))


def _inode(path: Path) -> int | None:
    return path.stat().st_ino if path.exists() else None
