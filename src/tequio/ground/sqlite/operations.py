"""What this backend says differently from Django's: emptying a database that guards its rows by triggers."""

from typing import Any

from django.db.backends.sqlite3 import operations

GUARDS = "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'"


class DatabaseOperations(operations.DatabaseOperations):
    """Django's operations, with a `flush` that means it."""

    def sql_flush(
        self, style: Any, tables: Any, *, reset_sequences: bool = False, allow_cascade: bool = False
    ) -> list[str]:
        """Empty the tables; triggers that forbid deletion stand aside meanwhile, as they do under TRUNCATE."""
        statements = super().sql_flush(
            style, tables, reset_sequences=reset_sequences, allow_cascade=allow_cascade
        )
        with self.connection.cursor() as cursor:
            cursor.execute(GUARDS)
            guards = [(name, sql) for name, table, sql in cursor.fetchall() if table in tables]
        return [
            *(f"DROP TRIGGER {self.quote_name(name)}" for name, _ in guards),
            *statements,
            *(sql for _, sql in guards),
        ]
