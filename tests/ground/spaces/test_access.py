"""Who may run a space and see its members: each role."""

import pytest

from tequio.ground.spaces.access import (
    can_ask,
    can_open_spaces,
    can_run,
    can_see_members,
)
from tequio.ground.spaces.queries import standing_of
from tequio.ground.spaces.rules import ROLES
from tequio.ground.spaces.services import give_role, open_space
from tequio.ground.spaces.standing import VISITOR
from tests.cast import make_person


@pytest.fixture
def everybody(space, dora):
    """One person of each role, an outsider, a coordinator of another space, the operator, a visitor."""
    elsewhere = open_space("elsewhere", names={"en": "Elsewhere"}, language="en", by=None)
    people = {role: make_person(role.title()) for role in ROLES}
    for role, person in people.items():
        give_role(person, space, role, by=None)
    foreign = make_person("Fatou")
    give_role(foreign, elsewhere, "coordinator", by=None)
    people |= {"outsider": dora, "foreign": foreign, "operator": make_person("Oda", is_operator=True)}
    return {"visitor": VISITOR} | {name: standing_of(person) for name, person in people.items()}


def test_only_coordinator_and_operator_run_a_space(everybody, space):
    assert {name for name, one in everybody.items() if can_run(one, space.pk)} == {"coordinator", "operator"}


def test_only_those_who_belong_see_the_members(everybody, space):
    seers = {name for name, one in everybody.items() if can_see_members(one, space.pk)}
    assert seers == {*ROLES, "operator"}


def test_only_those_outside_with_an_account_may_ask(everybody, space):
    askers = {name for name, one in everybody.items() if can_ask(one, space.pk)}
    assert askers == {"outsider", "foreign", "operator"}


def test_only_the_operator_opens_spaces(everybody):
    assert {name for name, one in everybody.items() if can_open_spaces(one)} == {"operator"}


PAGES = ("members/", "members/{person}/", "invite/", "join/requests/", "words/", "words/es/", "look/")


@pytest.mark.parametrize(
    "name", ["visitor", "outsider", "member", "secretariat", "coordinator", "foreign", "operator"]
)
def test_pages_open_to_those_who_may(client, everybody, space, name):
    standing = everybody[name]
    if standing.person_id:
        from tequio.ground.people.models import Person

        client.force_login(Person.objects.get(pk=standing.person_id))
    member = everybody["member"].person_id
    for page in PAGES:
        status = client.get(f"/en/network/{page.format(person=member)}").status_code
        if name == "visitor":
            assert status == 302
        elif page == "members/":
            assert status == (200 if can_see_members(standing, space.pk) else 404)
        else:
            assert status == (200 if can_run(standing, space.pk) else 404), page
    if name not in ("coordinator", "operator"):
        for page in PAGES[1:]:
            answer = client.post(
                f"/en/network/{page.format(person=member)}", {"roles": ["editor"], "act": "accept"}
            )
            assert answer.status_code in (401, 404)
