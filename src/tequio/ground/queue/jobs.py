"""Jobs that tidy up: forgetting what is long done."""

from datetime import timedelta
from importlib import import_module

from django.conf import settings
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tequio.ground.queue.models import Worker

KEPT = {"SUCCESSFUL": timedelta(days=7), "FAILED": timedelta(days=90)}
BATCH = 1000


def prune() -> None:
    """Delete jobs done more than 7 days ago and failed more than 90 days ago, in batches of 1000."""
    now = timezone.now()
    for status, kept in KEPT.items():
        old = DBTaskResult.objects.filter(status=status, finished_at__lt=now - kept)
        while ids := list(old.values_list("pk", flat=True)[:BATCH]):
            DBTaskResult.objects.filter(pk__in=ids).delete()
    Worker.objects.filter(seen__lt=now - timedelta(days=1)).delete()


def clear_sessions() -> None:
    """Forget sessions that have run out."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
