"""Triggers by which the database itself refuses to change or delete frozen rules and logged leaves."""

from typing import Any

TABLES = ("decide_freeze", "decide_leaf", "decide_checkpoint")

SQLITE = """
CREATE TRIGGER {table}_fixed BEFORE UPDATE ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is only ever added to'); END;

CREATE TRIGGER {table}_kept BEFORE DELETE ON {table}
BEGIN SELECT RAISE(ABORT, '{table} is only ever added to'); END;
"""
POSTGRESQL = """
CREATE OR REPLACE FUNCTION decide_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'this table is only ever added to' USING ERRCODE = 'restrict_violation'; END $$;

CREATE TRIGGER {table}_fixed BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION decide_refuse();
"""


def raise_guards(apps: Any, schema_editor: Any) -> None:
    """Create the triggers; a step of the migrations."""
    guards = POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE
    for table in TABLES:
        for statement in guards.format(table=table).strip().split("\n\n"):
            schema_editor.execute(statement, params=None)


def lower_guards(apps: Any, schema_editor: Any) -> None:
    """Drop the triggers, to go back before the step."""
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    for table in TABLES:
        for name in ("fixed",) if on_postgresql else ("fixed", "kept"):
            on = f" ON {table}" if on_postgresql else ""
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_{name}{on}", params=None)
