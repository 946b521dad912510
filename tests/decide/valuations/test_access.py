"""Who assigns, values and replies; the filter and the question agree."""

import pytest

from tequio.decide.proposals.models import CoAuthor, Proposal
from tequio.decide.valuations.access import can_assign, can_reply, can_value, valued_by
from tequio.decide.valuations.queries import coauthors_of, with_valuators
from tequio.decide.valuations.services import assign
from tequio.ground.clock import now
from tequio.ground.spaces.queries import standing_of
from tequio.ground.spaces.rules import ROLES
from tequio.ground.spaces.services import give_role, set_roles
from tequio.ground.spaces.standing import VISITOR
from tests.cast import make_person

pytestmark = pytest.mark.django_db
OFFICERS = {"coordinator", "secretariat", "operator"}


@pytest.fixture
def people(space, vera):
    people = {role: make_person(role.title()) for role in ROLES}
    for role, person in people.items():
        give_role(person, space, role, by=None)
    return people | {"valuator": vera, "operator": make_person("Oda", is_operator=True)}


def test_question_and_filter_agree_for_every_role(budget, lamps, bench, people, bruno):
    assign(budget, [lamps.pk], people["valuator"], by=bruno)
    for role, person in people.items():
        standing = standing_of(person)
        assert can_assign(standing, budget.space_id) is (role in OFFICERS)
        seen = set(Proposal.objects.filter(valued_by(standing)))
        held = with_valuators([lamps, bench])
        allowed = {
            one
            for one in (lamps, bench)
            if can_value(standing, budget.space_id, [who.pk for who in held.get(one.pk, ())])
        }
        assert seen == allowed
        assert allowed == ({lamps, bench} if role in OFFICERS else {lamps} if role == "valuator" else set())
    assert not Proposal.objects.filter(valued_by(VISITOR)).exists()


def test_valuator_who_leaves_the_space_values_no_longer(budget, lamps, vera, bruno, space):
    assign(budget, [lamps.pk], vera, by=bruno)
    set_roles(vera, space, frozenset(), by=bruno)
    standing = standing_of(vera)
    assert not can_value(standing, space.pk, [vera.pk])
    assert not Proposal.objects.filter(valued_by(standing)).exists()


def test_author_and_coauthors_reply_and_nobody_else(lamps, amina, vera, bruno):
    noor, paul = make_person("Noor"), make_person("Paul")
    CoAuthor.objects.create(proposal=lamps, person=noor, accepted=now())
    CoAuthor.objects.create(proposal=lamps, person=paul)
    who = coauthors_of(lamps)
    may = [
        person for person in (amina, noor, paul, vera, bruno) if can_reply(standing_of(person), lamps, who)
    ]
    assert may == [amina, noor]
    assert not can_reply(VISITOR, lamps, who)
