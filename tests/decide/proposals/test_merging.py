"""Two proposals become one when the authors of both consent."""

import pytest
from django.db import IntegrityError, transaction

from tequio.catalogue.links.models import Link
from tequio.decide.proposals.merging import ask_merge, consent, decline
from tequio.decide.proposals.models import Merge, Proposal, Support
from tequio.decide.proposals.queries import writers_of
from tequio.kit.refusals import Refused
from tests.cast import make_person
from tests.decide.town import make_budget, make_proposal


@pytest.fixture
def accepting(space):
    return make_budget(space, stage="accepting")


@pytest.fixture
def two(accepting, amina, dora):
    return make_proposal(accepting, "Lamps", author=amina), make_proposal(accepting, "Lights", author=dora)


def test_merge_waits_for_the_other_side(two, amina):
    lamps, lights = two
    merge = ask_merge(lamps, lights, words="They are the same.", by=amina)
    assert merge.outcome == "waiting"
    assert Proposal.objects.get(pk=lamps.pk).stage == "proposed"


def test_consent_of_both_joins_them_with_supports_united_and_authors_together(two, amina, dora):
    lamps, lights = two
    both, one, other = (make_person(name) for name in ("Both", "One", "Other"))
    for proposal, people in ((lamps, (both, one)), (lights, (both, other))):
        Support.objects.bulk_create(Support(proposal=proposal, person=person) for person in people)
        Proposal.objects.filter(pk=proposal.pk).update(supports=2)
    merge = consent(ask_merge(lamps, lights, words="", by=amina), by=dora)
    lamps, lights = Proposal.objects.get(pk=lamps.pk), Proposal.objects.get(pk=lights.pk)
    assert (merge.outcome, lamps.stage, lamps.merged_into) == ("accepted", "merged", lights)
    assert lights.supports == Support.objects.filter(proposal=lights).count() == 3
    assert writers_of(lights) == [dora, amina]
    assert Link.objects.filter(source=lamps.record, relation="became", target=lights.record).exists()


def test_who_writes_both_joins_them_at_once(accepting, amina):
    lamps, lights = (make_proposal(accepting, title, author=amina) for title in ("Lamps", "Lights"))
    assert ask_merge(lamps, lights, words="", by=amina).outcome == "accepted"


def test_the_other_side_may_ask_too(two, amina, dora):
    lamps, lights = two
    merge = ask_merge(lamps, lights, words="", by=dora)
    assert consent(merge, by=amina).outcome == "accepted"


def test_declined_merge_changes_nothing_and_another_may_be_asked(two, amina, dora):
    lamps, lights = two
    merge = decline(ask_merge(lamps, lights, words="", by=amina), by=dora)
    assert merge.outcome == "declined"
    with pytest.raises(Refused, match=r"proposal\.merge_ended"):
        consent(merge, by=dora)
    assert ask_merge(lamps, lights, words="", by=amina).outcome == "waiting"


def test_somebody_who_writes_neither_decides_nothing(two, amina, bruno):
    lamps, lights = two
    with pytest.raises(Refused, match=r"proposal\.not_yours"):
        ask_merge(lamps, lights, words="", by=bruno)
    merge = ask_merge(lamps, lights, words="", by=amina)
    for act in (consent, decline):
        with pytest.raises(Refused, match=r"proposal\.not_yours"):
            act(merge, by=bruno)


def test_one_question_at_a_time(two, accepting, amina):
    lamps, lights = two
    ask_merge(lamps, lights, words="", by=amina)
    with pytest.raises(Refused, match=r"proposal\.merge_waits"):
        ask_merge(lamps, make_proposal(accepting, "Lanterns", author=amina), words="", by=amina)


def test_merge_is_refused_outside_its_phase_across_editions_and_into_itself(space, two, amina):
    lamps, lights = two
    other = make_proposal(make_budget(space, stage="accepting", slug="2016"), "Lamps", author=amina)
    for target in (other, lamps):
        with pytest.raises(Refused, match=r"proposal\.merge_elsewhere"):
            ask_merge(lamps, target, words="", by=amina)
    type(lamps.budget).objects.filter(pk=lamps.budget_id).update(stage="selecting")
    with pytest.raises(Refused, match=r"budget\.not_now"):
        ask_merge(lamps, lights, words="", by=amina)


def test_database_refuses_an_accepted_merge_without_both_consents(two):
    lamps, lights = two
    with pytest.raises(IntegrityError), transaction.atomic():
        Merge.objects.create(source=lamps, target=lights, outcome="accepted")


@pytest.mark.parametrize("out", ["rejected", "withdrawn"])
def test_what_is_out_of_the_running_is_not_joined(two, amina, out):
    lamps, lights = two
    Proposal.objects.filter(pk=lights.pk).update(stage=out, reason="As said.")
    with pytest.raises(Refused, match=r"proposal\.wrong_step"):
        ask_merge(lamps, lights, words="", by=amina)
