"""What the worker does for every vote that runs: batches and checkpoints each hour, the close at its time, marks by night."""

from tequio.decide.ballots.queries import rules_of
from tequio.decide.budgets.models import Budget
from tequio.decide.budgets.rules import BALLOTING, COUNTING
from tequio.decide.logs.queries import hour_is_over, is_closed
from tequio.decide.logs.services import checkpoint, close_vote, log_batch, mark_voters
from tequio.ground.clock import now


def tend() -> None:
    """Close the votes whose time has come; log what waits and sign a checkpoint, each hour, where a vote runs."""
    for budget in Budget.objects.filter(stage__in=[BALLOTING, COUNTING], origin="").select_related("space"):
        if now() >= rules_of(budget.pk).closes:
            if not is_closed(budget):
                close_vote(budget, by=None)
        elif hour_is_over(budget.pk) and not log_batch(budget):
            checkpoint(budget)


def mark() -> None:
    """Mark who has voted, in each vote that runs."""
    for budget in Budget.objects.filter(stage=BALLOTING, origin="").select_related("space"):
        mark_voters(budget)
