"""What somebody with the database alone can do to a closed vote, and how the settlement stops at it."""

import pytest
from django.db import connection

from tequio.decide.ballots.models import Ballot
from tequio.decide.electorates.models import RollEntry
from tequio.decide.logs.models import Leaf
from tequio.decide.protocol.recount.recounting import recount
from tequio.decide.results.bundling import FOLDER, folder_of, publish_bundle
from tequio.decide.results.models import Intrusion, Opening
from tequio.decide.results.opening import open_ballots
from tequio.decide.results.services import decide_intrusion, sign_destruction
from tequio.decide.results.settling import settle_roll
from tequio.kit.refusals import Refused

pytestmark = pytest.mark.django_db(transaction=True)


def stopped(budget, by) -> list[Intrusion]:
    """The intrusions at which the settlement stops."""
    with pytest.raises(Refused) as refused:
        settle_roll(budget, by=by)
    assert refused.value.code == "settlement.intrusions"
    return list(Intrusion.objects.filter(budget=budget).order_by("code"))


def alter(budget):
    row = Ballot.objects.filter(budget=budget.pk).order_by("id").first()
    other = Ballot.objects.filter(budget=budget.pk, zone=row.zone).exclude(choices=row.choices).first()
    row.choices = other.choices
    row.save()


def add(budget):
    row = Ballot.objects.filter(budget=budget.pk).order_by("id").first()
    entry = RollEntry.objects.filter(budget=budget, voted_on=None).first()
    row.id, row.chain = bytes(entry.id), b"c" * 16
    row.save(force_insert=True)


def delete(budget):
    Ballot.objects.filter(budget=budget.pk).order_by("id")[0].delete()


def set_back(budget):
    row = Ballot.objects.filter(budget=budget.pk, turn=2).order_by("id").first()
    row.turn = 1
    row.save()


def exchange(budget):
    first, second = Ballot.objects.filter(budget=budget.pk, zone="sidi", turn=1).order_by("id")[:2]
    Ballot.objects.filter(pk=second.pk).update(chain=b"x" * 16)
    Ballot.objects.filter(pk=first.pk).update(chain=second.chain)
    Ballot.objects.filter(pk=second.pk).update(chain=first.chain)


DEEDS = {
    alter: ({"intrusion.altered", "intrusion.not_logged"}, "altered"),
    add: (
        {"intrusion.altered", "intrusion.chain", "intrusion.no_entry", "intrusion.not_logged"},
        "no-entry",
    ),
    delete: ({"intrusion.no_ballot"}, "no-entry"),
    set_back: ({"intrusion.altered", "intrusion.no_ballot"}, "altered"),
    exchange: ({"intrusion.chain", "intrusion.not_logged"}, "altered"),
}


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.__name__)
def test_deed_is_found_decided_and_told_in_the_bundle(closed, bruno, elif_, deed):
    deed(closed)
    codes, decision = DEEDS[deed]
    found = stopped(closed, bruno)
    assert {one.code for one in found} == codes
    for one in found:
        decide_intrusion(one, "The table was written to by night.", by=bruno)
    assert {one.decision for one in Intrusion.objects.all()} == {decision}
    settle_roll(closed, by=bruno)
    for officer in (bruno, elif_):
        sign_destruction(closed, by=officer)
    open_ballots(closed, by=bruno)
    publish_bundle(closed, by=bruno)
    findings, case = recount(folder_of(closed.pk) / FOLDER)
    assert findings.holds, findings.found
    lost = {add: 0, exchange: 2}.get(deed, 1)
    assert sum(case.annulled.values()) == lost
    assert case.box.counted == 54 - lost


def test_decision_needs_a_reason(closed, bruno):
    delete(closed)
    (one,) = stopped(closed, bruno)
    with pytest.raises(Refused) as refused:
        decide_intrusion(one, "  ", by=bruno)
    assert refused.value.code == "settlement.reason_missing"


def test_what_was_mended_is_found_no_more(closed, bruno):
    row = Ballot.objects.filter(budget=closed.pk).order_by("id").first()
    delete(closed)
    assert len(stopped(closed, bruno)) == 1
    row.save(force_insert=True)
    settle_roll(closed, by=bruno)
    assert not Intrusion.objects.exists()


def unlocked(statement, params):
    """What somebody does who first takes the triggers away."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("ALTER TABLE decide_leaf DISABLE TRIGGER decide_leaf_fixed")
            cursor.execute(statement, params)
            cursor.execute("ALTER TABLE decide_leaf ENABLE TRIGGER decide_leaf_fixed")
            return
        cursor.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'decide_leaf'"
        )
        guards = cursor.fetchall()
        for name, _sql in guards:
            cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute(statement, params)
        for _name, sql in guards:
            cursor.execute(sql)


def test_log_that_was_touched_cannot_be_settled(closed, bruno):
    last = Leaf.objects.filter(budget=closed).order_by("-position").first()
    unlocked("UPDATE decide_leaf SET hash = %s WHERE id = %s", [b"h" * 32, last.pk])
    with pytest.raises(Refused) as refused:
        settle_roll(closed, by=bruno)
    assert refused.value.code == "settlement.log_broken"


def test_what_lies_beside_a_leaf_cannot_be_decided_away(closed, bruno):
    last = Leaf.objects.filter(budget=closed, kind="ballot").order_by("-position").first()
    unlocked("UPDATE decide_leaf SET turn = turn + 5 WHERE id = %s", [last.pk])
    leaf = next(one for one in stopped(closed, bruno) if one.code == "intrusion.leaf")
    with pytest.raises(Refused) as refused:
        decide_intrusion(leaf, "Somebody was here.", by=bruno)
    assert refused.value.code == "settlement.log_broken"


@pytest.mark.parametrize("deed", [alter, delete], ids=lambda deed: deed.__name__)
def test_ballot_changed_after_the_settlement_stops_the_opening(closed, bruno, elif_, deed):
    settle_roll(closed, by=bruno)
    for officer in (bruno, elif_):
        sign_destruction(closed, by=officer)
    deed(closed)
    with pytest.raises(Refused) as refused:
        open_ballots(closed, by=bruno)
    assert refused.value.code == "settlement.ballot_altered"
    assert (Ballot.objects.count() >= 53, Opening.objects.count()) == (True, 0)


def test_ballot_annulled_by_hand_after_the_settlement_stops_the_opening(closed, bruno, elif_):
    settle_roll(closed, by=bruno)
    for officer in (bruno, elif_):
        sign_destruction(closed, by=officer)
    Ballot.objects.filter(pk=Ballot.objects.first().pk).update(annulled="twice")
    with pytest.raises(Refused) as refused:
        open_ballots(closed, by=bruno)
    assert refused.value.code == "settlement.openings_differ"
    assert (Ballot.objects.count(), Opening.objects.count()) == (54, 0)
