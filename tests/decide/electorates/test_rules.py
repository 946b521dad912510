"""Numbers, names, dates of birth and ages; the rules that may be declared."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tequio.decide.electorates.rules import birth_of, check_rules, old_enough, tidy_name, tidy_number
from tequio.kit.refusals import Refused

pytestmark = pytest.mark.one_database


@pytest.mark.parametrize(
    "text", ["AB 12.345", "ab12345", "AB-12-345", "\u200fAB12345 ", "ＡＢ12345", "AB١٢٣٤٥"]
)
def test_a_number_is_the_same_however_it_is_typed(text):
    assert tidy_number(text) == "AB12345"


def test_zeros_that_a_spreadsheet_drops_do_not_count():
    assert tidy_number("00123") == tidy_number("123") == "123"
    assert tidy_number("000") == "0"
    assert tidy_number("00A1") == "00A1"


@pytest.mark.parametrize(
    "text", ["BEN SALAH, Fa\u00efd", "Faid ben salah", "fai\u0308d  BEN-SALAH", "Salah Ben Faïd"]
)
def test_a_name_is_the_same_in_any_order_and_without_accents(text):
    assert tidy_name(text) == "ben faid salah"


@given(st.text(max_size=60))
def test_what_is_tidy_stays_so(text):
    assert tidy_number(tidy_number(text)) == tidy_number(text)
    assert tidy_name(tidy_name(text)) == tidy_name(text)


@pytest.mark.parametrize(
    "text", ["1990-12-31", "31/12/1990", "31.12.1990", " 31 12 1990 ", "٣١/١٢/١٩٩٠", "1990-12-31 00:00:00"]
)
def test_a_date_of_birth_is_read_as_people_write_it(text):
    assert birth_of(text) == date(1990, 12, 31)


@pytest.mark.parametrize(
    "text", ["", "12/31/1990", "31/02/1990", "1990", "90-12-31", "31/12/0990", "x" * 999]
)
def test_what_is_no_date_is_refused_without_being_repeated(text):
    with pytest.raises(Refused) as refused:
        birth_of(text)
    assert (refused.value.code, refused.value.facts) == ("roll.bad_date", {})


def test_age_is_reached_on_the_birthday_itself():
    assert old_enough(date(2010, 12, 1), date(2026, 12, 1), 16)
    assert not old_enough(date(2010, 12, 2), date(2026, 12, 1), 16)
    assert not old_enough(date(2008, 2, 29), date(2026, 2, 28), 18)
    assert old_enough(date(2008, 2, 29), date(2026, 3, 1), 18)


RULES = {"age": 16, "bonds": ["lives"], "by_code": True, "by_officer": True, "asks": ["number"]}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"by_code": False, "by_officer": False}, "electorate.only_papers"),
        ({"age": 40}, "electorate.age"),
        ({"bonds": []}, "electorate.no_bond"),
        ({"bonds": ["owns"]}, "electorate.no_bond"),
        ({"asks": ["name"]}, "electorate.number_asked"),
    ],
)
def test_rules_that_shut_people_out_are_refused(change, code):
    check_rules(**RULES)
    with pytest.raises(Refused) as refused:
        check_rules(**{**RULES, **change})
    assert refused.value.code == code
