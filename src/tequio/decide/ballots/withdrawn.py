"""Which projects left the vote: the room of the log, which stands above, says it."""

from collections.abc import Callable, Mapping
from functools import lru_cache

from tequio.ground.kept import Kept

Notices = Callable[[int], Mapping[str, str]]
_NOTICES: list[Notices] = []


def notices_by(notices: Notices) -> None:
    """Let a function say which projects of an edition were withdrawn, each with its reason. Called in `ready()`."""
    _NOTICES[:] = [notices]


@lru_cache(maxsize=128)
def _kept(budget: int) -> Kept[Mapping[str, str]]:
    return Kept(lambda: _NOTICES[0](budget) if _NOTICES else {}, seconds=15)


def withdrawn_from(budget: int) -> Mapping[str, str]:
    """Return the reason of each withdrawn project; read again after 15 seconds."""
    return _kept(budget)()
