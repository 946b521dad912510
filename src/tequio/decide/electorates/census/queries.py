"""Reads of a census file's work."""

from django.db.models import Exists, OuterRef

from tequio.decide.budgets.models import Budget, Work, Zone
from tequio.decide.electorates.models import CensusLine, RollEntry
from tequio.decide.electorates.rules import CENSUS, tidy_name

WHAT = "census"


def work_of(budget: Budget, *, lock: bool = False) -> Work | None:
    """The work on the last census file that was sent: one query."""
    rows = Work.objects.select_for_update() if lock else Work.objects
    return rows.filter(budget=budget, what=WHAT).order_by("-pk").first()


def zone_names(budget: Budget) -> dict[str, int]:
    """Keys and names of the zones, tidied, to their ids: one query."""
    found = {}
    for zone in Zone.objects.filter(budget=budget):
        for name in (*zone.names.values(), zone.key):
            found[tidy_name(name)] = zone.pk
    return found


def comparison(work: Work) -> dict[str, int]:
    """How many would come onto the roll, stay, move to another zone, and leave by a file that replaces: four queries."""
    lines = CensusLine.objects.filter(work=work)
    here = RollEntry.objects.filter(budget=work.budget_id, person_key=OuterRef("person_key"))
    known = lines.filter(Exists(here)).count()
    counts = {"come": lines.count() - known, "stay": known, "move": 0, "leave": 0}
    if work.said.get("replaces"):
        theirs = lines.filter(person_key=OuterRef("person_key"))
        mine = RollEntry.objects.filter(budget=work.budget_id, way=CENSUS)
        counts["leave"] = mine.exclude(Exists(theirs)).count()
        counts["move"] = mine.filter(Exists(theirs.exclude(zone=OuterRef("zone")))).count()
    return counts
