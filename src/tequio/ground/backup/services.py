"""Making a backup while the site is in use, and putting one back into an empty database."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Model

import tequio
from tequio.ground.backup.archive import Progress, Reader, Writer
from tequio.ground.backup.tables import columns_of, digest, kept_models, lines, load, schema_state
from tequio.ground.ledger.queries import verify as verify_ledger
from tequio.kit.refusals import Refused

# What `migrate` and a starting site write by themselves.
FILLED_BY_ITSELF = frozenset({"contenttypes.contenttype", "auth.permission", "ground.due"})


def nothing(_step: str, _done: int) -> None:
    """Show no progress."""


def back_up(target: Path, *, progress: Progress = nothing) -> dict[str, Any]:
    """Write database and files into one archive; readers and writers go on meanwhile. Returns its manifest.

    All tables are read at one moment. Secrets are never in it: it is refused while keys lie among the files.
    """
    refuse_keys_among_files()
    with Writer(target) as archive:
        with one_moment():
            for model in kept_models():
                columns = columns_of(model)
                archive.table(model._meta.label_lower, columns, lines(model, columns))
                progress("tables", 1)
            state = schema_state(connection)
        for name, path in uploaded_files():
            archive.file(name, path)
            progress("files", 1)
        manifest = {
            "tequio": tequio.__version__,
            "made": datetime.now(UTC).isoformat(timespec="seconds"),
            "migrations": state,
        }
        archive.finish(manifest)
        return {**manifest, "tables": archive.tables, "files": archive.files}


@contextmanager
def one_moment() -> Iterator[None]:
    """Read everything as it stands now, without holding up a writer."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        yield


def uploaded_files() -> Iterator[tuple[str, Path]]:
    """Name and path of each uploaded file, in order of name."""
    folder = Path(settings.MEDIA_ROOT)
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path


def refuse_keys_among_files() -> None:
    """Refuse to go on while the folder of uploaded files holds keys: a backup must never carry them."""
    if keys_among_files():
        raise Refused("backup.keys_inside", folder=str(Path(settings.KEYS_FOLDER).resolve()))


def keys_among_files() -> bool:
    """Say whether the keys lie inside what a backup copies; links are followed."""
    keys, files = Path(settings.KEYS_FOLDER).resolve(), Path(settings.MEDIA_ROOT).resolve()
    return keys.is_relative_to(files)


def restore(source: Path, *, progress: Progress = nothing) -> dict[str, Any]:
    """Put a backup into an empty database, bring it up to date, and check what came of it. Returns its manifest.

    Refused before anything is written: a damaged archive, one of a newer Tequio, a database that holds something.
    The files go in first, then all rows by one transaction, which is undone when they are not those of the backup:
    killed before its end, the database is as empty as before; killed after it, a start of the site does the rest.
    """
    archive = Reader(source)
    targets = known_migrations(archive.manifest["migrations"])
    refuse_full_database()
    archive.verify(progress)
    executor = MigrationExecutor(connection)
    executor.migrate(targets)
    models = models_at(targets)
    for file in archive.manifest["files"]:
        archive.put_file(file["name"], Path(settings.MEDIA_ROOT))
        progress("files", 1)
    with transaction.atomic():
        fill(models, archive, progress)
        refuse_other_rows(models, archive)
    call_command("migrate", interactive=False, verbosity=0)
    if fault := next(iter(verify_ledger()), None):
        raise Refused("backup.ledger_broken", position=fault.position)
    return archive.manifest


def known_migrations(state: list[list[str]]) -> list[tuple[str, str]]:
    """Turn the backup's state into targets; refuse one that this Tequio has never heard of."""
    nodes = MigrationExecutor(connection).loader.graph.nodes
    targets = [(app, name) for app, name in state]
    unknown = [target for target in targets if target not in nodes]
    if unknown:
        raise Refused("backup.newer", version=".".join(unknown[0]))
    return targets


def refuse_full_database() -> None:
    """Refuse to restore over anything that somebody wrote."""
    tables = set(connection.introspection.table_names())
    for model in kept_models():
        written_by_people = model._meta.label_lower not in FILLED_BY_ITSELF
        if written_by_people and model._meta.db_table in tables and model._base_manager.exists():
            raise Refused("backup.not_empty", table=model._meta.db_table)


def models_at(targets: list[tuple[str, str]]) -> dict[str, type[Model]]:
    """The tables as they were at the backup's migrations, by label."""
    registry = MigrationExecutor(connection).loader.project_state(targets).apps
    return {model._meta.label_lower: model for model in kept_models(registry)}


def fill(models: dict[str, type[Model]], archive: Reader, progress: Progress) -> None:
    """Insert every table in one transaction; what the migrations had put in gives way to what the backup holds."""
    with transaction.atomic():
        for model in models.values():
            model._base_manager.all().delete()
        for label, columns in archive.columns.items():
            load(models[label], archive.rows(label), columns)
            progress("tables", 1)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(models.values())):
            cursor.execute(statement)


def refuse_other_rows(models: dict[str, type[Model]], archive: Reader) -> None:
    """Read every table again; refuse a restore whose rows are not those of the backup."""
    for table in archive.manifest["tables"]:
        if digest(models[table["name"]], table["columns"]) != (table["rows"], table["sha256"]):
            raise Refused("backup.other_rows", table=table["name"])
