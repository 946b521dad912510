"""Prices are published together: until then nobody outside the city reads one, on any page, in any file."""

import csv
import io

import pytest

from tequio.decide.budgets.models import Budget
from tests.decide.town import make_proposal


@pytest.fixture
def priced(budget):
    """A proposal that was found feasible while others are still being valued."""
    Budget.objects.filter(pk=budget.pk).update(stage="valuating")
    return make_proposal(budget, "Lamps", stage="feasible", price=7_000_000, running_costs=500_000)


def publish(budget):
    Budget.objects.filter(pk=budget.pk).update(stage="publishing")


def told(client, priced) -> dict[str, bool]:
    """Where the price is told: on the proposal's page, in the list, in both files, in what a list is narrowed by."""
    page = client.get(f"/r/{priced.record.public_id}", follow=True).content.decode().replace("\xa0", " ")
    base = "/en/network/budget/2015/proposals/"
    listed = client.get(base).content.decode().replace("\xa0", " ")
    rows = csv.DictReader(io.StringIO(b"".join(client.get(f"{base}export.csv")).decode()))
    whole = client.get("/en/network/proposals/export.json")
    return {
        "page": "7,000" in page or "500.000" in page or "500 TND" in page,
        "list": "7,000" in listed,
        "csv": any(row["price"] or row["running_costs"] for row in rows),
        "json": "7000000" in b"".join(whole).decode(),
        "narrowed": "Lamps" in client.get(f"{base}?priced=1").content.decode(),
    }


def test_price_is_told_nowhere_before_all_are_published(client, priced):
    assert set(told(client, priced).values()) == {False}


def test_price_is_told_everywhere_once_they_are_published(client, budget, priced):
    publish(budget)
    assert set(told(client, priced).values()) == {True}


def test_page_of_a_feasible_proposal_says_that_its_price_comes(client, priced):
    page = client.get(f"/r/{priced.record.public_id}", follow=True).content.decode()
    assert "It can be done, at the price beside." not in page
    assert "It can be done. Its price is published together with all the others." in page
