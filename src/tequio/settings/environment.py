"""Reads settings from the environment: the one place that knows its names."""

import os
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from urllib.parse import unquote, urlsplit

PACKAGE = Path(__file__).resolve().parent.parent


def var_folder() -> Path:
    """Where the files of a run live: `TEQUIO_VAR`, else `var/` in a clone, else the user's data folder."""
    if given := os.environ.get("TEQUIO_VAR"):
        return Path(given).expanduser().resolve()
    clone = PACKAGE.parent.parent
    if (clone / "pyproject.toml").exists():
        return clone / "var"
    home = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    return Path(home).expanduser() / "tequio"


def database(url: str, *, var: Path) -> dict[str, object]:
    """Turn a database URL into Django's dictionary: `sqlite:///path`, `postgresql://user:password@host/name`.

    An empty URL is SQLite in the var folder.
    """
    parts = urlsplit(url or f"sqlite:///{var / 'tequio.sqlite3'}")
    if parts.scheme in {"postgresql", "postgres"}:
        return {
            "ENGINE": "tequio.ground.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(parts.hostname or ""),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
            # A statement that a connection has seen five times is planned once.
            "OPTIONS": {"server_side_binding": True, "prepare_threshold": 5},
        }
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "tequio.ground.sqlite",
            "NAME": unquote(parts.path),
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-32000; "
                "PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;",
            },
        }
    raise ValueError(f"TEQUIO_DATABASE must begin with sqlite:// or postgresql://, not {parts.scheme}://")


def other_house(environment: Mapping[str, str]) -> list[dict[str, object]]:
    """Read the one OpenID Connect server whose accounts may sign in here; an empty list where none is named.

    Refuses half of one, and one without TLS that is not on this machine. What is kept of a person names the server, so
    another server at the same place in the settings is never taken for the first.
    """
    name, server, client, secret = (
        environment.get(key, "").strip()
        for key in ("TEQUIO_OIDC_NAME", "TEQUIO_OIDC_SERVER", "TEQUIO_OIDC_CLIENT", "TEQUIO_OIDC_SECRET")
    )
    if not any((name, server, client, secret)):
        return []
    if not all((name, server, client, secret)):
        raise ValueError(
            "TEQUIO_OIDC_NAME, _SERVER, _CLIENT and _SECRET belong together: set all four, or none."
        )
    parts = urlsplit(server)
    if parts.scheme != "https" and parts.hostname not in {"localhost", "127.0.0.1"}:
        raise ValueError("TEQUIO_OIDC_SERVER must begin with https://.")
    server = server.rstrip("/")
    key = f"oidc-{sha256(server.encode()).hexdigest()[:12]}"
    known_by = {"name": name, "provider_id": key, "client_id": client, "secret": secret}
    return [{**known_by, "settings": {"server_url": server}}]
