import pytest

from tequio.kit.plain import whole_number


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("7", 7),
        ("007", 7),
        ("", 0),
        ("-1", 0),
        ("1.5", 0),
        ("\u0663", 0),
        ("9" * 18, 10**18 - 1),
        ("9" * 19, 0),
        ("9" * 5000, 0),
    ],
)
def test_a_number_is_read_and_nonsense_is_none(text, number):
    assert whole_number(text) == number
