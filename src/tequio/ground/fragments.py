"""Parts of pages that are the same for everybody, kept by each process until anything is written."""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Any, TypeVar

from tequio.ground.ledger.queries import mark

Made = TypeVar("Made")
MOST, SECONDS = 400, 60
_lock = Lock()
_kept: OrderedDict[Hashable, tuple[float, Any]] = OrderedDict()


def fragment(key: Hashable, make: Callable[[], Made | None]) -> Made | None:
    """Return what `make` made for this key, made again after any write to the ledger and after a minute.

    One query, and those of `make` when it is made. None is not kept. The key must hold all that the part depends on
    beside what the ledger tells: address, language, host; never anything that only some may see.
    """
    whole = (key, mark())
    now = time.monotonic()
    with _lock:
        until, made = _kept.get(whole, (0.0, None))
        if now < until:
            _kept.move_to_end(whole)
            return made
    made = make()
    if made is not None:
        with _lock:
            _kept[whole] = (now + SECONDS, made)
            while len(_kept) > MOST:
                _kept.popitem(last=False)
    return made


def forget_fragments() -> None:
    """Let everything be made again: for measuring, and for tests."""
    with _lock:
        _kept.clear()
