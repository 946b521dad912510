"""What happens beside a step of the settlement: an officer strikes, somebody appeals, a second worker is quicker."""

import threading
import time
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import transaction

from tequio.decide.ballots.queries import rules_of
from tequio.decide.electorates.appeals.services import Complaint, make_appeal
from tequio.decide.electorates.models import Appeal, RollEntry
from tequio.decide.electorates.services import restore, strike
from tequio.decide.logs.models import Checkpoint
from tequio.decide.protocol.recount.recounting import recount
from tequio.decide.protocol.roll import read_roll
from tequio.decide.results import bundling, opening, settling
from tequio.decide.results.bundling import FOLDER, PACKED, publish_bundle
from tequio.decide.results.finishing import end_log, propose_ending
from tequio.decide.results.models import Settlement
from tequio.decide.results.opening import open_ballots
from tequio.decide.results.services import sign_destruction
from tequio.decide.results.settling import settle_roll
from tequio.ground.clock import now, told
from tequio.ground.ledger.models import Entry
from tequio.kit.refusals import Refused
from tests.decide.dying import run_until
from tests.decide.logs.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def destroy(budget, *officers):
    for officer in officers:
        sign_destruction(budget, by=officer)


def finish(budget, bruno, elif_):
    settle_roll(budget, by=bruno)
    destroy(budget, bruno, elif_)
    open_ballots(budget, by=bruno)
    publish_bundle(budget, by=bruno)


def meanwhile(monkeypatch, module, part, do):
    """Have something else done once, just before a step comes to a part of the module."""
    whole = getattr(module, part)

    def after_all(*args, **facts):
        monkeypatch.setattr(module, part, whole)
        do()
        return whole(*args, **facts)

    monkeypatch.setattr(module, part, after_all)


@pytest.mark.parametrize("part", ["read_vote", "annul", "mark_last", "seal_roll", "_settled"])
def test_roll_does_not_change_while_it_is_settled(closed, bruno, monkeypatch, part):
    told = []

    def officers_go_on():
        entry = RollEntry.objects.filter(budget=closed).order_by("id").last()
        for change in (
            lambda: strike(closed, entry, "twice", by=bruno),
            lambda: restore(closed, entry, by=bruno),
            lambda: make_appeal(closed, Complaint("I moved here in May.")),
        ):
            with pytest.raises(Refused) as refused:
                change()
            told.append(refused.value.code)

    meanwhile(monkeypatch, settling, part, officers_go_on)
    roll = read_roll(bytes(settle_roll(closed, by=bruno).roll))
    assert told == ["roll.settled", "roll.settled", "appeal.not_open"]
    assert dict(roll.annulled) == {}
    assert not RollEntry.objects.exclude(struck="").exists()
    assert not Appeal.objects.exists()


def test_settlement_that_crashed_keeps_the_roll_closed_and_is_done_again(closed, bruno, elif_, monkeypatch):
    run_until(monkeypatch, settling, "read_vote", settle_roll, closed, by=bruno)
    with pytest.raises(Refused, match=r"roll\.settled"):
        strike(closed, RollEntry.objects.filter(budget=closed).first(), "twice", by=bruno)
    finish(closed, bruno, elif_)
    assert recount(bundling.folder_of(closed.pk) / FOLDER)[0].holds


@pytest.mark.filterwarnings("default")
def test_settlement_waits_for_an_officer_who_strikes_and_counts_it(closed, bruno):
    """A change of the roll whose transaction is open when the settlement begins is waited for."""
    struck = threading.Event()

    def officer():
        with transaction.atomic():
            for one in RollEntry.objects.filter(budget=closed):
                strike(closed, one, "twice", by=bruno)
            struck.set()
            time.sleep(0.3)

    def worker():
        struck.wait()
        return settle_roll(closed, by=bruno)

    _officer, settlement = at_once(officer, worker)
    assert dict(read_roll(bytes(settlement.roll)).annulled) == {"twice": 54}


def test_what_is_refused_before_the_roll_is_read_leaves_it_open(closed, bruno):
    Appeal.objects.create(budget=closed, code="K7QF", words="I moved here in May.")
    with pytest.raises(Refused, match=r"settlement\.appeals_wait"):
        settle_roll(closed, by=bruno)
    entry = RollEntry.objects.filter(budget=closed).first()
    strike(closed, entry, "twice", by=bruno)
    entry.refresh_from_db()
    assert entry.struck == "twice"


@pytest.mark.parametrize("part", ["annul", "mark_last", "_settled"])
def test_worker_that_comes_late_does_not_set_a_settlement_back(closed, bruno, elif_, monkeypatch, part):
    def a_quicker_one():
        settle_roll(closed, by=bruno)
        destroy(closed, bruno, elif_)

    meanwhile(monkeypatch, settling, part, a_quicker_one)
    assert settle_roll(closed, by=bruno).step == "destroyed"
    assert Settlement.objects.get().step == "destroyed"
    assert Entry.objects.filter(action="roll.settled").count() == 1
    open_ballots(closed, by=bruno)
    publish_bundle(closed, by=bruno)
    assert recount(bundling.folder_of(closed.pk) / FOLDER)[0].holds


def test_worker_that_opens_late_does_not_set_a_settlement_back(closed, bruno, elif_, monkeypatch):
    settle_roll(closed, by=bruno)
    destroy(closed, bruno, elif_)

    def a_quicker_one():
        open_ballots(closed, by=bruno)
        publish_bundle(closed, by=bruno)

    meanwhile(monkeypatch, opening, "empty_ballots", a_quicker_one)
    assert open_ballots(closed, by=bruno).step == "published"
    assert Settlement.objects.get().step == "published"
    assert Entry.objects.filter(action="ballots.opened").count() == 1


def opened(budget, bruno, elif_):
    settle_roll(budget, by=bruno)
    destroy(budget, bruno, elif_)
    open_ballots(budget, by=bruno)
    return budget


@pytest.mark.parametrize("part", ["end_log", "pack", "put_in_place", "finish"])
def test_worker_that_publishes_late_leaves_the_bundle_whole(closed, bruno, elif_, monkeypatch, part):
    """It is overtaken: it ends well, or falls over and finds everything done when it is run again."""
    opened(closed, bruno, elif_)
    meanwhile(monkeypatch, bundling, part, lambda: publish_bundle(closed, by=bruno))
    with suppress(OSError):
        publish_bundle(closed, by=bruno)
    assert publish_bundle(closed, by=bruno).step == "published"
    moved = Entry.objects.filter(action="budget.moved", subject=f"budget:{closed.pk}")
    assert moved.count() == 1
    for one in (FOLDER, PACKED):
        assert recount(bundling.folder_of(closed.pk) / one)[0].holds


def test_log_ends_once_and_with_one_note(closed, bruno, elif_):
    """Two workers that end it at once sign at two moments; the second takes the note of the first."""
    rules = rules_of(opened(closed, bruno, elif_).pk)
    first = propose_ending(closed, b"b" * 32)
    with told(now() + timedelta(minutes=3)):
        second = propose_ending(closed, b"b" * 32)
    other = propose_ending(closed, b"o" * 32)
    assert first.note != second.note
    assert end_log(closed, rules, first) == end_log(closed, rules, second) == first.note
    with pytest.raises(Refused, match=r"bundle\.other"):
        end_log(closed, rules, other)
    assert Checkpoint.objects.filter(budget=closed).order_by("number").last().note == first.note
