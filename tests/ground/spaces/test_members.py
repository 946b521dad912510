"""The list of members, and giving, taking and leaving roles."""

import pytest
from django.db import IntegrityError, transaction

from tequio.ground.ledger.models import Entry
from tequio.ground.spaces.models import Role
from tequio.ground.spaces.services import give_role, leave, set_roles
from tequio.kit.refusals import Refused
from tests.cast import make_person


def held(person, space):
    return set(Role.objects.filter(person=person, space=space).values_list("role", flat=True))


@pytest.mark.parametrize("count", [1, 3])
def test_list_of_members_costs_six_queries_however_many(
    client, space, bruno, django_assert_num_queries, count
):
    for number in range(count):
        person = make_person(f"Member{number}")
        give_role(person, space, "member", by=None)
        give_role(person, space, "editor", by=None)
    client.force_login(bruno)
    with django_assert_num_queries(6):
        page = client.get("/en/network/members/").content.decode()
    assert page.count("<h2 dir") == count + 1
    assert "Editor" in page


def test_member_sees_names_but_no_addresses(client, space, bruno, amina):
    give_role(amina, space, "member", by=None)
    client.force_login(amina)
    page = client.get("/en/network/members/").content.decode()
    assert "Bruno" in page
    assert "bruno@example.org" not in page
    assert client.get("/en/network/members/?q=bruno@example").content.decode().count("<h2 dir") == 2


def test_coordinator_finds_a_member_by_address(client, space, bruno, amina):
    give_role(amina, space, "member", by=None)
    client.force_login(bruno)
    page = client.get("/en/network/members/?q=amina@").content.decode()
    assert "Amina" in page
    assert page.count("<h2 dir") == 1


def test_coordinator_gives_and_takes_roles_and_each_is_in_the_ledger(client, space, bruno, amina):
    give_role(amina, space, "member", by=None)
    client.force_login(bruno)
    answer = client.post(f"/en/network/members/{amina.pk}/", {"roles": ["editor", "reviewer"]})
    assert answer.status_code == 302
    assert held(amina, space) == {"editor", "reviewer"}
    said = Entry.objects.filter(subject=f"person:{amina.pk}", by=bruno.pk).values_list("action", flat=True)
    assert sorted(said) == ["role.given", "role.given", "role.taken"]


def test_role_given_to_oneself_is_refused_with_a_sentence_that_keeps_what_was_chosen(client, space, bruno):
    client.force_login(bruno)
    answer = client.post(f"/en/network/members/{bruno.pk}/", {"roles": ["coordinator", "secretariat"]})
    assert answer.status_code == 422
    assert "Nobody gives a role to themselves" in answer.content.decode()
    assert held(bruno, space) == {"coordinator"}
    with pytest.raises(Refused, match=r"role\.to_oneself"):
        give_role(bruno, space, "editor", by=bruno)


def test_unknown_role_is_refused(client, space, bruno, amina):
    give_role(amina, space, "member", by=None)
    client.force_login(bruno)
    assert client.post(f"/en/network/members/{amina.pk}/", {"roles": ["king"]}).status_code == 422
    with pytest.raises(Refused, match=r"role\.unknown"):
        set_roles(amina, space, frozenset({"king"}), by=bruno)
    assert held(amina, space) == {"member"}


def test_last_coordinator_does_not_leave_without_a_successor(client, space, bruno, amina):
    client.force_login(bruno)
    answer = client.post("/en/network/leave/")
    assert answer.status_code == 422
    assert "last coordinator" in answer.content.decode()
    give_role(amina, space, "coordinator", by=bruno)
    assert client.post("/en/network/leave/").status_code == 302
    assert held(bruno, space) == set()
    assert client.get("/en/network/leave/").status_code == 404


def test_operator_does_not_take_the_last_coordinators_role(space, bruno):
    oda = make_person("Oda", is_operator=True)
    with pytest.raises(Refused, match=r"role\.last_coordinator"):
        set_roles(bruno, space, frozenset({"member"}), by=oda)


def test_member_leaves(space, amina):
    give_role(amina, space, "member", by=None)
    leave(space, by=amina)
    assert held(amina, space) == set()


def test_database_refuses_an_unknown_role_and_the_same_one_twice(space, amina):
    give_role(amina, space, "member", by=None)
    for role in ("king", "member"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Role.objects.create(person=amina, space=space, role=role)
