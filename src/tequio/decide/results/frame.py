"""What each page after a vote needs of its edition."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import get_language

from tequio.decide.budgets.models import Budget
from tequio.ground import clock
from tequio.ground.spaces.page import frame_of


def tongue() -> str:
    """The page's language as the protocol and the count have it: en, es, fr or pt."""
    return (get_language() or "en").split("-")[0]


def frame(budget: Budget) -> dict[str, Any]:
    """The space's name and look, and the edition by its name; no query."""
    name = budget.name_in(get_language() or "en") or budget.slug
    return frame_of(budget.space) | {"budget": budget, "budget_name": name}


def title_in(titles: Mapping[str, str], language: str) -> str:
    """A project's title in a language, else the first one that there is."""
    return titles.get(language) or next(iter(titles.values()), "")


def today(budget: Budget) -> date:
    """The day where the edition is held."""
    return clock.now().astimezone(ZoneInfo(budget.time_zone)).date()
