"""Software for networks of territories that learn from each other, meet, decide and act together."""

import sys
import warnings

__version__ = "0.1.0"


def _use_current_sqlite() -> None:
    """Put a current SQLite in the place of the standard library's, whose WAL may be reset while in use."""
    try:
        import pysqlite3
    except ImportError:
        if sys.platform.startswith("linux"):
            warnings.warn("pysqlite3 is missing: this Python's own SQLite is used.", stacklevel=2)
        return
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2


_use_current_sqlite()
