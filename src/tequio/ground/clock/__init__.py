"""What time it is: the machine's clock, which a demo may have moved forward."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from tequio.ground.kept import Kept

_told: ContextVar[datetime | None] = ContextVar("told", default=None)


@contextmanager
def told(moment: datetime) -> Iterator[None]:
    """Have it be this moment inside the block: how a seed tells what happened earlier. Nothing of the site uses it."""
    token = _told.set(moment)
    try:
        yield
    finally:
        _told.reset(token)


def now() -> datetime:
    """Return the present moment in UTC. No query; on a demo one, at most each second.

    Only a demo's clock can be moved: elsewhere what is stored about it is not even read.
    """
    if moment := _told.get():
        return moment
    return timezone.now() + (ahead() if settings.DEMO else timedelta())


def _read() -> timedelta:
    from tequio.ground.clock.models import Clock

    row = Clock.objects.first()
    return row.ahead if row else timedelta()


ahead = Kept(_read, seconds=1)
