"""What the worker does after a close: settling, opening, bundling, and erasing when appeals are over."""

from collections.abc import Callable

from tequio.decide.budgets.models import Budget, Work
from tequio.decide.logs.jobs import for_each
from tequio.decide.results import minutes
from tequio.decide.results.bundling import publish_bundle
from tequio.decide.results.keeping import erase_roll, to_erase
from tequio.decide.results.opening import open_ballots
from tequio.decide.results.progress import run
from tequio.decide.results.settling import settle_roll
from tequio.ground.people.models import Person

Step = Callable[..., object]


def _do(step: Step, work_id: int, by: int | None) -> None:
    work = Work.objects.filter(pk=work_id).first()
    if work is None:
        return
    budget = Budget.objects.select_related("space").get(pk=work.budget_id)
    person = Person.objects.filter(pk=by).first() if by else None
    run(work, lambda progress: step(budget, by=person, progress=progress))


def settle(work: int, by: int | None) -> None:
    """Settle the roll."""
    _do(settle_roll, work, by)


def open_all(work: int, by: int | None) -> None:
    """Open the ballots."""
    _do(open_ballots, work, by)


def publish(work: int, by: int | None) -> None:
    """Write, check and publish the bundle and the result."""
    _do(publish_bundle, work, by)


def write_minutes() -> None:
    """Write the minutes that wait for the machine to be able to; each hour."""
    minutes.write_missing()


def erase() -> None:
    """Erase the rolls whose appeals are over; each day. One that fails holds up no other."""
    for_each(to_erase(), lambda budget: erase_roll(budget, by=None))
