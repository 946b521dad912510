"""Dates that may be open: a year, a month or a day, as people know them."""

import re
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from tequio.kit.refusals import Refused

_SHAPE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")


@dataclass(frozen=True, order=True)
class OpenDate:
    """A date known to the year, to the month (day 0) or to the day; sorts with the less exact one first."""

    year: int
    month: int = 0
    day: int = 0

    def __str__(self) -> str:
        return "-".join([f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part])

    def first_day(self) -> date:
        """Return the first day that the date may mean."""
        return date(self.year, self.month or 1, self.day or 1)

    def spoken(self, locale: str) -> str:
        """Write the date as precisely as it is known, in a locale such as `pt_BR`."""
        if not self.month:
            return str(self.year)
        pattern = "d MMMM y" if self.day else "LLLL y"
        if locale.startswith(("es", "pt")) and self.day:
            pattern = "d 'de' MMMM 'de' y"
        return format_date(self.first_day(), pattern, locale=locale)


def open_date(text: str) -> OpenDate:
    """Read `1971`, `2014-01` or `2014-01-09`; anything else, or a day that no calendar has, is refused."""
    found = _SHAPE.fullmatch(text.strip())
    if not found:
        raise Refused("date.unreadable", text=text)
    year, month, day = (int(part or 0) for part in found.groups())
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        raise Refused("date.impossible", text=text) from None
    if (found[2] and not month) or (found[3] and not day):
        raise Refused("date.impossible", text=text)
    return OpenDate(year, month, day)
