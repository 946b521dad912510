"""Moving a demo's clock."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from tequio.ground.clock import ahead
from tequio.ground.clock.models import Clock
from tequio.ground.ledger.services import enter
from tequio.kit.refusals import Refused


@transaction.atomic
def move_clock(to: datetime, *, by: int | None) -> Clock:
    """Move a demo's clock forward to a moment. Refused on any other site, and back in time."""
    if not settings.DEMO:
        raise Refused("clock.not_a_demo")
    clock, _made = Clock.objects.select_for_update().get_or_create(pk=1)
    moved = to - timezone.now()
    if moved < clock.ahead:
        raise Refused("clock.never_back")
    clock.ahead = moved
    clock.save()
    enter("clock.moved", subject="clock:1", by=by)
    transaction.on_commit(ahead.forget)
    return clock
