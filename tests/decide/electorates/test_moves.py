"""Moving somebody to another zone: nobody learns whether they voted, and no ballot is left that nobody explains."""

import pytest

from tequio.decide.ballots import casting
from tequio.decide.ballots.models import Ballot
from tequio.decide.ballots.queries import rules_of
from tequio.decide.budgets.keys import PEPPER, make_key
from tequio.decide.budgets.models import Work
from tequio.decide.electorates.models import Appeal, RollEntry
from tequio.decide.electorates.queries import counts_of, entry_by_code
from tequio.decide.electorates.services import give_code, move, restore, strike
from tequio.decide.logs.services import close_vote
from tequio.decide.protocol.recount.recounting import recount
from tequio.decide.protocol.roll import read_roll
from tequio.decide.results import bundling
from tequio.decide.results.bundling import publish_bundle
from tequio.decide.results.models import Intrusion
from tequio.decide.results.opening import open_ballots
from tequio.decide.results.services import sign_destruction
from tequio.decide.results.settling import settle_roll
from tequio.ground.clock import told
from tequio.ground.ledger.models import Entry, EntryDetail
from tequio.ground.spaces.services import give_role
from tequio.kit.refusals import Refused
from tests.cast import make_person
from tests.decide.ballots.pages import address, come_in
from tests.decide.logs.test_races import at_once
from tests.decide.town import cast_as, make_budget, make_vote, make_voters

ROLL = "/en/network/budget/2015/electorate/roll/"


def settle(vote, *officers):
    """Lead a vote from its close to its bundle, and return what the recount says of it."""
    with told(rules_of(vote.pk).closes):
        close_vote(vote, by=None)
        settle_roll(vote, by=officers[0])
        roll = read_roll(bytes(vote.settlement.roll))
        for officer in officers:
            sign_destruction(vote, by=officer)
        open_ballots(vote, by=officers[0])
        publish_bundle(vote, by=officers[0])
    findings, case = recount(bundling.folder_of(vote.pk) / bundling.FOLDER)
    assert findings.holds, findings.found
    return roll, case


@pytest.mark.django_db
def test_officer_reads_the_same_whether_somebody_voted_or_not(client, vote, bruno):
    client.force_login(bruno)
    voted, silent = vote.roll.filter(zone__key="corniche").select_related("zone")[:2]
    cast_as(voted, "p1")
    pages = []
    for entry in (voted, silent):
        said = {"act": "move", "entry": bytes(entry.pk).hex(), "zone": "ville"}
        answer = client.post(ROLL, said, follow=True)
        assert "they vote anew in that zone" in answer.content.decode()
        pages.append((answer.status_code, answer.redirect_chain))
        entry.refresh_from_db()
        assert entry.struck == "moved"
    assert pages[0] == pages[1]
    assert {one.marked for one in counts_of(vote)} == {0}
    details = list(EntryDetail.objects.filter(entry__action="roll.moved").values_list("data", flat=True))
    assert details == [{"zone": "ville"}] * 2


@pytest.mark.django_db(transaction=True)
def test_ballot_left_in_the_old_zone_is_annulled_and_the_new_one_counts(vote, bruno, space):
    elif_ = make_person("Elif")
    give_role(elif_, space, "secretariat", by=None)
    keys = set(map(bytes, vote.roll.values_list("person_key", flat=True)))
    voted, silent = vote.roll.filter(zone__key="corniche").select_related("zone")[:2]
    cast_as(voted, "p1")
    for entry in (voted, silent):
        move(vote, entry, vote.zones.get(key="ville"), by=bruno)
    moved = [one for one in vote.roll.filter(zone__key="ville") if bytes(one.person_key)[:5] == b"corni"]
    assert len(moved) == 2
    assert keys <= set(map(bytes, vote.roll.values_list("person_key", flat=True)))
    cast_as(moved[0], "p7")
    roll, case = settle(vote, bruno, elif_)
    assert not Intrusion.objects.exists()
    assert (roll.entitled, roll.voted, dict(roll.annulled)) == (22, 2, {"moved": 1})
    assert case.box.counted == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("when", ["before", "after"])
