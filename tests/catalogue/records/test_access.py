import pytest

from tequio.catalogue.records.access import can_see, visible_to
from tequio.catalogue.records.models import Record
from tequio.ground.spaces.queries import standing_of
from tequio.ground.spaces.standing import VISITOR, Standing


@pytest.fixture
def one_of_each(make_practice, amina, space):
    """A record in each visibility, of Amina and of nobody."""
    for author in (amina, None):
        for visibility in Record.Visibility.values:
            record = make_practice(by=author)
            Record.objects.filter(pk=record.pk).update(visibility=visibility)
    return list(Record.objects.all())


def test_visible_to_agrees_with_can_see_for_everybody(one_of_each, amina, bruno, dora):
    everybody = [VISITOR, Standing(person_id=99, is_operator=True), *map(standing_of, (amina, bruno, dora))]
    for standing in everybody:
        seen = set(Record.objects.filter(visible_to(standing)))
        assert seen == {record for record in one_of_each if can_see(standing, record)}


def test_outsider_sees_only_what_is_published(one_of_each, dora):
    seen = Record.objects.filter(visible_to(standing_of(dora)))
    assert {record.visibility for record in seen} == {"published"}
