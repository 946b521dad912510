"""These tests are of PostgreSQL alone: on another database there is nothing to collect."""

from django.db import connection

collect_ignore_glob = [] if connection.vendor == "postgresql" else ["test_*.py"]
