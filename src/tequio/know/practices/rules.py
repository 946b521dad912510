"""The stages of a practice and what its answers say of when it was."""

from collections.abc import Mapping
from typing import Any

MATURITIES = ("innovation", "promising", "good", "institutionalised")
OWNER, PARTNERS = "owner", "partners"
RELATION_OF = {OWNER: "owner", PARTNERS: "partner"}


def first_year(answers: Mapping[str, Any]) -> int | None:
    """Return the year of the earliest key date; None when there is no date."""
    years = [int(str(item["when"])[:4]) for item in answers.get("dates", ()) if item.get("when")]
    return min(years, default=None)
