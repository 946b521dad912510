"""What the site holds about a person: each floor says here what that is, how it is given out and how it is erased."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from tequio.ground.people.models import Person

Rows = Iterable[Mapping[str, Any]]


def nothing(person: Person) -> None:
    """Do nothing: what falls with the person's own row needs no erasing of its own."""


@dataclass(frozen=True)
class Part:
    """One kind of personal data. `give` yields plain JSON row by row; `erase` runs inside the erasure's transaction.

    `check` refuses an erasure that others could not live with. `kept` says what stays, and without what.
    """

    key: str
    label: str | Promise
    give: Callable[[Person], Rows]
    erase: Callable[[Person], None] = nothing
    check: Callable[[Person], None] = nothing
    kept: str | Promise = ""


PARTS: dict[str, Part] = {}


def hold(part: Part) -> None:
    """Let a floor say what it holds about a person; a key that is known already is refused."""
    if part.key in PARTS:
        raise ValueError(f"Two parts of personal data are called {part.key}")
    PARTS[part.key] = part
