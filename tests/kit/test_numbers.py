"""Numbers as a language writes them."""

from fractions import Fraction

import pytest

from tequio.kit.numbers import written

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize(
    ("locale", "text"),
    [
        ("en", "1,234,567.50"),
        ("es", "1.234.567,50"),
        ("fr", "1\u202f234\u202f567,50"),
        ("pt", "1.234.567,50"),
        ("pt_BR", "1.234.567,50"),
    ],
)
def test_numbers_are_written_as_the_language_does(locale, text):
    assert written(Fraction(2469135, 2), locale) == text
    assert written(Fraction(-1, 3), locale) == "-0" + text[-3] + "33"
    assert written(10, locale) == "10"
    assert written(Fraction(1, 1000), locale) == "0"
    assert written(2.25, locale, 1) == f"2{text[-3]}2"
