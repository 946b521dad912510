"""Leaving work for later, and doing it: enqueue, schedule, claim, run, take up again."""

import logging
import os
import socket
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tequio.ground.queue.models import Due, Worker
from tequio.ground.queue.orders import RECURRING
from tequio.ground.queue.rules import ATTEMPTS, LEASE, backoff, next_time
from tequio.ground.queue.tasks import job_at, run_job

logger = logging.getLogger(__name__)


class WorkerDied(Exception):  # noqa: N818 - it says what happened
    """The worker that ran this job was not heard of any more."""


def enqueue(path: str, *args: Any, **kwargs: Any) -> UUID:
    """Leave a job for the worker, in the caller's transaction: a write that is rolled back leaves none (one query).

    `path` names a function under `tequio.`, the arguments are plain JSON; anything else is refused here and now. A job
    may run twice and must not mind; it gets ids, never personal data, since finished jobs are kept for a week.
    """
    job_at(path)
    return UUID(run_job.enqueue(path, list(args), kwargs).id)


def schedule(name: str, path: str, *args: Any, at: datetime, every: int | None = None, **kwargs: Any) -> Due:
    """Have a job enqueued at a time, once or `every` so many seconds; one of the same name is replaced."""
    job_at(path)
    what = {"path": path, "args": list(args), "kwargs": kwargs, "at": at, "every": every}
    return Due.objects.update_or_create(name=name, defaults={**what, "attempts": 0, "last_error": ""})[0]


def unschedule(name: str) -> None:
    """Forget what was scheduled under a name; nothing happens when it is unknown."""
    Due.objects.filter(name=name).delete()


@transaction.atomic
def schedule_recurring() -> None:
    """Bring the recurring jobs in line with the code: new ones are due at once, the others keep their time."""
    known = dict(
        Due.objects.exclude(every=None).filter(name__startswith="every: ").values_list("name", "every")
    )
    for path, seconds in RECURRING.items():
        name = f"every: {path}"
        if known.pop(name, None) != seconds:
            schedule(name, path, at=timezone.now(), every=seconds)
    Due.objects.filter(name__in=known).delete()


def tick() -> int:
    """Enqueue what is due; return how many. One query when nothing is."""
    now = timezone.now()
    if not Due.objects.filter(at__lte=now).exists():
        return 0
    with transaction.atomic():
        due = list(Due.objects.select_for_update(skip_locked=True).filter(at__lte=now).order_by("at")[:100])
        for one in due:
            _fire(one, now)
    return len(due)


def _fire(due: Due, now: datetime) -> None:
    try:
        with transaction.atomic():
            enqueue(due.path, *due.args, **due.kwargs)
    except Exception as fault:
        logger.exception("Due: %s", due.name)
        due.attempts += 1
        due.last_error = f"{type(fault).__name__}: {fault}"
        due.at = now + backoff(due.attempts)
        due.save()
        return
    if due.every is None:
        due.delete()
        return
    due.at, due.attempts, due.last_error = next_time(due.at, due.every, now), 0, ""
    due.save()


def run_next(worker: str) -> bool:
    """Claim the next ready job and run it; False when there is none (one query then).

    A job that raises is put back with a growing pause; after its last attempt it is failed and waits for the operator.
    """
    job = _claim(worker)
    if job is None:
        return False
    try:
        job.task.call(*job.args_kwargs["args"], **job.args_kwargs["kwargs"])
    except (Exception, SystemExit) as fault:
        logger.warning("The job %s failed", path_of(job), exc_info=fault)
        put_back(job, fault)
    else:
        job.set_successful(None)
    return True


def run_ready(worker: str = "here") -> int:
    """Run what is ready until nothing is; return how many. For tests, imports and small commands."""
    done = 0
    while run_next(worker):
        done += 1
    return done


def _claim(worker: str) -> DBTaskResult | None:
    ready = DBTaskResult.objects.ready()
    if not ready.exists():
        return None
    with transaction.atomic():
        job = ready.get_locked()
        if job is not None:
            job.claim(worker)
        return job


@transaction.atomic
def put_back(job: DBTaskResult, fault: BaseException) -> None:
    """Make a job that did not end ready again after a pause; after its last attempt it is failed."""
    attempts = len(job.worker_ids)
    job.set_failed(fault)
    if attempts < ATTEMPTS:
        job.status, job.finished_at = "READY", None
        job.run_after = timezone.now() + backoff(attempts)
        job.save(update_fields=["status", "finished_at", "run_after"])


def path_of(job: DBTaskResult) -> str:
    """Path of the function that a job runs."""
    return str(job.args_kwargs["args"][0])


def beat(worker: str) -> None:
    """Say that a worker is alive (one query)."""
    Worker.objects.update_or_create(
        id=worker, defaults={"host": socket.gethostname(), "pid": os.getpid(), "seen": timezone.now()}
    )


@transaction.atomic
def release(worker: str) -> None:
    """Make ready at once what a worker was running; the attempt does not count."""
    for job in DBTaskResult.objects.running().select_for_update(skip_locked=True):
        if job.worker_ids[-1] == worker:
            job.status, job.worker_ids = "READY", job.worker_ids[:-1]
            job.save(update_fields=["status", "worker_ids"])


@transaction.atomic
def leave(worker: str) -> None:
    """End a worker's lease and release its job."""
    release(worker)
    Worker.objects.filter(id=worker).delete()


def bury_dead_neighbours() -> None:
    """End the leases of this machine's workers whose process is gone: a restarted one need not wait for them."""
    for worker in Worker.objects.filter(host=socket.gethostname()):
        if worker.pid == os.getpid() or not _runs(worker.pid):
            worker.delete()


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def take_up_again() -> int:
    """Put back each job whose worker's lease ran out; return how many (two queries when there is none)."""
    ended = timezone.now() - LEASE
    alive = set(Worker.objects.filter(seen__gt=ended).values_list("id", flat=True))
    lost = [job.pk for job in DBTaskResult.objects.running() if job.worker_ids[-1] not in alive]
    for pk in lost:
        with transaction.atomic():
            job = DBTaskResult.objects.running().filter(pk=pk).select_for_update(skip_locked=True).first()
            if job is not None and job.worker_ids[-1] not in alive:
                put_back(job, WorkerDied(f"worker {job.worker_ids[-1]} was not heard of for {LEASE}"))
    return len(lost)


def retry_stuck() -> int:
    """Make every failed job ready again, with all its attempts; return how many."""
    return DBTaskResult.objects.failed().update(
        status="READY", run_after=timezone.now(), finished_at=None, worker_ids=[]
    )
