"""What each page after a vote needs of its edition."""

from typing import Any

from django.utils.translation import get_language

from tequio.decide.budgets.models import Budget
from tequio.ground.spaces.page import frame_of


def tongue() -> str:
    """The page's language as the protocol and the count have it: en, es, fr or pt."""
    return (get_language() or "en").split("-")[0]


def frame(budget: Budget) -> dict[str, Any]:
    """The space's name and look, and the edition by its name; no query."""
    name = budget.name_in(get_language() or "en") or budget.slug
    return frame_of(budget.space) | {"budget": budget, "budget_name": name}
