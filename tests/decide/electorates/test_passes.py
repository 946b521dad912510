"""The sealed cookie of a voter."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from tequio.decide.budgets.models import Budget
from tequio.decide.electorates.passes import give_pass, name_of, read_pass

pytestmark = pytest.mark.one_database
ENTRY = b"e" * 16


def request_with(budget, value):
    request = RequestFactory().get("/")
    request.COOKIES[name_of(budget)] = value
    return request


def given(budget=7):
    response = HttpResponse()
    give_pass(response, Budget(pk=budget), ENTRY)
    return response.cookies[name_of(budget)]


def test_a_pass_names_its_entry_and_hides_it():
    cookie = given()
    assert read_pass(request_with(7, cookie.value), 7) == ENTRY
    assert ENTRY.hex() not in cookie.value
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"


def test_a_pass_is_good_for_one_edition():
    assert read_pass(request_with(8, given(7).value), 8) is None


@pytest.mark.parametrize("value", ["", "x", "gAAAA", "é" * 30])
def test_what_is_no_pass_opens_nothing(value):
    assert read_pass(request_with(7, value), 7) is None


def test_a_pass_ends_after_half_an_hour(monkeypatch):
    cookie = given()
    import time

    later = time.time() + 1801
    monkeypatch.setattr(time, "time", lambda: later)
    assert read_pass(request_with(7, cookie.value), 7) is None
