"""From the close to the bundle: each step in its turn, once or twice, killed in the middle or not."""

import json

import pytest

from tequio.decide.ballots.models import Ballot
from tequio.decide.budgets.keys import JOIN, folder_of, has_key
from tequio.decide.electorates.models import Appeal, RollEntry, VotingCode
from tequio.decide.logs.models import Checkpoint, Leaf
from tequio.decide.protocol.bundle.opening import open_source
from tequio.decide.protocol.bundle.source import digest
from tequio.decide.protocol.recount.recounting import recount
from tequio.decide.protocol.roll import read_roll
from tequio.decide.results import bundling, opening, services, settling
from tequio.decide.results.bundling import FOLDER, PACKED, publish_bundle
from tequio.decide.results.models import Bundle, Opening, Result
from tequio.decide.results.opening import open_ballots
from tequio.decide.results.sealed import NAME
from tequio.decide.results.services import sign_destruction
from tequio.decide.results.settling import settle_roll
from tequio.ground.ledger.models import Entry
from tequio.kit.refusals import Refused
from tests.decide.dying import Killed, run_until
from tests.decide.results.closed import pour, voted_box

pytestmark = pytest.mark.django_db(transaction=True)


def destroy(budget, *officers):
    for officer in officers:
        settlement = sign_destruction(budget, by=officer)
    return settlement


def finish(budget, bruno, elif_):
    settle_roll(budget, by=bruno)
    destroy(budget, bruno, elif_)
    open_ballots(budget, by=bruno)
    return publish_bundle(budget, by=bruno)


def test_whole_way_gives_a_bundle_that_holds(closed, bruno, elif_):
    assert finish(closed, bruno, elif_).step == "published"
    for name in (FOLDER, PACKED):
        findings, case = recount(bundling.folder_of(closed.pk) / name)
        assert findings.holds, findings.found
    assert case.box.counted == 54
    closed.refresh_from_db()
    assert closed.stage == "finished"
    assert Bundle.objects.get(budget=closed).published
    assert Entry.objects.filter(action="ballots.opened").exists()


def test_bundle_is_the_one_of_the_model_byte_for_byte(closed, box, bruno, elif_, tmp_path):
    finish(closed, bruno, elif_)
    box.settle()
    model = open_source(box.publish(tmp_path / "model"))
    ours = open_source(bundling.folder_of(closed.pk) / FOLDER)
    assert model.names == ours.names
    other = {name for name in ours.names if digest(model, name) != digest(ours, name)}
    # The seal of the roll is another one, and what lists and signs it follows.
    assert other == {"roll.json", "bundle.json", "log.txt", "final.note"}


@pytest.mark.parametrize("step", ["destroy", "open", "publish"])
def test_step_before_its_turn_is_refused(closed, bruno, step):
    do = {"destroy": sign_destruction, "open": open_ballots, "publish": publish_bundle}[step]
    with pytest.raises(Refused) as refused:
        do(closed, by=bruno)
    assert refused.value.code == "settlement.not_closed"
    if step != "destroy":
        settle_roll(closed, by=bruno)
        with pytest.raises(Refused) as refused:
            do(closed, by=bruno)
        assert refused.value.code == "settlement.out_of_order"


def test_each_step_run_twice_changes_nothing(closed, bruno, elif_):
    for _ in range(2):
        settle_roll(closed, by=bruno)
        roll = bytes(closed.settlement.roll)
    for _ in range(2):
        destroy(closed, bruno, elif_)
    for _ in range(2):
        open_ballots(closed, by=bruno)
        lines = list(Opening.objects.order_by("position").values_list("line", flat=True))
    for _ in range(2):
        publish_bundle(closed, by=bruno)
        note = Checkpoint.objects.filter(budget=closed).last().note
    closed.refresh_from_db()
    assert bytes(closed.settlement.roll) == roll
    assert list(Opening.objects.order_by("position").values_list("line", flat=True)) == lines
    assert (bundling.folder_of(closed.pk) / FOLDER / "final.note").read_text() == note
    assert Leaf.objects.filter(budget=closed, kind="bundle").count() == 1
    assert Entry.objects.filter(action="ballots.opened").count() == 1


def test_vote_that_runs_cannot_be_settled(closed, bruno):
    closed.stage = "balloting"
    closed.save()
    with pytest.raises(Refused) as refused:
        settle_roll(closed, by=bruno)
    assert refused.value.code == "settlement.not_closed"


def test_settlement_waits_for_appeals(closed, bruno):
    Appeal.objects.create(budget=closed, code="K7QF", words="I moved here in May.")
    with pytest.raises(Refused) as refused:
        settle_roll(closed, by=bruno)
    assert refused.value.code == "settlement.appeals_wait"


def test_settlement_refuses_another_key(closed, bruno):
    path = folder_of(closed.pk) / JOIN
    path.chmod(0o600)
    path.write_bytes(b"k" * 32)
    with pytest.raises(Refused) as refused:
        settle_roll(closed, by=bruno)
    assert refused.value.code == "settlement.other_key"


def test_settled_roll_counts_who_voted_and_erases_codes(closed, bruno):
    entry = RollEntry.objects.filter(budget=closed).first()
    VotingCode.objects.create(budget=closed, entry=entry, digest=b"d" * 32)
    settlement = settle_roll(closed, by=bruno)
    roll = read_roll(bytes(settlement.roll))
    assert (roll.entitled, roll.voted, dict(roll.annulled)) == (60, 54, {})
    assert RollEntry.objects.filter(budget=closed, voted_on=None).count() == 6
    assert not VotingCode.objects.exists()
    sealed = folder_of(closed.pk) / NAME
    assert sealed.stat().st_mode & 0o777 == 0o400
    lines = [json.loads(line) for line in sealed.read_text().splitlines()]
    assert len(lines) == 54
    assert set(lines[0]) == {"day", "person", "zone"}
    assert lines[0]["day"] == "2026-02-11"


