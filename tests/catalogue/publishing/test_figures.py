import pytest

from tequio.catalogue.publishing.asking.figures import number
from tequio.kit.refusals import Refused


@pytest.mark.parametrize(
    ("typed", "read"), [("1 200", 1200), ("0", 0), ("0" * 5000 + "7", 7), ("1" + "0" * 12, 10**12)]
)
def test_number_is_read_as_people_type_it(typed, read):
    assert number(typed, "cost") == read


@pytest.mark.parametrize("typed", ["twelve", "-1", "1.5", "1" + "0" * 13, "9" * 5000])
def test_number_that_is_none_or_too_large_is_refused(typed):
    with pytest.raises(Refused, match=r"field\.not_a_number"):
        number(typed, "cost")
