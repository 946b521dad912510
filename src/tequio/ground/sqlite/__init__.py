"""A database backend for SQLite in which writers queue for their turn instead of colliding."""
