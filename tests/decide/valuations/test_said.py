"""What the page of a proposal says about its valuation: to everybody, to its author, to those who value."""

import pytest
from django.template.loader import render_to_string

from tequio.decide.budgets.models import Budget
from tequio.decide.proposals.beside import said_to_all, said_to_one
from tequio.decide.proposals.models import Proposal
from tequio.decide.valuations.models import Valuation
from tequio.decide.valuations.queries import in_state, proposal_or_404, rivals_of, what_is_missing
from tequio.decide.valuations.rules import STATES, Findings
from tequio.decide.valuations.said import said_of
from tequio.decide.valuations.services import assign, decide, declare_incompatible, reopen, reply
from tequio.ground.clock import now
from tequio.ground.spaces.queries import standing_of
from tequio.ground.spaces.standing import VISITOR
from tests.decide.town import make_proposal
from tests.decide.valuations.steps import YES, announce_no, keep, let_time_pass, say_yes

pytestmark = pytest.mark.django_db


def said_to(budget, proposal, person=None):
    budget.refresh_from_db()
    found = proposal_or_404(budget, proposal.record.public_id)
    return said_of(found, standing_of(person) if person else VISITOR)


def test_nothing_is_said_before_there_is_something_to_say(budget, lamps, vera, amina):
    keep(lamps, YES, by=vera)
    assert said_to(budget, lamps) is None
    assert said_to(budget, lamps, amina) is None


def test_explanation_is_public_at_once_and_the_price_with_all_the_others(budget, lamps, vera):
    say_yes(lamps, by=vera)
    said = said_to(budget, lamps)
    assert (said.state, said.explanation.text, said.explanation.language) == (
        "feasible",
        "It can be done.",
        "en",
    )
    assert (said.price, said.parts, said.running_costs) == ("", (), "")
    Budget.objects.update(stage="publishing")
    said = said_to(budget, lamps)
    assert (said.price, said.running_costs) == ("9,500.500\xa0TND", "300\xa0TND")
    assert said.parts[0] == ("Ten poles", "8,000\xa0TND")


def test_announced_no_is_for_the_author_and_the_city_alone(budget, lamps, vera, amina, dora, bruno):
    assign(budget, [lamps.pk], vera, by=bruno)
    announce_no(lamps, by=vera)
    assert said_to(budget, lamps) is None
    assert said_to(budget, lamps, dora) is None
    heard, valued = said_to(budget, lamps, amina), said_to(budget, lamps, vera)
    assert (heard.explanation.text, heard.may_reply, heard.may_value) == (
        "El suelo no es de la ciudad.",
        True,
        False,
    )
    assert (valued.may_reply, valued.may_value) == (False, True)


def test_reply_and_answer_are_public_with_the_decision(budget, lamps, vera, amina):
    announce_no(lamps, by=vera)
    replied = reply(lamps, "It is ours.", by=amina)
    assert said_to(budget, lamps) is None
    assert not said_to(budget, lamps, amina).may_reply
    decide(lamps, revision=replied.revision, answer={"es": "No lo es.", "en": "It is not."}, by=vera)
    said = said_to(budget, lamps)
    assert (said.state, said.reply.text, said.answer.text) == ("unfeasible", "It is ours.", "It is not.")


def test_everybody_reads_that_it_is_looked_at_again_and_why(budget, lamps, vera, bruno):
    say_yes(lamps, by=vera)
    reopen(lamps, "Cables were stolen.", by=bruno)
    said = said_to(budget, lamps)
    assert (said.state, said.explanation.text) == ("open", "")
    assert [one.reason for one in said.reopenings] == ["Cables were stolen."]
    page = render_to_string("decide/valuations/said.html", {"said": said, "proposal": lamps})
    assert "Cables were stolen." in page
    assert "The city is looking at it." in page
    assert "It can be done." not in page


def test_fragment_shows_words_as_words(budget, lamps, vera):
    keep(lamps, Findings(True, {"es": "<script>alert(1)</script>"}, YES.parts), by=vera)
    found = Valuation.objects.get()
    decide(lamps, revision=found.revision, by=vera)
    page = render_to_string(
        "decide/valuations/said.html", {"said": said_to(budget, lamps), "proposal": lamps}
    )
    assert "&lt;script&gt;" in page
    assert "<script>" not in page


@pytest.mark.parametrize("signed_in", [False, True])
def test_fragment_costs_few_queries(budget, lamps, vera, amina, django_assert_num_queries, signed_in):
    say_yes(lamps, by=vera)
    found = proposal_or_404(budget, lamps.record.public_id)
    standing = standing_of(amina) if signed_in else VISITOR
    with django_assert_num_queries(3 if signed_in else 1):
        assert said_of(found, standing)


def test_states_of_a_list_are_those_of_its_lines(budget, vera, amina):
    made = [make_proposal(budget, f"Idea {number}", author=amina, stage="selected") for number in range(6)]
    say_yes(made[1], by=vera)
    announce_no(made[2], by=vera)
    announce_no(made[3], by=vera)
    reply(made[3], "No!", by=amina)
    announced = announce_no(made[4], by=vera)
    let_time_pass(made[4])
    announce_no(made[5], by=vera)
    let_time_pass(made[5])
    decide(made[5], revision=announced.revision, by=vera)
    at = now()
    for state in STATES:
        found = set(Proposal.objects.filter(in_state(state, at)))
        stored = {one.proposal_id: one for one in Valuation.objects.all()}
        assert found == {
            one for one in made if (stored[one.pk].state_at(at) if one.pk in stored else "open") == state
        }
        assert found, state


def test_what_is_missing_before_prices_are_published(budget, lamps, bench, vera, bruno):
    third, fourth, fifth = [make_proposal(budget, f"Idea {number}", stage="selected") for number in range(3)]
    keep(bench, Findings(True, {"es": "Sí."}), by=vera)
    announce_no(third, by=vera)
    keep(fourth, YES, by=vera)
    say_yes(fifth, by=vera)
    missing = what_is_missing(budget)
    assert (missing.unvalued, missing.unpriced, missing.hearing, missing.unfinished) == (1, 1, 1, 1)
    assert not missing.ready
    assert missing.over == {}
    dear = make_proposal(budget, "A tram", zone="sidi", stage="feasible", price=110_000_001)
    assert what_is_missing(budget).over == {dear.allocation.contest_id: 110_000_000}


def test_pairs_exclude_each_other_as_long_as_they_are_counted_together(budget, lamps, bench, bruno):
    declare_incompatible(lamps, bench, reason="", by=bruno)
    assert rivals_of(budget) == {lamps.pk: [bench.key], bench.pk: [lamps.key]}
    moved = budget.allocations.get(zone__key="sidi")
    Proposal.objects.filter(pk=bench.pk).update(allocation=moved)
    assert rivals_of(budget) == {}
    assert what_is_missing(budget).apart == 1


def test_page_of_a_proposal_says_to_all_what_is_decided_and_to_its_author_what_is_to_come(
    budget, lamps, vera, amina, dora
):
    announce_no(lamps, by=vera)
    found = proposal_or_404(budget, lamps.record.public_id)
    assert said_to_all(found) == []
    assert said_to_one(found, standing_of(dora)) == []
    [own] = said_to_one(found, standing_of(amina))
    assert "El suelo no es de la ciudad." in own
    assert f"/proposal/{lamps.record.public_id}/reply/" in own
    reopen(lamps, "A new map.", by=vera)
    say_yes(lamps, by=vera)
    [public] = said_to_all(proposal_or_404(budget, lamps.record.public_id))
    assert "It can be done." in public
    assert "A new map." in public
