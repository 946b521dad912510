"""What an edition begins with."""

import pytest

from tequio.decide.budgets.queries import as_before
from tequio.ground.spaces.services import set_time_zone
from tests.decide.town import make_budget


@pytest.mark.parametrize(
    ("zone", "money"), [("UTC", "EUR"), ("Africa/Tunis", "TND"), ("America/Sao_Paulo", "BRL")]
)
def test_first_edition_begins_with_the_zone_and_the_money_of_the_space(space, zone, money):
    assert as_before(set_time_zone(space, zone, by=None)) == (money, zone)


def test_next_edition_begins_as_the_one_before_it(space):
    make_budget(set_time_zone(space, "America/Lima", by=None))
    assert as_before(space) == ("TND", "Africa/Tunis")
