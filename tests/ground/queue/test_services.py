"""Leaving jobs, running them, trying them again, taking them up after a worker's death."""

import os
import socket
from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tequio.ground.queue import jobs, services
from tequio.ground.queue.models import Due, Worker
from tequio.ground.queue.orders import RECURRING
from tequio.ground.queue.queries import stuck_jobs, workers_alive
from tequio.ground.queue.rules import ATTEMPTS, LEASE, backoff, next_time
from tequio.ground.spaces.models import Space

pytestmark = pytest.mark.django_db
MAKE = "tequio.for_tests.make"
NOW = timezone.now()


def make_later(slug="later"):
    return services.enqueue(MAKE, slug=slug)


def only_job():
    return DBTaskResult.objects.get()


def ready_now():
    DBTaskResult.objects.update(run_after=NOW)


def test_job_runs_with_its_arguments_and_is_done_once():
    make_later()
    assert services.run_ready() == 1
    assert Space.objects.get().slug == "later"
    assert only_job().status == "SUCCESSFUL"
    assert services.run_ready() == 0


def test_write_that_is_rolled_back_leaves_no_job():
    with transaction.atomic():
        make_later()
        transaction.set_rollback(True)
    assert not DBTaskResult.objects.exists()


@pytest.mark.parametrize("path", ["os.system", "tequio.gone.job", "tequio.ground.queue.rules.LEASE"])
def test_enqueuing_what_is_no_job_of_tequio_is_refused(path):
    with pytest.raises((ValueError, ImportError, TypeError)):
        services.enqueue(path)


def test_enqueuing_what_is_not_json_is_refused():
    with pytest.raises(TypeError):
        services.enqueue(MAKE, slug=object())


def test_job_that_fails_waits_longer_each_time_and_is_then_shown_to_the_operator():
    make_later()
    for attempt in range(1, ATTEMPTS + 1):
        began = timezone.now()
        services.put_back(services._claim("here"), OSError("no disk"))
        job = only_job()
        assert len(job.worker_ids) == attempt
        if attempt < ATTEMPTS:
            assert job.status == "READY"
            assert job.run_after >= began + backoff(attempt)
            assert services.run_ready() == 0
            ready_now()
    assert job.status == "FAILED"
    [stuck] = stuck_jobs()
    assert (stuck.what, stuck.attempts) == (MAKE, ATTEMPTS)
    assert stuck.why == "OSError: no disk"


def test_operator_may_have_stuck_jobs_tried_again():
    make_later()
    DBTaskResult.objects.update(status="FAILED", worker_ids=["a"] * ATTEMPTS, finished_at=NOW)
    assert services.retry_stuck() == 1
    assert services.run_ready() == 1
    assert stuck_jobs() == []


def test_raising_job_is_put_back(caplog):
    services.enqueue("tequio.ground.queue.rules.next_time", 1, 2, 3)
    assert services.run_next("here")
    job = only_job()
    assert job.status == "READY"
    assert "AttributeError" in job.exception_class_path
    assert "failed" in caplog.text


def test_job_of_a_dead_worker_is_taken_up_again_after_the_lease():
    make_later()
    services.beat("dead")
    services._claim("dead")
    assert services.take_up_again() == 0
    Worker.objects.filter(id="dead").update(seen=timezone.now() - LEASE * 2)
    assert services.take_up_again() == 1
    job = only_job()
    assert (job.status, job.worker_ids) == ("READY", ["dead"])
    assert "WorkerDied" in job.traceback
    ready_now()
    assert services.run_ready("alive") == 1
    assert Space.objects.get().slug == "later"


def test_job_that_kills_each_worker_ends_as_failed():
    make_later()
    for number in range(ATTEMPTS):
        services._claim(f"dead {number}")
        services.take_up_again()
        ready_now()
    assert only_job().status == "FAILED"


