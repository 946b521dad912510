"""Editions whose vote is over, as far as a page needs them: no ballots, no bundle."""

from tequio.decide.budgets.models import Budget
from tequio.decide.results.models import Intrusion, Result, Settlement
from tequio.ground.spaces.models import Space
from tests.decide.town import make_budget


def make_closed(space: Space) -> tuple[Budget, Intrusion]:
    """An edition that is closed, and an intrusion that its settlement found."""
    budget = make_budget(space, slug="closed")
    Budget.objects.filter(pk=budget.pk).update(stage="counting", join_check=b"j" * 32)
    Settlement.objects.create(budget=budget)
    facts = {"receipt": "C6HT-0YG7-9VTY", "is": "altered"}
    return budget, Intrusion.objects.create(budget=budget, code="intrusion.altered", facts=facts)


def make_counted(space: Space, winners: int = 2) -> Budget:
    """A past edition of one contest, with its official result beside our count."""
    budget = make_budget(space, slug="counted")
    Budget.objects.filter(pk=budget.pk).update(stage="finished", origin="city.pb")
    lines = [
        {"id": f"p{at}", "titles": {"en": f"Lamps {at}"}, "cost": 20_000_000, "votes": 50 - at}
        for at in range(1, winners + 1)
    ]
    Result.objects.create(
        budget=budget,
        contest="corniche",
        form={
            "names": {"en": "Light in Corniche"},
            "ballots": 90,
            "projects": winners,
            "winners": lines,
            "budget": 110_000_000,
            "spent": 20_000_000 * winners,
            "ties": [],
            "represented": 812,
        },
        told={"en": ["The projects with the most votes win."]},
        projects=[
            {**line, "won": True, "paid": line["cost"], "effective": 40, "words": {}} for line in lines
        ],
        official=[{"id": "p1", "titles": {"en": "Lamps 1"}}],
    )
    budget.refresh_from_db()
    return budget
