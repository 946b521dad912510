"""What the operator asks the queue: which jobs are stuck, and whether anybody works."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tequio.ground.queue.models import Due, Worker
from tequio.ground.queue.rules import LEASE

WAITING = timedelta(minutes=10)
"""A job that is ready for so long waits for a worker that is not there."""


@dataclass(frozen=True)
class Stuck:
    """Something that the queue cannot do by itself: `what` is a job's or a due thing's path, `why` one line."""

    what: str
    why: str
    attempts: int
    since: datetime


def stuck_jobs() -> list[Stuck]:
    """Jobs that failed for good, jobs that nobody takes, due things that cannot be enqueued (three queries)."""
    now = timezone.now()
    failed = DBTaskResult.objects.failed().order_by("finished_at")
    waiting = DBTaskResult.objects.ready().filter(enqueued_at__lt=now - WAITING, worker_ids=[])
    due = Due.objects.filter(attempts__gt=0)
    return [
        *(
            Stuck(_path(job), _last_line(job.traceback), len(job.worker_ids), job.finished_at)
            for job in failed
        ),
        *(Stuck(_path(job), "no worker takes it", 0, job.enqueued_at) for job in waiting),
        *(Stuck(one.path, one.last_error, one.attempts, one.at) for one in due),
    ]


def workers_alive() -> int:
    """How many workers were seen within their lease (one query)."""
    return Worker.objects.filter(seen__gt=timezone.now() - LEASE).count()


def _path(job: DBTaskResult) -> str:
    return str(job.args_kwargs["args"][0])


def _last_line(traceback: str) -> str:
    return traceback.strip().rsplit("\n", 1)[-1]
