from tequio.catalogue.records.models import Record


def test_actor_with_a_long_name_is_found_again(make_practice):
    entry = {"name": "Association of the neighbours of all the streets that lead to the river " * 3, "as": ""}
    make_practice("First", answers={"owner": [entry]})
    make_practice("Second", answers={"owner": [entry]})
    assert Record.objects.filter(kind="actor").count() == 1
