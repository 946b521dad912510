"""The clock that a demo may move."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tequio.ground.clock import ahead, now
from tequio.ground.clock.services import move_clock
from tequio.kit.refusals import Refused

pytestmark = pytest.mark.django_db


def test_a_demo_moves_its_clock_forward_only(settings):
    settings.DEMO = True
    move_clock(timezone.now() + timedelta(days=3), by=None)
    ahead.forget()
    assert timedelta(days=2, hours=23) < now() - timezone.now() < timedelta(days=3, seconds=1)
    with pytest.raises(Refused, match="clock.never_back"):
        move_clock(timezone.now() + timedelta(days=1), by=None)


def test_no_other_site_has_a_clock_to_move(settings):
    settings.DEMO = False
    with pytest.raises(Refused, match="clock.not_a_demo"):
        move_clock(timezone.now() + timedelta(days=3), by=None)
