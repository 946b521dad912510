"""The rows of the database as lines of JSON, and back: the same lines from SQLite and from PostgreSQL.

Rows go out in the order of their keys, never in that of their arrival, so that a backup tells nothing of who came when.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps as present_apps
from django.apps.registry import Apps
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.models import BinaryField, JSONField, Model

# What a running site makes anew, and what must not lie in a backup: sessions and heartbeats.
LEFT_OUT = frozenset({"sessions.session", "ground.worker"})
AT_ONCE = 500


def kept_models(registry: Apps = present_apps) -> list[type[Model]]:
    """Every table that a backup holds, by the name of its table."""
    found = [
        model
        for model in registry.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model._meta.label_lower not in LEFT_OUT
    ]
    return sorted(found, key=lambda model: model._meta.db_table)


def columns_of(model: type[Model]) -> list[str]:
    """Names of a table's columns, in the order in which a backup writes them."""
    return [field.attname for field in model._meta.concrete_fields]


def lines(model: type[Model], columns: list[str]) -> Iterator[bytes]:
    """Yield a table's rows as JSON lists of these columns, ordered by key: one query, constant memory."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    turn = [_outward(fields[column]) for column in columns]
    rows = model._base_manager.order_by("pk").values_list(*columns)
    encode = DjangoJSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode
    for row in rows.iterator(chunk_size=AT_ONCE):
        values = [value if out is None else out(value) for out, value in zip(turn, row, strict=True)]
        yield encode(values).encode() + b"\n"


def _outward(field: models.Field[Any, Any]) -> Any:
    """How a value is written, where JSON has no form of its own for it."""
    if isinstance(field, BinaryField):
        return lambda value: None if value is None else bytes(value).hex()
    if isinstance(field, models.DateTimeField):
        return lambda value: None if value is None else value.isoformat()
    return None


def _inward(field: models.Field[Any, Any]) -> Any:
    if isinstance(field, BinaryField):
        return lambda value: None if value is None else bytes.fromhex(value)
    if isinstance(field, JSONField):
        return None
    return field.to_python


def load(model: type[Model], rows: Iterable[bytes], columns: list[str]) -> int:
    """Insert lines as `lines` wrote them, inside the caller's transaction; returns how many.

    `columns` are those that the backup names: a column that the table does not have is a fault of the backup.
    """
    fields = {field.attname: field for field in model._meta.concrete_fields}
    turn = [(column, _inward(fields[column])) for column in columns]
    _keep_times(model)
    waiting: list[Model] = []
    count = 0
    for line in rows:
        values = json.loads(line)
        pairs = zip(turn, values, strict=True)
        row = model(**{column: value if read is None else read(value) for (column, read), value in pairs})
        waiting.append(row)
        if len(waiting) == AT_ONCE:
            count += _insert(model, waiting)
            waiting = []
    return count + _insert(model, waiting)


def _keep_times(model: type[Model]) -> None:
    """Keep `auto_now` from writing the time of the restore over the time that was."""
    for field in model._meta.concrete_fields:
        if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
            field.auto_now = field.auto_now_add = False  # type: ignore[attr-defined]


def _insert(model: type[Model], rows: list[Model]) -> int:
    if rows:
        model._base_manager.bulk_create(rows)
    return len(rows)


def digest(model: type[Model], columns: list[str]) -> tuple[int, str]:
    """Count and SHA-256 of a table's lines: equal on two databases when their rows are."""
    hashed, count = hashlib.sha256(), 0
    for line in lines(model, columns):
        hashed.update(line)
        count += 1
    return count, hashed.hexdigest()


def schema_state(connection: BaseDatabaseWrapper) -> list[list[str]]:
    """The last migration of each app that the database has, as pairs."""
    loader = MigrationExecutor(connection).loader
    applied = set(loader.applied_migrations)
    heads = {
        app: name
        for app, name in applied & set(loader.graph.nodes)
        if not any(
            child.key in applied and child.key[0] == app
            for child in loader.graph.node_map[app, name].children
        )
    }
    return sorted([app, name] for app, name in heads.items())
