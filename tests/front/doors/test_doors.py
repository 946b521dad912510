"""Every door opens to whom it should, and to nobody else: every route x person x visibility x space x method."""

import pytest

from tests.front.doors.walking import ROLES, TABLE, Door, declared, walk, written

pytestmark = pytest.mark.one_database
REFUSED = {"in", "401", "403", "404", "405", "409"}
# Pages of a record that only those who may change it open.
OF_WRITERS = {"practice-part", "practice-keep", "practice-check", "practice-preview", "desk-record"}
OF_READERS = {"practice", "actor", "file", "proposal"}


SEEN: dict[Door, tuple[str, ...]] = {}


@pytest.fixture
def found(places, settings, tmp_path):
    """What was found on the one walk that all these tests look at."""
    if not SEEN:
        settings.MEDIA_ROOT = tmp_path
        SEEN.update(walk())
    return SEEN


def test_each_door_answers_as_the_table_says(found):
    table = declared()
    odd = {door: codes for door, codes in found.items() if table.get(door) != codes}
    advice = (
        f"these lines are missing in {TABLE.name} or say something else; write them there if they are right:"
    )
    assert not odd, "\n".join([advice, *written(odd)])


def test_table_names_no_door_that_is_gone(found):
    assert [door for door in declared() if door not in found] == []


def codes(found, door: Door) -> dict[str, str]:
    return dict(zip(ROLES, found[door], strict=True))


def test_what_is_not_published_is_seen_by_its_author_and_those_who_publish(found):
    for door in found:
        if (
            door.route in OF_READERS
            and door.method == "GET"
            and door.state in {"draft", "submitted", "hidden"}
        ):
            said = codes(found, door)
            assert {said[role] for role in ("visitor", "dora", "chen")} <= REFUSED, door


def test_what_only_writers_open_is_shut_to_everybody_else(found):
    for door in found:
        if door.route in OF_WRITERS:
            said = codes(found, door)
            assert {said[role] for role in ("visitor", "dora", "chen")} <= REFUSED, door


def test_first_draft_is_its_authors_alone(found):
    for door in found:
        if door.route in OF_WRITERS - {"desk-record"} and door.state == "draft":
            assert codes(found, door)["bruno"] in REFUSED, door


def test_record_has_no_page_of_writing_in_a_space_that_is_not_its_own(found):
    for door in found:
        if door.route in OF_WRITERS and door.space == "other":
            assert set(found[door]) <= REFUSED, door


def test_no_door_answers_with_a_fault(found):
    assert [door for door, said in found.items() if any(code.startswith("5") for code in said)] == []
