"""What time it is: the machine's clock, which a demo may have moved forward."""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from tequio.ground.kept import Kept


def now() -> datetime:
    """Return the present moment in UTC. No query; on a demo one, at most each second.

    Only a demo's clock can be moved: elsewhere what is stored about it is not even read.
    """
    return timezone.now() + (ahead() if settings.DEMO else timedelta())


def _read() -> timedelta:
    from tequio.ground.clock.models import Clock

    row = Clock.objects.first()
    return row.ahead if row else timedelta()


ahead = Kept(_read, seconds=1)
