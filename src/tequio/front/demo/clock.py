"""The demo's clock: it goes to the next date of an edition in one click, so that nobody waits ten days for a result."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.functional import Promise  # noqa: TC002 - a dataclass names it

from tequio.decide.budgets.models import Budget, Phase
from tequio.decide.budgets.rules import PHASES
from tequio.ground.clock import ahead, now
from tequio.ground.clock.services import move_clock
from tequio.ground.kept import Kept
from tequio.ground.queue.services import enqueue
from tequio.kit.refusals import Refused

JUST_AFTER = timedelta(seconds=2)
AT_ONCE = ("tequio.decide.budgets.jobs.move_on", "tequio.decide.logs.jobs.tend")
"""What the worker would do within a minute; a visitor of the demo does not wait so long."""


@dataclass(frozen=True)
class Next:
    """The next date of the demo's editions. `names` and `zone` are the edition's, `phase` is what begins then."""

    at: datetime
    zone: str
    names: Mapping[str, str]
    phase: "str | Promise"


def _read() -> Next | None:
    coming = (
        Phase.objects.filter(begins__gt=now(), budget__origin="").select_related("budget").order_by("begins")
    )
    for row in coming:
        if PHASES.index(row.key) > PHASES.index(row.budget.stage):
            return Next(row.begins, row.budget.time_zone, row.budget.names, Budget.Stage(row.key).label)
    return None


coming = Kept(_read, seconds=5)
"""The next date, read every five seconds: one query."""


def go_to_next(*, by: int | None) -> Next:
    """Move the clock to just after the next date, and let the worker do at once what is due then.

    Refuses where no date is to come.
    """
    coming.forget()
    following = coming()
    if following is None:
        raise Refused("clock.nothing_to_come")
    move_clock(following.at + JUST_AFTER, by=by)
    ahead.forget()
    coming.forget()
    for path in AT_ONCE:
        enqueue(path)
    return following
