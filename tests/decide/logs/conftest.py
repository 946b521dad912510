"""Time, for the tests of the log."""

from datetime import timedelta

import pytest

from tequio.decide.ballots.queries import rules_of
from tequio.ground.clock import ahead
from tequio.ground.clock.services import move_clock


@pytest.fixture
def time_goes_on(settings):
    """Lets a test move the clock to after the close of a vote, as a demo does."""
    settings.DEMO = True

    def over(vote):
        move_clock(rules_of(vote.pk).closes + timedelta(seconds=1), by=None)
        ahead.forget()

    yield over
    ahead.forget()
