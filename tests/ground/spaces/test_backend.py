from tequio.ground.spaces.backend import Backend
from tequio.ground.spaces.queries import roles_of, standing_of
from tequio.ground.spaces.services import give_role, open_space


def test_person_of_a_session_brings_all_roles_in_one_query(bruno, space, django_assert_num_queries):
    other = open_space("other", names={"en": "Other"}, language="en", by=None)
    for role in ("editor", "translator"):
        give_role(bruno, other, role, by=None)
    with django_assert_num_queries(1):
        standing = standing_of(Backend().get_user(bruno.pk))
    assert standing.roles == roles_of(bruno)
    assert standing.holds(other.pk, "editor")


def test_person_without_roles_is_found_all_the_same(amina):
    assert standing_of(Backend().get_user(amina.pk)).roles == {}


def test_closed_account_is_nobody(amina):
    amina.is_active = False
    amina.save()
    assert Backend().get_user(amina.pk) is None


def test_account_that_is_gone_is_nobody(db):
    assert Backend().get_user(4711) is None
