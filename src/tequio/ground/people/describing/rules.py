"""What may be said of oneself, and how coarsely it is counted."""

from collections.abc import Mapping

STATE, ECONOMY, CIVIL_SOCIETY, ACADEMIA = "state", "economy", "civil-society", "academia"
SPHERES = (STATE, ECONOMY, CIVIL_SOCIETY, ACADEMIA)
GENDERS = ("woman", "man", "other")
AGES = ("under-18", "18-29", "30-44", "45-59", "60-74", "75-over")
SMALLEST = 10
"""Persons. A smaller group is not shown, and a larger one only by the whole tens that it holds."""


def in_tens(counts: Mapping[str, int]) -> dict[str, int]:
    """Return each group by the tens that it holds, without those under ten.

    A figure that moves by one tells on whoever came last; by tens, and without a total, nobody can subtract.
    """
    tens = {group: count // SMALLEST * SMALLEST for group, count in counts.items()}
    return {group: count for group, count in tens.items() if count}
