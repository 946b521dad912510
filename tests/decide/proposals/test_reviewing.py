"""Officers admit, reject, select and answer."""

import pytest
from django.db import IntegrityError, transaction

from tequio.decide.budgets.models import Budget
from tequio.decide.proposals.models import Proposal
from tequio.decide.proposals.reviewing import admit, admit_the_rest, answer, reject, select_supported
from tequio.ground.ledger.models import Entry
from tequio.kit.refusals import Refused
from tests.decide.town import make_budget, make_proposal


@pytest.fixture
def reviewing(space):
    return make_budget(space, stage="reviewing", options={"support_threshold": 2})


def stage(proposal):
    return Proposal.objects.get(pk=proposal.pk).stage


def test_rejected_proposal_says_why_and_may_come_back(reviewing, bruno):
    lamps = make_proposal(reviewing, "Lamps")
    reject(lamps, reason=" On private land. ", by=bruno)
    lamps.refresh_from_db()
    assert (lamps.stage, lamps.reason) == ("rejected", "On private land.")
    admit(lamps, by=bruno)
    lamps.refresh_from_db()
    assert (lamps.stage, lamps.reason, lamps.admitted is not None) == ("proposed", "", True)


def test_rejecting_without_a_reason_is_refused_by_the_rule_and_by_the_database(reviewing, bruno):
    lamps = make_proposal(reviewing, "Lamps")
    with pytest.raises(Refused, match=r"proposal\.reason_missing"):
        reject(lamps, reason=" ", by=bruno)
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=lamps.pk).update(stage="rejected")


def test_the_rest_is_admitted_in_one_go(reviewing, bruno):
    first = make_proposal(reviewing, "Lamps")
    reject(make_proposal(reviewing, "Trees"), reason="No room.", by=bruno)
    admit(first, by=bruno)
    make_proposal(reviewing, "Benches")
    assert admit_the_rest(reviewing, by=bruno) == 1
    assert Proposal.objects.filter(admitted__isnull=False).count() == 2


def test_those_over_the_threshold_are_selected_in_one_go(reviewing, bruno, django_assert_max_num_queries):
    enough = [make_proposal(reviewing, f"Lamps {number}", supports=2 + number) for number in range(3)]
    few = make_proposal(reviewing, "Trees", supports=1)
    out = make_proposal(reviewing, "Benches", supports=9, stage="rejected", reason="No room.")
    Budget.objects.filter(pk=reviewing.pk).update(stage="selecting")
    with django_assert_max_num_queries(8):
        assert select_supported(reviewing, by=bruno) == 3
    assert {stage(one) for one in enough} == {"selected"}
    assert (stage(few), stage(out)) == ("proposed", "rejected")
    assert Entry.objects.filter(action="proposal.selected").count() == 1
    assert select_supported(reviewing, by=bruno) == 0


def test_review_and_selection_are_refused_outside_their_phases(reviewing, bruno):
    lamps = make_proposal(reviewing, "Lamps")
    with pytest.raises(Refused, match=r"budget\.not_now"):
        select_supported(reviewing, by=bruno)
    Budget.objects.filter(pk=reviewing.pk).update(stage="selecting")
    for act in (lambda: admit(lamps, by=bruno), lambda: reject(lamps, reason="No.", by=bruno)):
        with pytest.raises(Refused, match=r"budget\.not_now"):
            act()
    with pytest.raises(Refused, match=r"budget\.not_now"):
        admit_the_rest(reviewing, by=bruno)


def test_last_answer_holds_and_the_first_one_stays(reviewing, bruno):
    lamps = make_proposal(reviewing, "Lamps")
    answer(lamps, words={"en": "We look into it.", "fr": " "}, by=bruno)
    last = answer(lamps, words={"en": "We will.", "fr": "Nous le ferons."}, by=bruno)
    assert last.words == {"en": "We will.", "fr": "Nous le ferons."}
    assert lamps.official.count() == 2
    with pytest.raises(Refused, match=r"proposal\.answer_missing"):
        answer(lamps, words={"en": "  "}, by=bruno)
