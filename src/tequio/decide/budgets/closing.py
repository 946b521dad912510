"""In which phase an edition is for whoever looks: a vote is over at its fixed close, however late the worker comes.

The fixed rules are known to the room of the ballots, which stands above and says here when a vote closes.
"""

from collections.abc import Callable
from datetime import datetime

from tequio.decide.budgets.models import Budget
from tequio.decide.budgets.rules import BALLOTING, COUNTING
from tequio.ground.clock import now

Closes = Callable[[int], datetime | None]
_CLOSES: list[Closes] = []


def closes_by(closes: Closes) -> None:
    """Let a function say when the fixed rules close a vote; none where none are fixed. Called in `ready()`."""
    _CLOSES[:] = [closes]


def phase_of(budget: Budget) -> str:
    """The phase that an edition shows: counting from the fixed close on. No query where the rules were read before."""
    if budget.stage != BALLOTING or not _CLOSES:
        return budget.stage
    closes = _CLOSES[0](budget.pk)
    return COUNTING if closes and now() >= closes else BALLOTING
