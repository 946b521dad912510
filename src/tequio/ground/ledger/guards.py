"""Triggers by which the database itself refuses to change or delete what the ledger says."""

from typing import Any

CONTENT = '"id", "at", "action", "by", "space", "subject", "digest"'

SQLITE = f"""
CREATE TRIGGER ledger_content BEFORE UPDATE OF {CONTENT} ON ground_entry
BEGIN SELECT RAISE(ABORT, 'a ledger entry cannot be changed'); END;

CREATE TRIGGER ledger_sealed BEFORE UPDATE ON ground_entry WHEN OLD.position IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a sealed ledger entry cannot be changed'); END;

CREATE TRIGGER ledger_kept BEFORE DELETE ON ground_entry
BEGIN SELECT RAISE(ABORT, 'a ledger entry cannot be deleted'); END;
"""
POSTGRESQL = f"""
CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'a ledger entry cannot be changed or deleted' USING ERRCODE = 'restrict_violation'; END $$;

CREATE TRIGGER ledger_content BEFORE UPDATE OF {CONTENT} ON ground_entry
FOR EACH ROW EXECUTE FUNCTION ledger_refuse();

CREATE TRIGGER ledger_sealed BEFORE UPDATE ON ground_entry
FOR EACH ROW WHEN (OLD.position IS NOT NULL) EXECUTE FUNCTION ledger_refuse();

CREATE TRIGGER ledger_kept BEFORE DELETE ON ground_entry
FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
"""


def raise_guards(apps: Any, schema_editor: Any) -> None:
    """Create the triggers; a step of the migrations."""
    guards = POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE
    for statement in guards.strip().split("\n\n"):
        schema_editor.execute(statement, params=None)


def lower_guards(apps: Any, schema_editor: Any) -> None:
    """Drop the triggers, to go back before the step."""
    on = " ON ground_entry" if schema_editor.connection.vendor == "postgresql" else ""
    for name in ("ledger_content", "ledger_sealed", "ledger_kept"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}{on}", params=None)
