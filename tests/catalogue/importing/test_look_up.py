import pytest

from tequio.catalogue.importing.rules import Arrival
from tequio.catalogue.importing.services import Intake, bring_row, look_up
from tequio.catalogue.records.queries import of_origins
from tequio.know.practices.setup import ensure_template
from tests.cast import practice_content


@pytest.mark.one_database
@pytest.mark.parametrize("origins", [["a:1"], ["a:1", "a:2"]])
def test_origins_are_found_by_their_index(space, origins):
    assert "record_origin_once" in of_origins(space, "practice", origins).explain()


def test_records_without_an_origin_are_never_taken_for_each_other(space, make_practice):
    make_practice("First")
    assert not of_origins(space, "practice", [""]).exists()


@pytest.mark.parametrize("count", [1, 3])
def test_looking_up_asks_the_same_questions_for_one_and_for_three(
    space, make_practice, count, django_assert_num_queries
):
    arrivals = [
        Arrival(practice_content(f"Practice {number}"), origin=f"a:{number}") for number in range(count)
    ]
    for number in range(count):
        make_practice(f"Practice {number}", origin=f"a:{number}")
    intake = Intake(kind="practice", space=space, template=None)
    with django_assert_num_queries(2):
        known = look_up(intake, [*arrivals, Arrival(practice_content("New"), origin="a:new")])
    assert known.keys == {f"a:{number}" for number in range(count)}
    assert set(known.same) == set(known.keys)


def test_a_row_that_somebody_else_brought_meanwhile_is_found_after_all(space, make_practice, places):
    record = make_practice("First", origin="a:1")
    intake = Intake(kind="practice", space=space, template=record.answers.template)
    brought = bring_row(intake, Arrival(practice_content("First"), origin="a:1"), new=True)
    assert (brought.outcome, brought.record_id) == ("unchanged", record.pk)


@pytest.mark.parametrize(("new", "queries"), [(True, 10), (False, 15)])
def test_a_new_row_costs_few_questions(space, places, themes, django_assert_num_queries, new, queries):
    intake = Intake(kind="practice", space=space, template=ensure_template(space))
    arrival = Arrival(practice_content("First", themes=("education",)), origin="a:1")
    with django_assert_num_queries(queries):
        assert bring_row(intake, arrival, new=new).outcome == "made"
