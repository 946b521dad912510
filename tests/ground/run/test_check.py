"""`tequio check` names each fault and what to do, and ends with 1."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tequio.cli import main
from tequio.ground.ledger.services import enter, seal
from tequio.ground.queue import services

pytestmark = pytest.mark.django_db


@pytest.fixture
def check(capsys, settings):
    settings.DEMO = True

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
    assert [line.split()[:2] for line in said.splitlines()] == [
        ["ok", matter] for matter in ("tables", "ledger", "worker", "jobs", "settings", "search")
    ]
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
