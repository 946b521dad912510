"""The demo's clock, moved in one click to where something happens."""

import importlib
from datetime import timedelta

import pytest
from django.urls import clear_url_caches
from django.utils import timezone

from tequio import urls
from tequio.decide.budgets.models import Budget, Phase
from tequio.front.demo.clock import coming, go_to_next
from tequio.ground.clock import ahead, now
from tequio.ground.queue.services import run_ready
from tequio.kit.refusals import Refused
from tests.decide.town import dates, make_budget

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _demo(settings):
    """The routes of a seeded site, and its clock; both are put back."""
    settings.DEMO = True
    importlib.reload(urls)
    clear_url_caches()
    coming.forget()
    yield
    ahead.forget()
    coming.forget()
    settings.DEMO = False
    importlib.reload(urls)
    clear_url_caches()


def test_the_clock_goes_to_the_next_date_and_what_is_due_is_done(space):
    budget = make_budget(space, dates=dates(timezone.now() + timedelta(days=75)))
    coming.forget()
    following = go_to_next(by=None)
    assert following.names == budget.names
    assert now() > following.at > timezone.now()
    Budget.objects.filter(pk=budget.pk).update(opened=timezone.now())
    run_ready()
    budget.refresh_from_db()
    assert budget.stage == Phase.objects.filter(budget=budget, begins__lte=now()).last().key


def test_there_is_nothing_to_move_to_when_all_is_over(space):
    make_budget(space, dates=dates(timezone.now() - timedelta(days=400)))
    with pytest.raises(Refused, match=r"clock\.nothing_to_come"):
        go_to_next(by=None)
    assert now() - timezone.now() < timedelta(seconds=1)


def test_clock_answers_in_the_language_of_the_page(client, space):
    make_budget(space, stage="informing")
    said = client.post("/demo/clock", {"next": "/es/network/"}, follow=True).content.decode()
    assert "The clock moved on" not in said
    assert "Recepción de propuestas" in said


def test_clock_leaves_out_what_an_edition_is_past(space):
    make_budget(space, stage="valuating", dates=dates(timezone.now() + timedelta(days=60)))
    assert coming().phase == Budget.Stage("publishing").label
