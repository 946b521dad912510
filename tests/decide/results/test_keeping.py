"""What is erased when appeals are over, and when."""

from datetime import timedelta

import pytest

from tequio.decide.budgets.keys import PEPPER, SIGNING, folder_of, has_key
from tequio.decide.electorates.models import Appeal, RollEntry
from tequio.decide.protocol.recount.recounting import recount
from tequio.decide.results import keeping, places
from tequio.decide.results.bundling import publish_bundle
from tequio.decide.results.jobs import erase
from tequio.decide.results.keeping import end_of_appeals, erase_roll, erase_what_is_over
from tequio.decide.results.models import Bundle
from tequio.decide.results.opening import open_ballots
from tequio.decide.results.sealed import NAME
from tequio.decide.results.services import sign_destruction
from tequio.decide.results.settling import settle_roll
from tequio.kit.refusals import Refused

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
    assert erase_what_is_over() == 1
    assert left(published) == []
    assert erase_what_is_over() == 0
