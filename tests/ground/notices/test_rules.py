"""The next morning, wherever the reader lives."""

from datetime import UTC, datetime

import pytest

from tequio.ground.notices.rules import next_morning


@pytest.mark.parametrize(
    ("now", "zone", "morning"),
    [
        ("2026-05-04T05:00", "UTC", "2026-05-04T07:00"),
        ("2026-05-04T07:00", "UTC", "2026-05-05T07:00"),
        ("2026-05-04T11:30", "America/Lima", "2026-05-04T12:00"),
        ("2026-05-04T12:30", "America/Lima", "2026-05-05T12:00"),
        ("2026-05-04T23:30", "Asia/Tokyo", "2026-05-05T22:00"),
        # The night in which the clocks of Paris go forward, and back.
        ("2026-03-28T12:00", "Europe/Paris", "2026-03-29T05:00"),
        ("2026-10-24T12:00", "Europe/Paris", "2026-10-25T06:00"),
    ],
)
def test_next_morning_is_at_seven_on_the_clock_of_the_reader(now, zone, morning):
    found = next_morning(datetime.fromisoformat(now).replace(tzinfo=UTC), zone)
    assert found.astimezone(UTC) == datetime.fromisoformat(morning).replace(tzinfo=UTC)
