"""What is erased when appeals are over, and when."""

from datetime import date, timedelta

import pytest

from tequio.decide.budgets.keys import PEPPER, SIGNING, folder_of, has_key, make_key
from tequio.decide.budgets.models import Budget
from tequio.decide.electorates.models import Appeal, RollEntry
from tequio.decide.protocol.recount.recounting import recount
from tequio.decide.results import keeping, places
from tequio.decide.results.bundling import publish_bundle
from tequio.decide.results.jobs import erase
from tequio.decide.results.keeping import end_of_appeals, erase_roll, to_erase
from tequio.decide.results.models import Bundle, Settlement
from tequio.decide.results.opening import open_ballots
from tequio.decide.results.sealed import NAME
from tequio.decide.results.services import sign_destruction
from tequio.decide.results.settling import settle_roll
from tequio.ground.ledger.models import Entry
from tequio.kit.refusals import Refused
from tests.decide.dying import run_until
from tests.decide.town import make_budget

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def published(closed, bruno, elif_):
    settle_roll(closed, by=bruno)
    for officer in (bruno, elif_):
        sign_destruction(closed, by=officer)
    open_ballots(closed, by=bruno)
    publish_bundle(closed, by=bruno)
    return closed


def left(budget) -> list[object]:
    """What still tells who voted, or could sign in the vote's name."""
    files = [name for name in (NAME, PEPPER, SIGNING) if (folder_of(budget.pk) / name).exists()]
    return [*files, *RollEntry.objects.filter(budget=budget), *Appeal.objects.filter(budget=budget)]


def test_roll_and_last_keys_go_and_the_record_stays(published, bruno):
    Appeal.objects.create(budget=published, code="K7QF", words="I moved here in May.")
    roll = bytes(published.settlement.roll)
    for _ in range(2):
        erase_roll(published, by=bruno)
    assert left(published) == []
    published.settlement.refresh_from_db()
    assert bytes(published.settlement.roll) == roll
    assert recount(places.folder_of(published.pk) / places.PACKED)[0].holds


def test_nothing_is_erased_before_the_publication(closed, bruno):
    settle_roll(closed, by=bruno)
    with pytest.raises(Refused) as refused:
        erase_roll(closed, by=bruno)
    assert refused.value.code == "settlement.out_of_order"
    assert has_key(closed.pk, SIGNING)


def test_clock_erases_after_sixty_days(published, monkeypatch):
    erase()
    assert left(published)
    bundle = Bundle.objects.get(budget=published)
    assert (end_of_appeals(bundle) - bundle.published).days == 60
    monkeypatch.setattr(keeping, "today", lambda budget: end_of_appeals(bundle) + timedelta(days=1))
    erase()
    assert left(published) == []
    assert to_erase() == []


def test_vote_whose_erasure_fails_holds_up_no_other(published, space):
    other = make_budget(space, slug="other")
    Budget.objects.filter(pk=other.pk).update(stage="finished", join_check=b"j" * 32)
    Settlement.objects.create(budget=other, step="published", roll=b"{}")
    Bundle.objects.create(budget=other, sha256=b"s" * 32, published=date(2026, 1, 1))
    make_key(other.pk, PEPPER)
    Bundle.objects.filter(budget=published).update(published=date(2026, 1, 1))
    first = min(published.pk, other.pk)
    # Its sealed roll cannot be written over: something else lies in its place.
    (folder_of(first) / NAME).unlink(missing_ok=True)
    (folder_of(first) / NAME).mkdir()
    with pytest.raises(IsADirectoryError):
        erase()
    assert [budget.pk for budget in to_erase()] == [first]


def test_erasure_killed_before_its_commit_is_done_again(published, bruno, monkeypatch):
    run_until(monkeypatch, keeping, "note", erase_roll, published, by=bruno)
    assert RollEntry.objects.filter(budget=published).exists()
    assert not has_key(published.pk, PEPPER)
    for _ in range(2):
        erase_roll(published, by=bruno)
    assert left(published) == []
    assert Entry.objects.filter(action="roll.erased").count() == 1
