"""Casts, batches and the close at the same time, over real connections."""

import threading
import time
from datetime import timedelta

import pytest
from django.db import connections, transaction

from tequio.decide.ballots.casting import Overtaken
from tequio.decide.ballots.models import Ballot
from tequio.decide.ballots.queries import rules_of
from tequio.decide.budgets.keys import folder_of, put_whole
from tequio.decide.logs.models import Leaf
from tequio.decide.logs.published import NAME, last_published, remember
from tequio.decide.logs.queries import is_closed, notes, waiting
from tequio.decide.logs.services import checkpoint, close_vote, log_batch
from tequio.ground.clock import told
from tequio.kit.refusals import Refused
from tests.decide.town import cast_as, make_vote

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*works):
    """Run works in threads of their own and return what each returned or raised."""
    ended = [None] * len(works)

    def run(place, work):
        try:
            ended[place] = work()
        except Exception as fault:  # noqa: BLE001 - the test says what it expects
            ended[place] = fault
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ended


def choice(vote, entry):
    return rules_of(vote.pk).projects_of(entry.zone.key)[0].id


def test_every_cast_that_was_acknowledged_before_the_close_is_in_the_log(space):
    vote = make_vote(space, each=20)
    entries = list(vote.roll.select_related("zone"))
    after = rules_of(vote.pk).closes + timedelta(seconds=1)
    begin = threading.Barrier(5)

    def voters(mine):
        begin.wait()
        done = []
        for entry in mine:
            try:
                cast_as(entry, choice(vote, entry))
                done.append(entry.pk)
            except Refused as refusal:
                if refusal.code != "vote.closed":
                    raise
        return done

    def closing():
        begin.wait()
        time.sleep(0.05)
        with told(after):
            return close_vote(vote, by=None)

    *voted, closed = at_once(*[lambda part=part: voters(entries[part::4]) for part in range(4)], closing)
    acknowledged = [entry for done in voted for entry in done]
    vote.refresh_from_db()
    assert closed.pk == vote.pk
    assert vote.stage == "counting"
    assert Ballot.objects.count() == len(acknowledged)
    assert waiting(vote.pk) == []
    assert Leaf.objects.filter(budget=vote, kind="ballot").count() == len(acknowledged)
    assert is_closed(vote)


@pytest.mark.filterwarnings("default")
def test_close_waits_for_a_cast_that_has_begun(space):
    """A cast whose transaction is open when the close begins is waited for, and logged."""
    vote = make_vote(space)
    entry = vote.roll.select_related("zone").first()
    cast_done, closed = threading.Event(), threading.Event()

    def slow():
        with transaction.atomic():
            cast_as(entry, choice(vote, entry))
            cast_done.set()
            assert not closed.wait(0.5)

    def closing():
        cast_done.wait()
        with told(rules_of(vote.pk).closes + timedelta(seconds=1)):
            close_vote(vote, by=None)
        closed.set()

    assert at_once(slow, closing) == [None, None]
    assert Leaf.objects.filter(budget=vote, kind="ballot").count() == 1


def test_two_signers_never_put_an_older_note_over_a_newer_one(space):
    vote = make_vote(space)
    rules = rules_of(vote.pk)
    for _ in range(12):
        checkpoint(vote)
    said = notes(vote.pk)
    for older in said:
        remember(vote.pk, older, rules.key)
    assert last_published(vote.pk, rules.key).number == 12
    begin = threading.Barrier(4)

    def signer(mine):
        begin.wait()
        for one in mine:
            remember(vote.pk, one, rules.key)

    for _ in range(20):
        put_whole(folder_of(vote.pk) / NAME, said[0].encode(), mode=0o600)
        assert at_once(*[lambda part=part: signer(said[part::4]) for part in range(4)]) == [None] * 4
        assert last_published(vote.pk, rules.key).number == 12


def test_batches_under_load_log_each_state_once(space):
    vote = make_vote(space, each=20)
    entries = list(vote.roll.select_related("zone"))

    def voters(mine):
        for entry in mine:
            for base in range(3):
                cast_as(entry, *([choice(vote, entry)] if base % 2 else []), base=base)

    def batcher():
        for _ in range(5):
            log_batch(vote)
            time.sleep(0.02)

    ended = at_once(*[lambda part=part: voters(entries[part::3]) for part in range(3)], batcher, batcher)
    assert [fault for fault in ended if fault is not None and not isinstance(fault, Overtaken)] == []
    log_batch(vote, closing=True)
    leaves = Leaf.objects.filter(budget=vote, kind="ballot")
    assert {bytes(one) for one in leaves.filter(turn=3).values_list("chain", flat=True)} == {
        bytes(one) for one in Ballot.objects.values_list("chain", flat=True)
    }
    positions = list(Leaf.objects.filter(budget=vote).order_by("position").values_list("position", flat=True))
    assert positions == list(range(len(positions)))
