"""What `tequio check` says of a production site's settings and of the modes of its files."""

import stat
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.db import connection

from tequio.ground.run.findings import Finding

ADVICE_ONLY = {"security.W005", "security.W021"}
"""Django's advice to promise HTTPS for all subdomains for ever: the owner of the domain decides that."""
SHORTEST_SECRET = 50
GUIDE = "see docs/guide/settings.md"


def safe_settings() -> Iterator[Finding]:
    """Say what of the settings would open a door; a demo has its own rules."""
    from django.core import checks

    if settings.DEMO:
        said = "a demo, where anybody may be anybody: fine on your machine, never on the Internet"
        yield Finding("settings", said)
        return
    faults = list(open_doors())
    for message in checks.run_checks(include_deployment_checks=True):
        if message.level >= checks.WARNING and message.id not in ADVICE_ONLY:
            said = f"{message.id}: {' '.join(message.msg.split())}"
            mend = " ".join((message.hint or GUIDE).split())
            faults.append(Finding("settings", said, fault=True, mend=mend))
    yield from faults or [Finding("settings", "safe")]


def open_doors() -> Iterator[Finding]:
    """Say what must never be on a site that people reach; `tequio run` refuses to start with it. No query."""
    if settings.DEMO:
        return
    if settings.DEBUG:
        mend = "take DEBUG out of your settings: its pages show secrets"
        yield Finding("settings", "DEBUG is on", fault=True, mend=mend)
    for name in ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY"):
        if not getattr(settings, name):
            mend = f"leave {name} as tequio.settings.site has it: whoever listens could be somebody else"
            yield Finding("settings", f"{name} is off", fault=True, mend=mend)
    yield from _guessable()


def _guessable() -> Iterator[Finding]:
    if len(settings.SECRET_KEY) < SHORTEST_SECRET:
        mend = "set TEQUIO_SECRET_KEY to at least 50 random characters; everybody signs in again"
        yield Finding("settings", "the secret key is short and could be guessed", fault=True, mend=mend)
    if any(host in {"*", ".*"} for host in settings.ALLOWED_HOSTS):
        mend = "set TEQUIO_HOSTS to the site's own names"
        yield Finding("settings", "the site answers to any name", fault=True, mend=mend)
    if settings.METRICS_TOKEN and len(settings.METRICS_TOKEN) < 20:
        mend = "set TEQUIO_METRICS_TOKEN to at least 20 random characters, or to nothing"
        yield Finding("settings", "the token of /metrics could be guessed", fault=True, mend=mend)


def modes() -> Iterator[Finding]:
    """Say which secrets other users of this machine could read or change."""
    faults = [finding for path, worst in _guarded() if path.exists() for finding in _mode(path, worst)]
    yield from faults or [Finding("files", "secrets, keys and database are read by the site alone")]


def _guarded() -> Iterator[tuple[Path, int]]:
    """Each path with the bits that it may not have."""
    var, keys = Path(settings.VAR), Path(settings.KEYS_FOLDER)
    yield var / "secret-key", stat.S_IRWXG | stat.S_IRWXO
    if keys.exists():
        yield keys, stat.S_IRWXO | stat.S_IWGRP
        yield from ((path, stat.S_IRWXO | stat.S_IWGRP) for path in sorted(keys.rglob("*")))
    if settings.BACKUPS_FOLDER:
        yield Path(settings.BACKUPS_FOLDER), stat.S_IRWXO | stat.S_IWGRP
    if connection.vendor == "sqlite" and not settings.DEMO:
        yield _closed(Path(str(connection.settings_dict["NAME"]))), stat.S_IRWXO


def _closed(database: Path) -> Path:
    """The database, or its folder where that one lets nobody else in."""
    folder = database.parent
    return folder if folder.exists() and not folder.stat().st_mode & stat.S_IXOTH else database


def _mode(path: Path, worst: int) -> Iterator[Finding]:
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & worst:
        said = f"{path} has mode {mode:o}: other users of this machine can get at it"
        yield Finding("files", said, fault=True, mend=f"chmod {mode & ~worst:o} {path}")
