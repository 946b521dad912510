"""The steps of a preparation: tables and static files."""

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

CHANGERS_LOCK = 7_319_002
"""Key of PostgreSQL's advisory lock: one node changes the tables at a time."""


def pending_migrations() -> list[str]:
    """Names of the migrations that the database still lacks."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def make_tables() -> None:
    """Bring the database up to date; an empty one is made."""
    if connection.vendor == "sqlite":
        Path(str(connection.settings_dict["NAME"])).parent.mkdir(parents=True, exist_ok=True)
    with alone():
        if pending_migrations():
            call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)


@contextmanager
def alone() -> Iterator[None]:
    """Change tables while nobody else does: whoever comes second waits, then finds nothing left to do.

    On PostgreSQL by an advisory lock of the session, which a killed process gives back by itself; on SQLite by a lock
    on a file beside the database.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [CHANGERS_LOCK])
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [CHANGERS_LOCK])
        return
    path = Path(f"{connection.settings_dict['NAME']}-changing")
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def collect_assets() -> bool:
    """Collect, name by content and compress the static files when one of them has changed; say whether it did so."""
    stamp = Path(settings.STATIC_ROOT) / "collected"
    state = _assets_state()
    if stamp.exists() and stamp.read_text(encoding="utf-8") == state:
        return False
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(state, encoding="utf-8")
    return True


def _assets_state() -> str:
    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            with storage.open(path) as file:
                digest.update(f"{path} ".encode() + hashlib.sha256(file.read()).digest())
    return digest.hexdigest()
