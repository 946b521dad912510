"""The worker's loops: sealing, jobs, due things and followers, until it is asked to stop."""

import threading
import time
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tequio.ground.ledger.queries import head
from tequio.ground.ledger.services import enter
from tequio.ground.queue import services, worker
from tequio.ground.queue.queries import workers_alive
from tequio.ground.spaces.models import Space

MAKE = "tequio.for_tests.make"


@pytest.fixture
def working(transactional_db, monkeypatch):
    monkeypatch.setattr(worker, "PAUSE", 0.02)
    started = []

    def start():
        one = worker.Worker()
        thread = threading.Thread(target=one.run)
        thread.start()
        started.append((one, thread))
        return one

    monkeypatch.setattr(services, "RECURRING", {})
    yield start
    for one, thread in started:
        one.stop()
        thread.join()


def until(condition, seconds=10):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


def test_worker_seals_runs_jobs_enqueues_what_is_due_and_calls_followers(working, monkeypatch):
    seen, failing = [], []

    def follower(position):
        seen.append(position)

    def fails_once(position):
        failing.append(position)
        if len(failing) == 1:
            raise OSError("no index yet")

    monkeypatch.setattr(worker, "FOLLOWERS", [follower, fails_once])
    working()
    until(lambda: seen == [0] and failing == [0, 0])
    with transaction.atomic():
        enter("space.made", subject="space:1", by=None)
        services.enqueue(MAKE, slug="job")
    services.schedule("soon", MAKE, at=timezone.now() + timedelta(milliseconds=50), slug="due")
    until(lambda: seen == [0, 1] and head()[0] == 1)
    until(lambda: set(Space.objects.values_list("slug", flat=True)) == {"job", "due"})
    assert workers_alive() == 1


def test_worker_that_stops_lets_its_job_end(working, jobs_module):
    ended = []

    def slow():
        time.sleep(0.3)
        ended.append(1)

    jobs_module.slow = slow
    one = working()
    services.enqueue("tequio.for_tests.slow")
    until(lambda: DBTaskResult.objects.running().exists())
    one.stop()
    until(lambda: workers_alive() == 0)
    assert ended == [1]
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"


def test_worker_that_stops_puts_back_a_job_that_outlives_its_grace(working, monkeypatch, jobs_module):
    go_on = threading.Event()

    def endless():
        go_on.wait(10)

    monkeypatch.setattr(worker, "GRACE", 0.2)
    jobs_module.endless = endless
    one = working()
    services.enqueue("tequio.for_tests.endless")
    until(lambda: DBTaskResult.objects.running().exists())
    one.stop()
    until(lambda: workers_alive() == 0)
    job = DBTaskResult.objects.get()
    assert (job.status, job.worker_ids) == ("READY", [])
    go_on.set()
    next(loop for loop in one.loops if loop.name == "jobs").join()


def test_two_workers_do_each_job_once(working):
    done = [working(), working()]
    with transaction.atomic():
        for number in range(30):
            services.enqueue(MAKE, slug=f"job-{number}")
    until(lambda: Space.objects.count() == 30)
    until(lambda: not DBTaskResult.objects.exclude(status="SUCCESSFUL").exists())
    assert len(done) == 2
    assert {len(job.worker_ids) for job in DBTaskResult.objects.all()} == {1}
    connection.close()


def test_loop_goes_on_however_often_its_work_has_failed():
    stop, failed = threading.Event(), []
    stop.wait = failed.append

    def work():
        if len(failed) == 1100:
            stop.set()
        raise OSError("no database")

    # In a thread of its own, as in a worker: the loop closes the connections of the thread that it runs in.
    loop = worker.Loop("test", work, 1.0, stop)
    loop.start()
    loop.join(30)
    assert failed[-1] == 60
