"""Long lists, some at a time: what a statement or a transaction takes at once."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")


def in_parts(whole: Sequence[Item], size: int) -> Iterator[Sequence[Item]]:
    """Yield a list in parts of so many, in its order; the last one may hold fewer."""
    return (whole[start : start + size] for start in range(0, len(whole), size))
