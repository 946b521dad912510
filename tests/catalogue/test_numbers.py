import pytest
from django.utils.translation import override

from tequio.catalogue.numbers import rough, spoken
from tequio.catalogue.search.query import About


@pytest.mark.parametrize(
    ("language", "exact", "estimate"),
    [
        ("en", "1,234,567", "about 120,000"),
        ("es", "1\xa0234\xa0567", "cerca de 120\xa0000"),
        ("fr", "1\xa0234\xa0567", "environ 120\xa0000"),
        ("pt-br", "1.234.567", "cerca de 120.000"),
    ],
)
def test_numbers_are_written_as_the_reader_writes_them_and_estimates_called_so(language, exact, estimate):
    with override(language):
        assert spoken(1_234_567) == exact
        assert spoken(About(123_456)) == estimate


@pytest.mark.parametrize(("number", "said"), [(0, 0), (64, 64), (647, 650), (995, 1000), (123_456, 120_000)])
def test_estimates_are_told_in_two_digits(number, said):
    assert rough(number) == said


def test_small_numbers_are_written_plainly():
    assert spoken(999) == "999"
