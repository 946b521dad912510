"""Supports: one for each person, up to the edition's limit, and a counter that never drifts."""

import threading

import pytest
from django.db import IntegrityError, connections, transaction

from tequio.catalogue.publishing.services import hide
from tequio.decide.proposals.models import Proposal, Support
from tequio.decide.proposals.supporting import stop_supporting, support
from tequio.ground.ledger.models import Entry
from tequio.kit.refusals import Refused
from tests.cast import make_person
from tests.decide.town import make_budget, make_proposal


@pytest.fixture
def selecting(space):
    return make_budget(space, stage="selecting", options={"supports_each": 2, "support_threshold": 2})


def counted(proposal):
    return Proposal.objects.get(pk=proposal.pk).supports, Support.objects.filter(proposal=proposal).count()


def test_support_counts_once_and_is_taken_back(selecting, amina):
    lamps = make_proposal(selecting, "Lamps")
    support(lamps, by=amina)
    support(lamps, by=amina)
    assert counted(lamps) == (1, 1)
    stop_supporting(lamps, by=amina)
    stop_supporting(lamps, by=amina)
    assert counted(lamps) == (0, 0)


def test_database_itself_holds_one_support_for_each_person(selecting, amina):
    lamps = make_proposal(selecting, "Lamps")
    Support.objects.create(proposal=lamps, person=amina)
    with pytest.raises(IntegrityError), transaction.atomic():
        Support.objects.create(proposal=lamps, person=amina)


def test_third_support_is_refused_until_one_is_taken_back(selecting, amina):
    lamps, trees, benches = (make_proposal(selecting, title) for title in ("Lamps", "Trees", "Benches"))
    support(lamps, by=amina)
    support(trees, by=amina)
    with pytest.raises(Refused, match=r"proposal\.supports_used"):
        support(benches, by=amina)
    stop_supporting(lamps, by=amina)
    support(benches, by=amina)
    assert counted(benches) == (1, 1)


@pytest.mark.parametrize("stage", ["accepting", "reviewing", "valuating", "balloting", "finished"])
def test_support_is_refused_outside_its_phase(space, amina, stage):
    made = make_budget(space)
    lamps = make_proposal(made, "Lamps")
    type(made).objects.filter(pk=made.pk).update(stage=stage, join_check=b"0" * 32)
    with pytest.raises(Refused, match=r"budget\.not_now"):
        support(lamps, by=amina)
    with pytest.raises(Refused, match=r"budget\.not_now"):
        stop_supporting(lamps, by=amina)


def test_what_is_out_of_the_running_takes_no_supports(selecting, amina):
    lamps = make_proposal(selecting, "Lamps", stage="rejected", reason="On private land.")
    with pytest.raises(Refused, match=r"proposal\.not_running"):
        support(lamps, by=amina)


def test_hidden_proposal_takes_no_supports(selecting, amina, bruno):
    lamps = make_proposal(selecting, "Lamps")
    hide(lamps.record, reason="An advertisement.", by=bruno)
    with pytest.raises(Refused, match=r"proposal\.not_there"):
        support(lamps, by=amina)


def test_ledger_never_says_who_supports_whom(selecting, amina):
    lamps = make_proposal(selecting, "Lamps")
    support(lamps, by=amina)
    stop_supporting(lamps, by=amina)
    said = Entry.objects.filter(action__startswith="proposal.supported").values_list("by", "subject")
    assert list(said) == [(None, f"record:{lamps.pk}")] * 2


@pytest.mark.django_db(transaction=True)
def test_fifty_people_at_once_are_fifty_supports(space):
    edition = make_budget(space, stage="selecting")
    lamps = make_proposal(edition, "Lamps")
    people = [make_person(f"Person{number}") for number in range(50)]
    at_once([lambda person=person: support(lamps, by=person) for person in people])
    assert counted(lamps) == (50, 50)


@pytest.mark.django_db(transaction=True)
def test_one_person_fifty_times_at_once_is_one_support(space, amina):
    edition = make_budget(space, stage="selecting", options={"supports_each": 1})
    lamps, trees = make_proposal(edition, "Lamps"), make_proposal(edition, "Trees")
    refused = []

    def once(proposal):
        try:
            support(proposal, by=amina)
        except Refused as refusal:
            refused.append(refusal.code)

    at_once([lambda one=(lamps, trees)[number % 2]: once(one) for number in range(50)])
    assert sorted([counted(lamps), counted(trees)]) == [(0, 0), (1, 1)]
    assert refused == ["proposal.supports_used"] * 25


def at_once(works):
    def run(work):
        try:
            work()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
