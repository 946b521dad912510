"""Whether somebody has voted: the room of the ballots, which stands above, says how that is found out."""

from collections.abc import Callable

from tequio.decide.budgets.models import Budget

Answer = Callable[[Budget, bytes], bool | None]
_ANSWERS: list[Answer] = []


def answer_by(answer: Answer) -> None:
    """Let a function say whether a roll entry has a ballot; none where nobody can know any more. Called in `ready()`."""
    _ANSWERS[:] = [answer]


def has_voted(budget: Budget, entry: bytes) -> bool | None:
    """Say whether a ballot of this entry exists; none while nobody can say, as before the vote and after settlement."""
    return _ANSWERS[0](budget, entry) if _ANSWERS else None
