import pytest

from tequio.kit.words import count_words


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("One word", 2),
        ("can't stop", 2),
        ("3.5 million, 1,000 lamps", 4),
        ("ñandú café", 2),
        ("— … !", 0),
        ("e-mail", 2),
        ("مرحبا بالعالم", 2),
    ],
)
def test_words_are_counted_by_unicode_boundaries(text, count):
    assert count_words(text) == count