def test_first_cast_at_the_moment_of_a_move_is_no_intrusion(vote, bruno, space, monkeypatch, when):
    """The cast has looked the voter up, and the move comes just before or just after its statement."""
    elif_ = make_person("Elif")
    give_role(elif_, space, "secretariat", by=None)
    entry = vote.roll.filter(zone__key="corniche").select_related("zone").first()
    whole = casting._run

    def moved_meanwhile():
        (fault,) = at_once(lambda: move(vote, entry, vote.zones.get(key="ville"), by=bruno))
        assert fault is None

    def at_that_moment(*args):
        monkeypatch.setattr(casting, "_run", whole)
        if when == "before":
            moved_meanwhile()
        row = whole(*args)
        if when == "after":
            moved_meanwhile()
        return row

    monkeypatch.setattr(casting, "_run", at_that_moment)
    cast_as(entry, "p1")
    roll, case = settle(vote, bruno, elif_)
    assert not Intrusion.objects.exists()
    assert (roll.voted, dict(roll.annulled), case.box.counted) == (1, {"moved": 1}, 0)


@pytest.mark.django_db
def test_code_and_appeal_go_with_the_person_and_the_old_entry_is_nobodys(vote, bruno):
    make_key(vote.pk, PEPPER)
    entry = vote.roll.filter(zone__key="corniche").first()
    key = bytes(entry.person_key)
    code = give_code(vote, entry, by=bruno)
    appeal = Appeal.objects.create(budget=vote, code="K7QF", words="I moved in May.", entry=entry)
    move(vote, entry, vote.zones.get(key="ville"), by=bruno)
    found = entry_by_code(vote, code)
    assert (found.zone.key, bytes(found.person_key), found.struck) == ("ville", key, "")
    appeal.refresh_from_db()
    assert appeal.entry == found
    for again in (restore, lambda *args, by: move(*args, vote.zones.get(key="sidi"), by=by)):
        with pytest.raises(Refused, match=r"roll\.left_behind"):
            again(vote, entry, by=bruno)
    strike(vote, entry, "twice", by=bruno)
    entry.refresh_from_db()
    assert (entry.struck, entry.proof, entry.name_key) == ("moved", None, None)
    assert RollEntry.objects.filter(budget=vote, person_key=key).count() == 1
    assert Entry.objects.filter(action="roll.moved").count() == 1


@pytest.mark.django_db
def test_who_was_moved_while_they_vote_is_told_to_come_in_again(client, vote, bruno):
    entry = vote.roll.filter(zone__key="corniche").select_related("budget").first()
    come_in(client, entry)
    move(vote, entry, vote.zones.get(key="ville"), by=bruno)
    door = client.get(address(vote), follow=True).content.decode()
    assert "You were moved to another zone." in door
    assert "struck" not in door
    assert not Ballot.objects.exists()


@pytest.mark.django_db
def test_move_to_the_same_zone_changes_nothing(vote, bruno):
    entry = vote.roll.filter(zone__key="corniche").select_related("zone").first()
    move(vote, entry, entry.zone, by=bruno)
    entry.refresh_from_db()
    assert (entry.struck, vote.roll.count()) == ("", 20)


@pytest.mark.django_db
def test_before_the_vote_a_move_changes_the_entry(space, bruno):
    budget = make_budget(space, stage="publishing")
    entry = make_voters(budget, each=1)[0]
    move(budget, entry, budget.zones.get(key="ville"), by=bruno)
    entry.refresh_from_db()
    assert (entry.zone.key, entry.struck, budget.roll.count()) == ("ville", "", 5)


@pytest.mark.django_db
@pytest.mark.parametrize("closed", [False, True])
def test_nobody_is_moved_after_the_close(space, bruno, closed):
    vote = make_vote(space)
    entry = vote.roll.filter(zone__key="corniche").first()
    with told(rules_of(vote.pk).closes):
        if closed:
            close_vote(vote, by=None)
        with pytest.raises(Refused, match=r"roll\.closed"):
            move(vote, entry, vote.zones.get(key="ville"), by=bruno)


@pytest.mark.django_db
def test_nobody_is_moved_while_their_letter_is_made(vote, bruno):
    entry = vote.roll.filter(zone__key="corniche").first()
    work = Work.objects.create(budget=vote, what="codes", state="running")
    with pytest.raises(Refused, match=r"letters\.under_way"):
        move(vote, entry, vote.zones.get(key="ville"), by=bruno)
    Work.objects.filter(pk=work.pk).update(state="done")
    move(vote, entry, vote.zones.get(key="ville"), by=bruno)


@pytest.mark.django_db
def test_struck_person_is_restored_before_they_are_moved(vote, bruno):
    entry = vote.roll.filter(zone__key="corniche").first()
    strike(vote, entry, "twice", by=bruno)
    with pytest.raises(Refused, match=r"roll\.restore_first"):
        move(vote, entry, vote.zones.get(key="ville"), by=bruno)
