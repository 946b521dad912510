"""When somebody is told: at once, once a day in the morning, or not at all."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

AT_ONCE = "at-once"
DAILY = "daily"
NEVER = "never"
PACES = (AT_ONCE, DAILY, NEVER)
MORNING = 7
"""The hour, in the reader's own time zone, at which a digest is sent."""


def next_morning(now: datetime, zone: str) -> datetime:
    """The next time that it is seven in the morning where the reader lives."""
    here = now.astimezone(ZoneInfo(zone))
    today = here.replace(hour=MORNING, minute=0, second=0, microsecond=0)
    # Added on the clock of the place, so that a night of 23 or 25 hours still ends at seven.
    return today if today > here else today + timedelta(days=1)
