"""Moments as people say and type them: in a place's own time, with the place beside them."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from zoneinfo import ZoneInfo

from babel.dates import format_time, get_timezone_location

from tequio.kit.dates import OpenDate
from tequio.kit.refusals import Refused


@dataclass(frozen=True)
class Moment:
    """A moment in the time of a zone. It can be spoken in a locale such as `pt_BR`."""

    at: datetime
    zone: str

    @property
    def local(self) -> datetime:
        return self.at.astimezone(ZoneInfo(self.zone))

    @property
    def iso(self) -> str:
        """As a page's `time` element has it: UTC, to the minute."""
        return self.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")

    def day(self, locale: str) -> str:
        """The day alone, in the zone's calendar."""
        local = self.local
        return OpenDate(local.year, local.month, local.day).spoken(locale)

    def spoken(self, locale: str) -> str:
        """Write day, time and place: `1 March 2027, 09:00 (Tunis)`."""
        hour = format_time(self.local.time(), "HH:mm", locale=locale)
        return f"{self.day(locale)}, {hour} ({place_of(self.zone, locale)})"


@cache
def place_of(zone: str, locale: str) -> str:
    """Name the place that a zone is named for, in a locale."""
    return "UTC" if zone == "UTC" else str(get_timezone_location(ZoneInfo(zone), locale, return_city=True))


def typed(moment: Moment) -> str:
    """As a field for day and time holds it: `2027-03-01T09:00`."""
    return moment.local.strftime("%Y-%m-%dT%H:%M")


def moment(text: str, zone: str) -> datetime:
    """Read `2027-03-01T09:00` (or with a space) in a zone's time, to UTC. Refuses what is no moment, or never comes.

    Where clocks are turned back an hour comes twice; the first is meant.
    """
    try:
        local = datetime.fromisoformat(text.strip()).replace(second=0, microsecond=0)
    except ValueError:
        raise Refused("moment.unreadable", text=text) from None
    if local.tzinfo or not 1900 <= local.year <= 2999:
        raise Refused("moment.unreadable", text=text)
    found = local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    if found.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != local:
        raise Refused("moment.never_comes", text=text)
    return found