def test_ballots_of_struck_entries_are_annulled(box, space, bruno, elif_):
    box.strike(box.roll[10], "twice")
    box.strike(box.roll[11], "not-entitled")
    box.strike(box.roll[0], "not-entitled")
    budget = pour(box, space)
    finish(budget, bruno, elif_)
    findings, case = recount(bundling.folder_of(budget.pk) / FOLDER)
    assert findings.holds
    assert case.annulled == {"not-entitled": 1, "twice": 1}
    assert case.box.counted == 52


def test_key_goes_with_the_second_officers_signature(closed, bruno, elif_):
    settle_roll(closed, by=bruno)
    assert destroy(closed, bruno, bruno).step == "settled"
    assert has_key(closed.pk, JOIN)
    assert destroy(closed, elif_).step == "destroyed"
    assert not has_key(closed.pk, JOIN)
    actions = list(Entry.objects.order_by("pk").values_list("action", flat=True))
    assert actions[-3:] == ["join_key.destruction_signed"] * 2 + ["join_key.destroyed"]


def test_destruction_killed_between_the_keys_end_and_the_commit_is_signed_again(
    closed, bruno, elif_, monkeypatch
):
    settle_roll(closed, by=bruno)
    destroy(closed, bruno)
    whole = services.note

    def until_the_key_is_gone(action, *args):
        if action == "join_key.destroyed":
            raise Killed
        whole(action, *args)

    with monkeypatch.context() as patch:
        patch.setattr(services, "note", until_the_key_is_gone)
        with pytest.raises(Killed):
            destroy(closed, elif_)
    closed.settlement.refresh_from_db()
    assert (has_key(closed.pk, JOIN), closed.settlement.step) == (False, "settled")
    assert closed.settlement.destructions.count() == 1
    with pytest.raises(Refused, match=r"settlement\.out_of_order"):
        open_ballots(closed, by=bruno)
    assert destroy(closed, bruno).step == "settled"
    assert destroy(closed, elif_).step == "destroyed"
    assert Entry.objects.filter(action="join_key.destroyed").count() == 1
    open_ballots(closed, by=bruno)
    publish_bundle(closed, by=bruno)
    assert recount(bundling.folder_of(closed.pk) / FOLDER)[0].holds


def test_nothing_is_opened_while_a_key_is_there(closed, bruno, elif_):
    settle_roll(closed, by=bruno)
    key = (folder_of(closed.pk) / JOIN).read_bytes()
    destroy(closed, bruno, elif_)
    (folder_of(closed.pk) / JOIN).write_bytes(key)
    with pytest.raises(Refused) as refused:
        open_ballots(closed, by=bruno)
    assert refused.value.code == "settlement.key_still_there"
    assert Ballot.objects.count() == 54


def test_settlement_killed_between_its_parts_goes_on(closed, bruno, elif_, monkeypatch):
    for part in ("annul", "mark_last", "seal_roll", "_settled"):
        run_until(monkeypatch, settling, part, settle_roll, closed, by=bruno)
    finish(closed, bruno, elif_)
    assert recount(bundling.folder_of(closed.pk) / FOLDER)[0].holds


def test_opening_killed_anywhere_goes_on(closed, bruno, elif_, monkeypatch):
    settle_roll(closed, by=bruno)
    destroy(closed, bruno, elif_)
    monkeypatch.setattr(opening, "CHUNK", 10)
    opened, whole = [], opening._opened

    def some(*args):
        opened.append(1)
        if len(opened) == 25:
            raise Killed
        return whole(*args)

    with monkeypatch.context() as patch:
        patch.setattr(opening, "_opened", some)
        with pytest.raises(Killed):
            open_ballots(closed, by=bruno)
    assert Opening.objects.count() == 20
    for part in ("refuse_other_openings", "empty_ballots", "note"):
        run_until(monkeypatch, opening, part, open_ballots, closed, by=bruno)
    assert not Ballot.objects.exists()
    open_ballots(closed, by=bruno)
    publish_bundle(closed, by=bruno)
    assert recount(bundling.folder_of(closed.pk) / FOLDER)[0].holds


def test_bundle_killed_anywhere_is_the_same_in_the_end(closed, bruno, elif_, monkeypatch):
    settle_roll(closed, by=bruno)
    destroy(closed, bruno, elif_)
    open_ballots(closed, by=bruno)
    for part in ("end_log", "pack", "keep_results", "put_in_place", "finish"):
        run_until(monkeypatch, bundling, part, publish_bundle, closed, by=bruno)
    notes = list(Checkpoint.objects.filter(budget=closed).values_list("note", flat=True))
    publish_bundle(closed, by=bruno)
    assert list(Checkpoint.objects.filter(budget=closed).values_list("note", flat=True)) == notes
    assert recount(bundling.folder_of(closed.pk) / PACKED)[0].holds
    assert Result.objects.filter(budget=closed).count() == 5


def test_ballots_of_another_edition_stay(space, bruno, elif_):
    first = pour(voted_box(30, seed=2), space, slug="first")
    second = pour(
        voted_box(30, seed=3, titles=[{"lang": "en", "text": "La Marsa 2027"}]), space, slug="second"
    )
    finish(first, bruno, elif_)
    assert Ballot.objects.filter(budget=second.pk).count() == 24
    finish(second, bruno, elif_)
    assert not Ballot.objects.exists()
    assert recount(bundling.folder_of(second.pk) / FOLDER)[0].holds
