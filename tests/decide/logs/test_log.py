"""Leaves, batches, checkpoints, notices and the close."""

from datetime import datetime

import pytest
from django.db import DatabaseError, connection, transaction

from tequio.decide.ballots.models import Ballot, Freeze
from tequio.decide.ballots.queries import rules_of
from tequio.decide.budgets.keys import folder_of
from tequio.decide.budgets.models import Budget
from tequio.decide.logs.jobs import tend
from tequio.decide.logs.models import Checkpoint, Leaf
from tequio.decide.logs.published import NAME
from tequio.decide.logs.queries import hashes, is_closed, last_checkpoint, of_code, size, withdrawals
from tequio.decide.logs.services import (
    checkpoint,
    close_vote,
    log_batch,
    mark_voters,
    open_vote,
    withdraw_project,
)
from tequio.decide.proposals.models import Proposal
from tequio.decide.protocol.checkpoints import read_checkpoint
from tequio.decide.protocol.leaves import freeze_leaf
from tequio.decide.protocol.merkle import Tree
from tequio.ground.clock import told
from tequio.kit.refusals import Refused
from tests.decide.town import cast_as, dates, make_budget, make_feasible, make_vote, make_voters

pytestmark = pytest.mark.django_db


def note_of(vote, number):
    row = Checkpoint.objects.get(budget=vote, number=number)
    return read_checkpoint(row.note, rules_of(vote.pk).key)


def everybody_votes(vote):
    return [
        cast_as(entry, next(p.id for p in rules_of(vote.pk).projects_of(entry.zone.key)))
        for entry in vote.roll.select_related("zone")
    ]


def test_opening_fixes_the_rules_and_signs_checkpoint_0(vote):
    rules = rules_of(vote.pk)
    assert vote.stage == "balloting"
    assert bytes(Freeze.objects.get(budget=vote).sha256) == rules.sha256
    assert list(hashes(vote.pk)) == [freeze_leaf(rules.sha256)]
    assert note_of(vote, 0).size == 1
    assert Proposal.objects.filter(budget=vote, stage="on-ballot").count() == len(rules.projects) == 10
    assert (folder_of(vote.pk) / NAME).read_text() == Checkpoint.objects.get(budget=vote).note


@pytest.mark.parametrize(
    ("change", "code"), [({"stage": "valuating"}, "budget.prices_first"), ({}, "vote.no_projects")]
)
def test_an_edition_that_is_not_ready_is_not_opened(space, change, code):
    budget = make_budget(space, stage="publishing")
    if change:
        make_feasible(budget)
        Budget.objects.filter(pk=budget.pk).update(**change)
    with pytest.raises(Refused, match=code):
        open_vote(budget, site="vote.example", by=None)
    assert not Leaf.objects.exists()
    assert not Freeze.objects.exists()


def test_a_batch_waits_for_twice_what_is_held(vote):
    everybody = list(vote.roll.select_related("zone"))
    for entry in everybody[:9]:
        cast_as(entry)
    assert log_batch(vote) == 0
    cast_as(everybody[9])
    assert log_batch(vote) == 5
    assert size(vote.pk) == 6
    assert log_batch(vote) == 0


def test_leaves_of_a_batch_stand_in_order_of_hash(vote):
    everybody_votes(vote)
    log_batch(vote)
    logged = list(hashes(vote.pk))[1:]
    assert logged == sorted(logged)
    assert len(logged) == 15
    signed = note_of(vote, last_checkpoint(vote.pk).number)
    assert (signed.size, signed.root) == (16, Tree(hashes(vote.pk)).root())


def test_a_changed_state_becomes_a_leaf_of_its_own_and_an_unlogged_one_never(vote):
    entry = vote.roll.select_related("zone").first()
    first = cast_as(entry)
    cast_as(entry, next(p.id for p in rules_of(vote.pk).projects_of(entry.zone.key)), base=1)
    log_batch(vote, closing=True)
    leaf = Leaf.objects.get(budget=vote, kind="ballot")
    assert (bytes(leaf.chain), leaf.turn) == (first.state.chain, 2)


