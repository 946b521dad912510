"""What the worker does for every vote that runs: batches and checkpoints each hour, the close at its time, marks by night."""

import logging
from collections.abc import Callable, Iterable

from tequio.decide.ballots.queries import rules_of
from tequio.decide.budgets.models import Budget
from tequio.decide.budgets.rules import BALLOTING, COUNTING
from tequio.decide.logs.queries import hour_is_over, is_closed
from tequio.decide.logs.services import checkpoint, close_vote, log_batch, mark_voters
from tequio.ground.clock import now

logger = logging.getLogger(__name__)


def tend() -> None:
    """Close the votes whose time has come; log what waits and sign a checkpoint, each hour, where a vote runs."""
    votes = Budget.objects.filter(stage__in=[BALLOTING, COUNTING], origin="").select_related("space")
    for_each(votes, _tend)


def _tend(budget: Budget) -> None:
    if now() >= rules_of(budget.pk).closes:
        if not is_closed(budget):
            close_vote(budget, by=None)
    elif hour_is_over(budget.pk) and not log_batch(budget):
        checkpoint(budget)


def mark() -> None:
    """Mark who has voted, in each vote that runs."""
    for_each(Budget.objects.filter(stage=BALLOTING, origin="").select_related("space"), mark_voters)


def for_each(votes: Iterable[Budget], do: Callable[[Budget], object]) -> None:
    """Do something for each vote; what fails for one is raised when all others had their turn."""
    failed: Exception | None = None
    for budget in votes:
        try:
            do(budget)
        except Exception as fault:
            logger.exception("edition %s", budget.pk)
            failed = failed or fault
    if failed:
        raise failed
