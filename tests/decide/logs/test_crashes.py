"""What is killed in the middle of logging leaves a log that goes on, and an old backup signs no second history."""

import os
import subprocess
import sys

import pytest

from tequio.cli import main
from tequio.decide.ballots.models import Ballot
from tequio.decide.ballots.queries import rules_of
from tequio.decide.budgets.keys import folder_of, has_key
from tequio.decide.logs import services
from tequio.decide.logs.jobs import tend
from tequio.decide.logs.models import Checkpoint, Leaf
from tequio.decide.logs.published import NAME
from tequio.decide.logs.queries import hashes, is_closed, last_checkpoint
from tequio.decide.logs.services import checkpoint, close_vote, log_batch, open_vote, withdraw_project
from tequio.decide.protocol import batches
from tequio.decide.protocol.checkpoints import read_checkpoint
from tequio.decide.protocol.merkle import Tree
from tests.decide.dying import killed, run_until
from tests.decide.town import cast_as, make_budget, make_feasible

pytestmark = pytest.mark.django_db(transaction=True)
RESTORED = """
import django; django.setup()
from tequio.decide.budgets.models import Budget
from tequio.decide.logs.services import checkpoint, close_vote, log_batch
from tequio.kit.refusals import Refused
for sign in (checkpoint, log_batch):
    try:
        sign(Budget.objects.get())
        print("signed")
    except Refused as refused:
        print(refused.code)
"""


@pytest.fixture
def everybody(vote):
    """All twenty people have voted; nothing of it is logged."""
    return [
        cast_as(entry, next(one.id for one in rules_of(vote.pk).projects_of(entry.zone.key)))
        for entry in vote.roll.select_related("zone")
    ]


@pytest.fixture
def small_parts(monkeypatch):
    """Batches of seven leaves at most."""
    monkeypatch.setattr(services, "parts", lambda picked: batches.parts(picked, 7))


def refuse_broken_log(vote, leaves):
    """The log has these many leaves without a gap, each state once; every note fits, and the last one is published."""
    positions = list(Leaf.objects.filter(budget=vote).order_by("position").values_list("position", flat=True))
    assert positions == list(range(leaves))
    states = Leaf.objects.filter(budget=vote, kind="ballot").values_list("chain", "turn")
    assert len({(bytes(chain), turn) for chain, turn in states}) == len(states)
    signed = list(Checkpoint.objects.filter(budget=vote).order_by("number"))
    assert [row.number for row in signed] == list(range(len(signed)))
    logged = list(hashes(vote.pk))
    for row in signed:
        said = read_checkpoint(row.note, rules_of(vote.pk).key)
        assert (said.number, said.size) == (row.number, row.size)
        assert said.root == Tree(logged[: row.size]).root()
    assert signed[-1].size == leaves
    assert published(vote) == signed[-1].note


def published(vote):
    return (folder_of(vote.pk) / NAME).read_text()


@pytest.mark.parametrize("part", ["_append", "_sign", "note"])
def test_batch_killed_in_a_transaction_leaves_nothing(vote, everybody, monkeypatch, part):
    run_until(monkeypatch, services, part, log_batch, vote)
    refuse_broken_log(vote, 1)
    assert log_batch(vote) == 15
    refuse_broken_log(vote, 16)


@pytest.mark.parametrize("part", ["_append", "_sign", "note", "publish_note"])
def test_batch_killed_between_two_of_its_parts_goes_on(vote, everybody, small_parts, monkeypatch, part):
    whole, calls = getattr(services, part), []

    def second_time(*args, **facts):
        calls.append(1)
        # `publish_note` is called once before the first part.
        return killed() if len(calls) == (3 if part == "publish_note" else 2) else whole(*args, **facts)

    run_until_second = {"_append": 6, "_sign": 6, "note": 6, "publish_note": 11}[part]
    with monkeypatch.context() as patch:
        patch.setattr(services, part, second_time)
        with pytest.raises(BaseException, match="^$"):
            log_batch(vote)
    assert Leaf.objects.filter(budget=vote).count() == run_until_second
    log_batch(vote, closing=True)
    refuse_broken_log(vote, 21)


