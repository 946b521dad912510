"""A plan: all that an edition needs to begin, as an officer fills it in or a file says it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

Words = Mapping[str, str]


@dataclass(frozen=True)
class PlannedPart:
    """A zone or a heading: its key and its name by language."""

    key: str
    names: Words
    territory: str = ""
    point: tuple[float, float] | None = None


@dataclass(frozen=True)
class PlannedContest:
    """What is counted together, and how; `options` are fields of `Contest` beside its key and names.

    `money` maps (zone key, heading key) to an amount in minor units; an empty key stands for all.
    """

    key: str
    names: Words
    money: Mapping[tuple[str, str], int]
    options: Mapping[str, str | int | bool] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """An edition as it is set up. Amounts are in minor units; `options` are further fields of `Budget`."""

    slug: str
    names: Words
    currency: str
    amount: int
    contests: tuple[PlannedContest, ...]
    zones: tuple[PlannedPart, ...] = ()
    headings: tuple[PlannedPart, ...] = ()
    dates: Mapping[str, datetime] = field(default_factory=dict)
    about: Words = field(default_factory=dict)
    time_zone: str = "UTC"
    options: Mapping[str, str | int | bool | None] = field(default_factory=dict)
