"""The ready-made plans that ship: what each is for, and all that it says before an officer has answered anything."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tequio.decide.budgets.plans import PlannedPart, Words

FOLDER = Path(__file__).parent / "ready"
ORDER = ("city", "zones", "headings", "share")


@dataclass(frozen=True)
class Ready:
    """A ready-made plan. `days` is when each phase begins, counted from the first one; `terms` are fields of `Budget`."""

    key: str
    titles: Words
    told: Words
    days: Mapping[str, int]
    counting: Mapping[str, Any]
    terms: Mapping[str, Any]
    headings: tuple[PlannedPart, ...]

    def dates(self, moment: datetime, zone: str) -> dict[str, datetime]:
        """When each phase begins, at nine in the morning of the zone, the first on the Monday after a moment."""
        today = moment.astimezone(ZoneInfo(zone)).date()
        first = today + timedelta(days=7 - today.weekday())
        return {
            phase: datetime.combine(first + timedelta(days=after), time(9), ZoneInfo(zone))
            for phase, after in self.days.items()
        }


@cache
def ready_plans() -> Mapping[str, Ready]:
    """All ready-made plans by key, in the order in which they are offered."""
    return {key: _read(key) for key in ORDER}


def _read(key: str) -> Ready:
    with (FOLDER / f"{key}.toml").open("rb") as file:
        data = tomllib.load(file)
    return Ready(
        key=key,
        titles=data["title"],
        told=data["told"],
        days=data["days"],
        counting=data["counting"],
        terms=data.get("terms", {}),
        headings=tuple(PlannedPart(name, names) for name, names in data.get("headings", {}).items()),
    )