@pytest.mark.parametrize("model", [Leaf, Checkpoint, Freeze])
def test_the_database_refuses_to_change_or_delete_what_is_logged(vote, model):
    row = model.objects.first()
    field = {Leaf: "hash", Checkpoint: "note", Freeze: "body"}[model]
    for change in (
        lambda: model.objects.filter(pk=row.pk).update(**{field: b"x" if field != "note" else "x"}),
        lambda: model.objects.filter(pk=row.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


def test_a_withdrawal_is_a_leaf_between_two_checkpoints(vote, bruno):
    said = withdraw_project(vote, "p1", reason="The land is not free.", by=bruno)
    assert said.at == 1
    assert [note_of(vote, number).size for number in (0, 1, 2)] == [1, 1, 2]
    with pytest.raises(Refused, match=r"log\.not_to_withdraw"):
        withdraw_project(vote, "p1", reason="Again.", by=bruno)
    with pytest.raises(Refused, match=r"decision\.reason_missing"):
        withdraw_project(vote, "p2", reason=" ", by=bruno)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("The\tland\x0b is not free.", "The land is not free."),
        ("El jardi\u0301n es de otros.", "El jardín es de otros."),
        ("Not free.\r\n\r\nSee the plan.", "Not free.\n\nSee the plan."),
    ],
)
def test_a_reason_that_was_pasted_can_be_read_by_everybody_for_good(vote, bruno, typed, kept):
    withdraw_project(vote, "p1", reason=typed, by=bruno)
    assert [one.reason for one in withdrawals(vote.pk)] == [kept]


def test_a_vote_whose_log_is_not_to_be_signed_holds_up_no_other(space, time_goes_on):
    broken, other = make_vote(space), make_vote(space, slug="2016")
    cast_as(other.roll.first())
    checkpoint(broken)
    (folder_of(broken.pk) / NAME).unlink()
    time_goes_on(broken)
    with pytest.raises(Refused, match=r"log\.note_missing"):
        tend()
    other.refresh_from_db()
    assert is_closed(other)


def test_the_vote_is_not_closed_before_its_time(vote):
    with pytest.raises(Refused, match=r"vote\.not_over"):
        close_vote(vote, by=None)


def test_the_close_logs_everything_and_signs_the_closing_checkpoint(vote, time_goes_on):
    everybody_votes(vote)
    log_batch(vote)
    time_goes_on(vote)
    tend()
    vote.refresh_from_db()
    assert vote.stage == "counting"
    assert is_closed(vote)
    assert size(vote.pk) == 21
    assert note_of(vote, last_checkpoint(vote.pk).number).time >= rules_of(vote.pk).closes
    before = Checkpoint.objects.count()
    tend()
    close_vote(vote, by=None)
    assert Checkpoint.objects.count() == before


def test_a_vote_of_nobody_is_closed_too(vote, time_goes_on):
    time_goes_on(vote)
    tend()
    vote.refresh_from_db()
    assert is_closed(vote)


def test_a_database_restored_from_an_old_backup_signs_no_second_history(vote):
    checkpoint(vote)
    published = (folder_of(vote.pk) / NAME).read_text()
    with connection.cursor() as cursor:
        # As a restore would have it: the checkpoint is not there any more.
        for trigger in ("fixed", "kept"):
            on = " ON decide_checkpoint" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS decide_checkpoint_{trigger}{on}")
        cursor.execute("DELETE FROM decide_checkpoint WHERE number = 1")
    for sign in (checkpoint, log_batch):
        with pytest.raises(Refused, match=r"log\.second_history"):
            sign(vote)
    assert (folder_of(vote.pk) / NAME).read_text() == published


def test_what_was_signed_before_a_crash_is_published_before_the_next_is_signed(vote):
    note = (folder_of(vote.pk) / NAME).read_text()
    checkpoint(vote)
    (folder_of(vote.pk) / NAME).write_text(note)
    checkpoint(vote)
    assert Checkpoint.objects.filter(budget=vote).count() == 3
    assert (folder_of(vote.pk) / NAME).read_text() == last_checkpoint(vote.pk).note


