import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.utils.translation import override, to_locale

import tequio
from tequio.catalogue.numbers import rough, spoken
from tequio.catalogue.publishing.board import Counts
from tequio.catalogue.search.query import About
from tequio.ground.figures import figure
from tequio.kit.money import Money


@pytest.mark.parametrize(
    ("language", "exact", "estimate"),
    [
        ("en", "1,234,567", "about 120,000"),
        ("es", "1.234.567", "cerca de 120.000"),
        ("fr", "1\u202f234\u202f567", "environ 120\u202f000"),
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


@pytest.mark.parametrize("language", ["en", "es", "fr", "pt-br"])
@pytest.mark.parametrize("number", [0, 999, 1000, 12_345, 1_234_567])
def test_pages_write_a_number_as_they_write_an_amount_of_money(language, number):
    with override(language):
        assert spoken(number) == figure(number)
        assert Money(number, "JPY").spoken(to_locale(language)) == f"{spoken(number)}\xa0JPY"


@pytest.mark.parametrize(("language", "said"), [("en", "12,345"), ("es", "12.345"), ("fr", "12\u202f345")])
def test_counts_on_pages_are_written_so_too(language, said):
    counts = Counts(waiting=12_345, returned=0, offered=0, untouched=0, private=0)
    with override(language):
        assert f">{said}<" in render_to_string("desk/tabs.html", {"counts": counts, "page": "/"})


def test_nothing_but_the_kit_writes_numbers():
    ways = re.compile(r"number_format|intcomma|floatformat|localize|format_decimal|format_currency")
    files = [path for path in Path(tequio.__file__).parent.rglob("*") if path.suffix in {".py", ".html"}]
    found = {path.name for path in files if ways.search(path.read_text())}
    assert found == {"numbers.py", "money.py"}
