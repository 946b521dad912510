"""Prints the URL of a PostgreSQL server that the tests may use; exit 1 when none answers."""

import os
import sys

import psycopg

CANDIDATES = [
    os.environ.get("TEQUIO_TEST_POSTGRESQL", ""),
    "postgresql:///postgres",
    "postgresql://postgres@127.0.0.1/postgres",
]

for url in filter(None, CANDIDATES):
    try:
        with psycopg.connect(url, connect_timeout=3):
            print(url)
            sys.exit(0)
    except psycopg.Error:
        continue
sys.exit(1)