def test_a_ballot_made_by_the_database_alone_is_not_logged(vote, caplog):
    cast_as(vote.roll.select_related("zone").first())
    row = Ballot.objects.get()
    Ballot.objects.create(
        id=b"x" * 16, budget=vote.pk, zone=row.zone, chain=b"y" * 16, chain_mac=row.chain_mac, turn=1,
        salt=row.salt, choices=row.choices, mac=row.mac,
    )  # fmt: skip
    assert log_batch(vote, closing=True) == 1
    assert "1 ballots are not as a cast wrote them" in caplog.text


def test_a_ballot_that_no_cast_wrote_does_not_keep_the_vote_open(vote, time_goes_on):
    everybody_votes(vote)
    Ballot.objects.filter(pk=Ballot.objects.first().pk).update(choices=b"{}")
    time_goes_on(vote)
    tend()
    vote.refresh_from_db()
    assert is_closed(vote)
    signed = Checkpoint.objects.count()
    tend()
    assert Checkpoint.objects.count() == signed


def test_marks_wait_for_ten_new_voters_of_a_zone(space):
    vote = make_vote(space, each=12)
    for zone, voters in (("corniche", 10), ("gammarth", 9)):
        for entry in vote.roll.filter(zone__key=zone).select_related("zone")[:voters]:
            cast_as(entry)
    assert mark_voters(vote) == 10
    assert set(vote.roll.exclude(voted_on=None).values_list("zone__key", flat=True)) == {"corniche"}
    assert mark_voters(vote) == 0


@pytest.mark.parametrize(
    ("hour", "day"), [("2026-03-01T22:30:00Z", "2026-03-01"), ("2026-03-01T23:30:00Z", "2026-03-02")]
)
def test_marks_bear_the_day_of_the_edition_and_not_of_greenwich(space, hour, day):
    begin = datetime.fromisoformat("2026-02-25T08:00:00Z")
    with told(begin):
        vote = make_vote(space, each=10, dates=dates(begin))
        for entry in vote.roll.filter(zone__key="corniche").select_related("zone"):
            cast_as(entry)
    with told(datetime.fromisoformat(hour)):
        assert mark_voters(vote) == 10
    assert {str(one) for one in vote.roll.exclude(voted_on=None).values_list("voted_on", flat=True)} == {day}


@pytest.mark.parametrize("closed", [False, True])
def test_nobody_is_marked_after_the_close_but_by_the_settlement(space, closed):
    vote = make_vote(space, each=10)
    for entry in vote.roll.filter(zone__key="corniche").select_related("zone"):
        cast_as(entry)
    with told(rules_of(vote.pk).closes):
        if closed:
            close_vote(vote, by=None)
        assert mark_voters(vote) == 0
    assert not vote.roll.exclude(voted_on=None).exists()


def test_a_receipt_is_found_by_its_code(vote):
    made = cast_as(vote.roll.select_related("zone").first())
    prefix = made.receipt.code.prefix
    assert of_code(vote.pk, prefix) == (1, None)
    log_batch(vote, closing=True)
    assert of_code(vote.pk, prefix) == (1, 1)
    assert of_code(vote.pk, prefix ^ 1) == (None, None)


def test_two_votes_keep_their_logs_apart(space):
    first, second = make_vote(space), make_vote(space, slug="2016")
    cast_as(first.roll.select_related("zone").first())
    log_batch(first, closing=True)
    assert (size(first.pk), size(second.pk)) == (2, 1)
    assert rules_of(first.pk).join_check != rules_of(second.pk).join_check


def test_people_of_an_edition_without_zones_vote_in_the_whole(space):
    from tequio.decide.budgets.plans import PlannedContest

    contest = PlannedContest("city", {"en": "The whole city"}, {("", ""): 100})
    budget = make_budget(space, stage="publishing", zones=(), headings=(), contests=(contest,), amount=100)
    assert [zone.key for zone in budget.zones.all()] == ["all"]
    assert len(make_voters(budget, each=1)) == 1
