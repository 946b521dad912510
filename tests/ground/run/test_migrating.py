"""Tables are changed wholly or not at all, by one process at a time, from every earlier state with data in it."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import uuid
import zipfile
from urllib.parse import quote

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from tequio.ground.backup.services import back_up, models_at
from tequio.ground.ledger.services import seal

MAKE = "import django; django.setup(); from tequio.ground.run.steps import make_tables, pending_migrations; "
# A hand that kills the process -9 at the n-th change of a table.
KILLED = """
import os, signal
from django.db import connection
left = [{after}]
def watch(execute, sql, params, many, context):
    if sql.lstrip().upper().startswith(("CREATE", "ALTER", "DROP")):
        left[0] -= 1
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
    return execute(sql, params, many, context)
with connection.execute_wrapper(watch):
    make_tables()
"""
STATE = "make_tables(); assert not pending_migrations(); from django.db import connection; print('well', len(connection.introspection.table_names()))"


@pytest.fixture
def place(transactional_db, tmp_path):
    """The environment of a new, empty database of the suite's kind."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TEQUIO", "DJANGO"))}
    kept |= {"TEQUIO_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "tequio.settings.demo"}
    if connection.vendor == "sqlite":
        yield kept
        return
    name, said = f"tequio_killed_{uuid.uuid4().hex[:8]}", connection.settings_dict
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
    login = quote(said["USER"]) + (f":{quote(said['PASSWORD'])}" if said["PASSWORD"] else "")
    host = f"{said['HOST']}:{said['PORT']}" if said["PORT"] else said["HOST"]
    yield {**kept, "TEQUIO_DATABASE": f"postgresql://{login + '@' if login else ''}{host}/{name}"}
    with connection.cursor() as cursor:
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def python(place, code, wait=True):
    started = subprocess.Popen(
        [sys.executable, "-c", MAKE + "\n" + code],
        env=place,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    return (*started.communicate(), started.returncode) if wait else started


@pytest.mark.parametrize("after", [2, 40, pytest.param(90, marks=pytest.mark.proof)])
def test_change_that_is_killed_half_way_is_finished_by_the_next_start(place, after):
    _, _, code = python(place, KILLED.format(after=after))
    assert code == -signal.SIGKILL
    said, error, code = python(place, STATE)
    assert code == 0, error
    assert said.startswith("well ")


def test_two_that_start_at_once_change_the_tables_one_after_the_other(place):
    both = [python(place, STATE, wait=False) for _ in range(2)]
    ends = [(one.communicate(), one.returncode) for one in both]
    assert [code for _, code in ends] == [0, 0], ends
    assert ends[0][0][0] == ends[1][0][0]


def earlier_states():
    """Every state on the way: after each migration of our own apps, what the whole site had then."""
    loader = MigrationLoader(None)
    plan = []
    for leaf in sorted(loader.graph.leaf_nodes()):
        plan += [node for node in loader.graph.forwards_plan(leaf) if node not in plan]
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("tequio.")}
    first = max(plan.index(node) for node in plan if node[1].startswith("0001") and node[0] in ours)
    for place in range(first, len(plan)):
        state = dict(plan[: place + 1])
        yield ".".join(plan[place]), sorted([app, name] for app, name in state.items())


def backwards(archive, target, state):
    """Write the backup as an earlier Tequio would have made it: the columns that there were, of the same rows."""
    then = models_at([tuple(one) for one in state])
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(target, "w") as new:
        manifest = json.loads(old.read("manifest.json"))
        tables = []
        for table in manifest["tables"]:
            model = then.get(table["name"])
            if model is None:
                continue
            had = {field.attname for field in model._meta.concrete_fields}
            kept = [place for place, column in enumerate(table["columns"]) if column in had]
            rows = old.read(f"tables/{table['name']}.jsonl").splitlines()
            lines = [
                json.dumps(
                    [json.loads(row)[place] for place in kept],
                    ensure_ascii=False,
                    separators=(",", ":"),
                    sort_keys=True,
                ).encode()
                + b"\n"
                for row in rows
            ]
            data = b"".join(lines)
            new.writestr(f"tables/{table['name']}.jsonl", data)
            columns = [table["columns"][place] for place in kept]
            tables.append({**table, "columns": columns, "sha256": hashlib.sha256(data).hexdigest()})
        manifest |= {"tables": tables, "files": [], "migrations": state}
        new.writestr("manifest.json", json.dumps(manifest))


BEFORE_BUDGETS = {"ground": "0005_notices", "catalogue": "0002_showings", "know": "0001_initial"}
"""The last state of an installation that knew no budgets."""


def before_budgets():
    """That state, with what the apps of others had then."""
    graph = MigrationLoader(None).graph
    leaves = dict(graph.leaf_nodes())
    state = {app: name for app, name in leaves.items() if app != "decide"} | BEFORE_BUDGETS
    return "before-budgets", sorted([app, name] for app, name in state.items())


@pytest.mark.parametrize(
    "state", [pytest.param(state, id=name) for name, state in (before_budgets(), *earlier_states())]
)
def test_data_of_an_earlier_state_comes_forward(place, make_practice, bruno, tmp_path, state):
    for number in range(3):
        make_practice(f"Street {number}: ñandú", by=bruno)
    seal()
    back_up(tmp_path / "now.zip")
    backwards(tmp_path / "now.zip", tmp_path / "then.zip", state)
    code = (
        "from tequio.ground.backup.services import restore; from pathlib import Path; "
        f"restore(Path({str(tmp_path / 'then.zip')!r})); assert not pending_migrations(); "
        "from tequio.catalogue.records.models import Text; print(Text.objects.count())"
    )
    said, error, exit_code = python(place, code)
    assert exit_code == 0, error
    assert said.strip() == "3"