@pytest.mark.parametrize("what", ["batch", "checkpoint", "withdrawal"])
def test_note_that_was_signed_and_not_published_is_published_first(vote, everybody, monkeypatch, bruno, what):
    before = published(vote)
    do = {
        "batch": lambda: log_batch(vote),
        "checkpoint": lambda: checkpoint(vote),
        "withdrawal": lambda: withdraw_project(vote, "p1", reason="The land is not free.", by=bruno),
    }[what]
    run_until(monkeypatch, services, "remember", do)
    assert published(vote) == before
    signed = last_checkpoint(vote.pk).note
    assert signed != before
    run_until(monkeypatch, services, "_sign", checkpoint, vote)
    assert published(vote) == signed
    checkpoint(vote)
    refuse_broken_log(vote, {"batch": 16, "checkpoint": 1, "withdrawal": 2}[what])


@pytest.mark.parametrize("part", ["enter_phase", "note", "remember"])
def test_opening_that_is_killed_opens_whole_or_not_at_all(space, monkeypatch, part):
    budget = make_budget(space, stage="publishing")
    make_feasible(budget)
    run_until(monkeypatch, services, part, open_vote, budget, site="vote.example", by=None)
    budget.refresh_from_db()
    if part != "remember":
        assert budget.stage == "publishing"
        open_vote(budget, site="vote.example", by=None)
        budget.refresh_from_db()
    assert budget.stage == "balloting"
    assert has_key(budget.pk, "join")
    checkpoint(budget)
    refuse_broken_log(budget, 1)


@pytest.mark.parametrize("part", ["enter_phase", "_append", "_sign", "note", "remember", "is_closed"])
def test_close_that_is_killed_is_finished_by_the_worker(
    vote, everybody, small_parts, monkeypatch, time_goes_on, part
):
    time_goes_on(vote)
    run_until(monkeypatch, services, part, close_vote, vote, by=None)
    tend()
    tend()
    vote.refresh_from_db()
    assert vote.stage == "counting"
    assert is_closed(vote)
    refuse_broken_log(vote, 21)


def test_close_run_twice_signs_once(vote, everybody, time_goes_on):
    time_goes_on(vote)
    for _ in range(2):
        close_vote(vote, by=None)
        signed = Checkpoint.objects.count()
    assert Checkpoint.objects.count() == signed == 2
    refuse_broken_log(vote, 21)


def test_second_batcher_logs_no_state_that_was_overtaken_meanwhile(vote, monkeypatch):
    entry = vote.roll.filter(zone__key="corniche").select_related("zone").first()
    cast_as(entry, "p1")

    def meanwhile(picked):
        monkeypatch.setattr(services, "parts", batches.parts)
        cast_as(entry, "p2", base=1)
        assert log_batch(vote, closing=True) == 1
        return batches.parts(picked)

    monkeypatch.setattr(services, "parts", meanwhile)
    assert log_batch(vote, closing=True) == 0
    assert list(Leaf.objects.filter(kind="ballot").values_list("turn", flat=True)) == [2]
    refuse_broken_log(vote, 2)


def restored(archive, place, keys):
    """What signing comes to on a new machine that has the archive and today's keys."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("TEQUIO", "DJANGO"))}
    environment |= {"TEQUIO_VAR": str(place), "TEQUIO_KEYS": str(keys)}
    environment |= {"DJANGO_SETTINGS_MODULE": "tequio.settings.demo"}
    for command in (["-m", "tequio", "restore", str(archive)], ["-c", RESTORED]):
        done = subprocess.run(
            [sys.executable, *command], env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    return done.stdout.split()


def test_old_backup_put_back_signs_no_second_history_and_the_last_one_goes_on(
    vote, everybody, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path / "files"
    assert main(["backup", str(tmp_path / "old.zip")]) == 0
    log_batch(vote)
    assert main(["backup", str(tmp_path / "last.zip")]) == 0
    note, keys = published(vote), settings.KEYS_FOLDER
    assert restored(tmp_path / "old.zip", tmp_path / "old", keys) == ["log.second_history"] * 2
    assert published(vote) == note
    assert restored(tmp_path / "last.zip", tmp_path / "last", keys) == ["signed"] * 2


def test_backup_writes_ballots_in_the_order_of_their_ids(vote, everybody, settings, tmp_path):
    from tequio.ground.backup.tables import columns_of, lines

    said = [line[:34] for line in lines(Ballot, columns_of(Ballot))]
    assert len(said) == 20
    assert said == sorted(said)
    arrived = [made.state.chain.hex() for made in everybody]
    written = [line.decode().split('"')[5] for line in lines(Ballot, columns_of(Ballot))]
    assert sorted(arrived) == sorted(written)
    assert arrived != written
