import pytest
from hypothesis import given
from hypothesis import strategies as st

from tequio.kit.money import Money, money
from tequio.kit.refusals import Refused


@pytest.mark.parametrize(
    ("text", "currency", "amount"),
    [
        ("550 000", "TND", 550_000_000),
        ("550.000", "TND", 550_000_000),
        ("550,000.50", "EUR", 55_000_050),
        ("550.000,50", "EUR", 55_000_050),
        ("30,000,000", "USD", 3_000_000_000),
        ("12.5", "EUR", 1250),
        ("0", "JPY", 0),
    ],
)
def test_money_is_read_as_people_type_it(text, currency, amount):
    assert money(text, currency) == Money(amount, currency)


@pytest.mark.parametrize(
    ("text", "currency", "code"),
    [
        ("much", "EUR", "money.unreadable"),
        ("-5", "EUR", "money.unreadable"),
        ("1,2,3", "EUR", "money.unreadable"),
        ("1.255", "XXZ", "money.unknown_currency"),
        ("0.55", "JPY", "money.too_fine"),
        ("9" * 30, "EUR", "money.out_of_range"),
    ],
)
def test_money_refuses_what_it_cannot_keep(text, currency, code):
    with pytest.raises(Refused) as refusal:
        money(text, currency)
    assert refusal.value.code == code


def test_money_is_spoken_in_the_readers_way():
    assert Money(550_000_000, "TND").spoken("fr") == "550\u202f000\xa0TND"
    assert Money(3_000_000_000, "USD").spoken("en") == "30,000,000\xa0USD"


def test_parts_of_a_unit_are_spoken_like_whole_ones():
    assert Money(150_000_050, "UYU").spoken("en") == "1,500,000.50\xa0UYU"
    assert Money(1_234, "TND").spoken("es") == "1,234\xa0TND"


@given(st.integers(1_000_000, 2**53 - 1), st.sampled_from(["EUR", "TND", "JPY"]))
def test_money_survives_its_own_major_units(amount, currency):
    kept = Money(amount, currency)
    assert money(f"{kept.in_units():,.{kept.decimals}f}", currency) == kept


def test_amount_of_a_million_digits_is_refused():
    with pytest.raises(Refused, match=r"money\.out_of_range"):
        money("9" * 1_100_000, "EUR")
