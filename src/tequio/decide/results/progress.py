"""Long work told while it goes on: a row that its page reads."""

import time
from collections.abc import Callable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from tequio.decide.budgets.models import Budget, Work
from tequio.ground.queue.services import enqueue
from tequio.kit.refusals import Refused

Progress = Callable[[int, int], None]
PAUSE = 1.0
ABANDONED = timedelta(minutes=10)
"""Work of which nothing was heard for so long may be begun anew."""


def quietly(_done: int, _total: int) -> None:
    """Tell nobody."""


@transaction.atomic
def begin(budget: Budget, what: str, path: str, *, by: int | None) -> Work:
    """Leave long work to the worker. Refuses to begin what is under way and was heard of in the last ten minutes."""
    going = Work.objects.select_for_update().filter(
        budget=budget, what=what, state__in=["waiting", "running"]
    )
    for one in going:
        if one.changed > timezone.now() - ABANDONED:
            raise Refused("work.under_way")
        one.state = Work.State.FAILED
        one.save()
    work = Work.objects.create(budget=budget, what=what)
    enqueue(path, work.pk, by)
    return work


def run(work: Work, do: Callable[[Progress], object]) -> None:
    """Do the work and keep its row true: done, or stopped with the refusal that stopped it.

    Whatever else goes wrong is left to the queue, which tries again.
    """
    if work.state in (Work.State.DONE, Work.State.STOPPED):
        return
    _say(work, state=Work.State.RUNNING)
    try:
        do(_teller(work))
    except Refused as refusal:
        _say(work, state=Work.State.STOPPED, said={"code": refusal.code, "facts": refusal.facts})
    else:
        _say(work, state=Work.State.DONE)


def _teller(work: Work) -> Progress:
    told = 0.0

    def tell(done: int, total: int) -> None:
        nonlocal told
        if time.monotonic() - told >= PAUSE:
            told = time.monotonic()
            _say(work, done=done, total=total)

    return tell


def _say(work: Work, **said: object) -> None:
    Work.objects.filter(pk=work.pk).update(**said, changed=timezone.now())
