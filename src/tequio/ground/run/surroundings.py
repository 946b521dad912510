"""What `tequio check` says of what the site needs around it: room, a mail server, a clock, backups."""

import shutil
import smtplib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from tequio.ground.run.findings import Finding
from tequio.kit.pdf import PACKAGES, can_make_pdf

LEAST_ROOM = 1_000_000_000
"""Bytes: so much must be free, or a twentieth of the disk where that is less."""
OLDEST_BACKUP = timedelta(days=2)
MOST_ASTRAY = 5.0
"""Seconds by which two clocks may differ."""
PATIENCE = 5.0


def room() -> Iterator[Finding]:
    """Say whether there is room for what people write and for the next backup."""
    folders = {"site": Path(settings.VAR)}
    if settings.BACKUPS_FOLDER:
        folders["backups"] = Path(settings.BACKUPS_FOLDER)
    for name, folder in folders.items():
        if not folder.exists():
            continue
        disk = shutil.disk_usage(folder)
        said = f"{disk.free / 1e9:.1f} GB free for the {name} ({folder})"
        short = disk.free < min(LEAST_ROOM, disk.total / 20)
        mend = "make room: a full disk refuses every write" if short else ""
        yield Finding("disk", said, fault=short, mend=mend)


def mail() -> Iterator[Finding]:
    """Say whether the mail server answers; nothing is sent."""
    if not settings.MAIL_BACKEND.endswith("smtp.EmailBackend"):
        yield Finding("mail", "letters are not sent from here: they become files")
        return
    server = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    try:
        _greet()
    except (OSError, smtplib.SMTPException) as error:
        said = f"{server} does not answer: {error}"
        mend = "letters wait meanwhile; set TEQUIO_MAIL_HOST, _PORT, _TLS, _USER, _PASSWORD as your mail server wants"
        yield Finding("mail", said, fault=True, mend=mend)
    else:
        yield Finding("mail", f"{server} takes letters")


def pdf() -> Iterator[Finding]:
    """Say whether minutes and letters can be made."""
    if can_make_pdf():
        yield Finding("pdf", "minutes and letters can be made")
    else:
        said = "minutes and letters wait: WeasyPrint does not find the libraries of the system that it draws with"
        yield Finding("pdf", said, fault=True, mend=f"apt-get install {PACKAGES}")


def _greet() -> None:
    kind = smtplib.SMTP_SSL if settings.EMAIL_USE_SSL else smtplib.SMTP
    with kind(settings.EMAIL_HOST, settings.EMAIL_PORT, timeout=PATIENCE) as server:
        server.ehlo()
        if settings.EMAIL_USE_TLS:
            server.starttls()
            server.ehlo()
        if settings.EMAIL_HOST_USER:
            server.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)


def backups() -> Iterator[Finding]:
    """Say how old the last backup is, where TEQUIO_BACKUPS names their folder."""
    if not settings.BACKUPS_FOLDER:
        if not settings.DEMO:
            yield Finding("backups", "not looked at: set TEQUIO_BACKUPS to their folder")
        return
    folder = Path(settings.BACKUPS_FOLDER)
    made = [path.stat().st_mtime for path in folder.glob("*.zip")] if folder.is_dir() else []
    mend = "make one: `tequio backup` and the folder; have it made each night (docs/guide/production.md)"
    if not made:
        yield Finding("backups", f"there is none in {folder}", fault=True, mend=mend)
        return
    last = datetime.fromtimestamp(max(made), UTC)
    old = datetime.now(UTC) - last > OLDEST_BACKUP
    said = f"{len(made)} in {folder}, the last of {last:%Y-%m-%d %H:%M} UTC"
    yield Finding("backups", said, fault=old, mend=mend if old else "")


def clock() -> Iterator[Finding]:
    """Say whether this machine's clock agrees with the ledger and with the database's machine."""
    from tequio.ground.ledger.models import Entry

    mend = "have the clock set by the network: `timedatectl set-ntp true`"
    last = Entry.objects.order_by("-id").values_list("at", flat=True).first()
    ahead = (last - timezone.now()).total_seconds() if last else 0.0
    if ahead > MOST_ASTRAY:
        said = f"the last ledger entry lies {ahead:.0f} s in the future: this clock goes back"
        yield Finding("clock", said, fault=True, mend=mend)
    elif (apart := _apart()) > MOST_ASTRAY:
        said = f"{apart:.0f} s apart from the clock of the database's machine"
        yield Finding("clock", said, fault=True, mend=mend)
    else:
        yield Finding("clock", f"{timezone.now():%Y-%m-%d %H:%M} UTC, as the ledger and the database have it")


def _apart() -> float:
    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (there,) = cursor.fetchone()
    return abs(float((timezone.now() - there).total_seconds()))
