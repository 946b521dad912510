"""`tequio check` names each fault and what to do, and ends with 1."""

import os
import re
import socket
import time
from collections import namedtuple
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tequio.cli import main
from tequio.ground.ledger.services import enter, seal
from tequio.ground.queue import services
from tequio.ground.run import surroundings
from tequio.ground.run.safety import open_doors

pytestmark = pytest.mark.django_db
Disk = namedtuple("Disk", "total used free")  # noqa: PYI024 - as shutil gives it
MATTERS = (
    "tables",
    "ledger",
    "worker",
    "jobs",
    "settings",
    "files",
    "disk",
    "mail",
    "pdf",
    "clock",
    "search",
)


@pytest.fixture
def check(capsys, settings, tmp_path):
    settings.DEMO = True
    settings.KEYS_FOLDER = tmp_path / "keys"
    settings.VAR.mkdir(exist_ok=True)

    def run(*arguments):
        code = main(["check", *arguments])
        return code, capsys.readouterr().out

    return run


def enter_one():
    with transaction.atomic():
        return enter("record.published", subject="record:1", by=None)


def test_site_that_is_well_has_a_line_for_each_matter(check, search_at_once):
    enter_one()
    search_at_once()
    services.beat("alive")
    code, said = check()
    assert code == 0
    assert [line.split()[:2] for line in said.splitlines()] == [["ok", matter] for matter in MATTERS]
    assert "whole: 1 entries" in said


def test_changed_ledger_is_named_by_position_and_entry(check):
    entry = enter_one()
    seal()
    on = " ON ground_entry" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER ledger_content{on}")
        cursor.execute(f"DROP TRIGGER ledger_sealed{on}")
        cursor.execute("UPDATE ground_entry SET subject = 'record:2'")
    code, said = check()
    assert code == 1
    assert f"position 1, entry {entry.id}: the entry or its hash was changed" in said
    assert "-> somebody changed the database by hand" in said


def test_ledger_that_nobody_seals_is_a_fault(check):
    entry = enter_one()
    with connection.cursor() as cursor:
        on = " ON ground_entry" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER ledger_content{on}")
    type(entry).objects.update(at=timezone.now() - timedelta(hours=1))
    code, said = check()
    assert code == 1
    assert "nobody seals the ledger" in said


def test_stuck_job_is_named_and_may_be_tried_again(check, search_at_once):
    search_at_once()
    services.enqueue("tequio.ground.queue.jobs.prune")
    job = services._claim("here")
    job.worker_ids = ["here"] * 10
    job.save()
    services.put_back(job, OSError("no disk"))
    code, said = check()
    assert code == 1
    assert "tequio.ground.queue.jobs.prune: OSError: no disk (10 attempts" in said
    assert "-> mend the cause, then `tequio check --retry`" in said
    code, said = check("--retry")
    assert code == 0
    assert "1 jobs are tried again." in said
    assert DBTaskResult.objects.get().status == "READY"


def test_missing_migration_is_the_only_thing_said(check):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'sessions'")
    code, said = check()
    assert code == 1
    assert "1 migrations are missing, from sessions.0001_initial on" in said
    assert "-> start the site with `tequio run`" in said
    assert "ledger" not in said


def test_unsafe_settings_are_named(check, settings):
    settings.DEMO = False
    settings.SESSION_COOKIE_SECURE = False
    code, said = check()
    assert code == 1
    assert "security.W012" in said


def test_secret_that_others_could_read_is_named_with_the_line_to_type(check, settings):
    key = settings.KEYS_FOLDER / "count.key"
    settings.KEYS_FOLDER.mkdir(mode=0o700)
    key.write_text("secret")
    key.chmod(0o644)
    code, said = check()
    assert code == 1
    assert f"{key} has mode 644: other users of this machine can get at it" in said
    assert f"-> chmod 640 {key}" in said


def test_mail_server_that_is_down_is_named(check, settings):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", probe.getsockname()[1]
    settings.MAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    code, said = check()
    assert code == 1
    assert "does not answer" in said
    assert "-> letters wait meanwhile" in said


def test_machine_that_cannot_make_a_pdf_is_told_what_to_install(check, lacks_pango):
    code, said = check()
    assert code == 1
    assert "-> apt-get install libpango-1.0-0" in said


def test_backup_that_is_missing_or_old_is_named(check, settings, search_at_once, tmp_path):
    search_at_once()
    settings.BACKUPS_FOLDER = str(tmp_path / "backups")
    assert "there is none in" in check()[1]
    archive = tmp_path / "backups" / "tequio-2026.zip"
    archive.parent.mkdir(mode=0o700)
    archive.write_bytes(b"")
    assert "FAULT backups" not in check()[1]
    three_days_ago = time.time() - 3 * 86400
    os.utime(archive, (three_days_ago, three_days_ago))
    code, said = check()
    assert code == 1
    assert "FAULT backups     1 in" in said


def test_disk_that_is_nearly_full_is_named(check, monkeypatch):
    monkeypatch.setattr(surroundings, "LEAST_ROOM", 10**18)
    monkeypatch.setattr(surroundings.shutil, "disk_usage", lambda path: Disk(10**12, 9 * 10**11, 10**9))
    code, said = check()
    assert code == 1
    assert "FAULT disk        1.0 GB free for the site" in said


def test_clock_that_went_back_is_named(check):
    entry = enter_one()
    with connection.cursor() as cursor:
        on = " ON ground_entry" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER ledger_content{on}")
    type(entry).objects.update(at=timezone.now() + timedelta(hours=1))
    code, said = check()
    assert code == 1
    assert re.search(r"lies 3(600|5\d\d) s in the future", said)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("DEBUG", True, "DEBUG is on"),
        ("SECRET_KEY", "short", "the secret key is short"),
        ("ALLOWED_HOSTS", ["*"], "the site answers to any name"),
        ("SESSION_COOKIE_SECURE", False, "SESSION_COOKIE_SECURE is off"),
        ("CSRF_COOKIE_SECURE", False, "CSRF_COOKIE_SECURE is off"),
        ("METRICS_TOKEN", "abc", "the token of /metrics could be guessed"),
    ],
)
def test_site_with_an_open_door_is_named_and_does_not_start(settings, capsys, name, value, said):
    settings.DEMO, settings.DEBUG, settings.SECRET_KEY = False, False, "k" * 60
    settings.ALLOWED_HOSTS, settings.METRICS_TOKEN = ["bank.example.org"], ""
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    assert list(open_doors()) == []
    setattr(settings, name, value)
    assert said in next(one.said for one in open_doors())
    assert main(["run", "--port", "1"]) == 1
    assert "not safe to open" in capsys.readouterr().err


def test_run_refuses_the_settings_of_a_demo(settings, capsys):
    settings.DEMO = True
    assert main(["run", "--port", "1"]) == 2
    assert "tequio demo" in capsys.readouterr().err
