"""An electorate with two people on the roll: Amina by the census, Farid by an officer."""

from datetime import date

import pytest

from tequio.decide.budgets import closing
from tequio.decide.budgets.keys import PEPPER, make_key
from tequio.decide.budgets.models import Budget
from tequio.decide.electorates.models import Electorate
from tequio.decide.electorates.persons import of_census
from tequio.decide.electorates.services import Acquaintance, add_entry, enter_person
from tests.decide.town import make_budget

AMINA = {"number": "AB 12.345", "birth": "31/12/1990"}


@pytest.fixture
def priced(space) -> Budget:
    """La Marsa's edition while prices are published; every way is on."""
    budget = make_budget(space, stage="publishing")
    Electorate.objects.filter(budget=budget).update(by_census=True)
    return budget


@pytest.fixture
def on_roll(priced):
    """Amina's entry, as a census file would have made it."""
    pepper = make_key(priced.pk, PEPPER)
    hashed = of_census(pepper, ["number", "birth"], "AB12345", birth=date(1990, 12, 31))
    return add_entry(priced, hashed, priced.zones.get(key="corniche"))


@pytest.fixture
def farid(priced, bruno):
    """Farid's entry and the code that Bruno handed him."""
    who = Acquaintance("Farid Ben Salah", date(1961, 5, 2), priced.zones.get(key="ville"), "known")
    return enter_person(priced, who, by=bruno)


@pytest.fixture
def open_vote(priced, monkeypatch):
    """Voting is open; how it is opened, and when it closes, is another room's matter."""
    monkeypatch.setattr(closing, "_CLOSES", [])

    def open_it(stage: str = "balloting") -> Budget:
        Budget.objects.filter(pk=priced.pk).update(stage=stage, join_check=b"j" * 32)
        priced.refresh_from_db()
        return priced

    return open_it