def test_worker_that_leaves_puts_its_job_back_without_counting_the_attempt():
    make_later()
    services.beat("leaver")
    services._claim("leaver")
    services.leave("leaver")
    job = only_job()
    assert (job.status, job.worker_ids) == ("READY", [])
    assert workers_alive() == 0


def test_restarted_worker_need_not_wait_for_the_lease_of_the_one_before():
    services.beat("before")
    for name, pid in {"gone": 2**22 + 1, "other": os.getppid()}.items():
        Worker.objects.create(id=name, host=socket.gethostname(), pid=pid, seen=NOW)
    Worker.objects.create(id="elsewhere", host="elsewhere", pid=1, seen=NOW)
    services.bury_dead_neighbours()
    assert set(Worker.objects.values_list("id", flat=True)) == {"other", "elsewhere"}


def test_job_that_nobody_takes_is_shown_to_the_operator():
    make_later()
    DBTaskResult.objects.update(enqueued_at=NOW - timedelta(hours=1))
    assert [stuck.why for stuck in stuck_jobs()] == ["no worker takes it"]


def test_asking_for_a_job_costs_one_query_when_there_is_none(django_assert_num_queries):
    with django_assert_num_queries(1):
        services.run_next("here")
    with django_assert_num_queries(1):
        services.tick()
    with django_assert_num_queries(2):
        services.take_up_again()


def test_what_is_due_once_is_enqueued_once():
    services.schedule("a call closes", MAKE, at=NOW + timedelta(hours=1), slug="soon")
    assert services.tick() == 0
    services.schedule("a call closes", MAKE, at=NOW - timedelta(hours=1), slug="soon")
    assert services.tick() == 1
    assert services.tick() == 0
    assert not Due.objects.exists()
    services.run_ready()
    assert Space.objects.get().slug == "soon"


def test_what_is_unscheduled_is_never_enqueued():
    services.schedule("a call closes", MAKE, at=NOW)
    services.unschedule("a call closes")
    assert services.tick() == 0


def test_what_recurs_is_due_again_and_does_not_make_up_for_what_was_missed():
    services.schedule("every", MAKE, at=NOW - timedelta(seconds=95), every=10)
    assert services.tick() == 1
    assert NOW < Due.objects.get().at <= timezone.now() + timedelta(seconds=10)
    assert next_time(NOW, 10, NOW) == NOW + timedelta(seconds=10)


def test_due_thing_that_cannot_be_enqueued_is_tried_later_and_shown(caplog):
    Due.objects.create(name="old", path="tequio.gone.job", at=NOW)
    services.tick()
    due = Due.objects.get()
    assert due.at > NOW
    assert due.attempts == 1
    assert "ModuleNotFoundError" in stuck_jobs()[0].why
    assert "Due: old" in caplog.text


def test_recurring_jobs_follow_the_code():
    Due.objects.create(name="every: tequio.gone.job", path="tequio.gone.job", every=5, at=NOW)
    services.schedule_recurring()
    assert {due.path for due in Due.objects.all()} == set(RECURRING)
    Due.objects.update(at=NOW + timedelta(hours=5))
    services.schedule_recurring()
    assert {due.at for due in Due.objects.all()} == {NOW + timedelta(hours=5)}
    services.schedule_recurring()


def test_recurring_jobs_of_the_ground_run():
    services.schedule_recurring()
    services.tick()
    services.run_ready()
    assert {job.status for job in DBTaskResult.objects.all()} == {"SUCCESSFUL"}


def test_pruning_forgets_old_jobs_and_keeps_the_others():
    for slug in ("old", "new"):
        make_later(slug)
    services.run_ready()
    old = DBTaskResult.objects.order_by("enqueued_at").first()
    DBTaskResult.objects.filter(pk=old.pk).update(finished_at=NOW - timedelta(days=8))
    jobs.prune()
    assert DBTaskResult.objects.exclude(pk=old.pk).get().status == "SUCCESSFUL"
    assert DBTaskResult.objects.count() == 1
