"""Numbers and moments in templates: `{{ voted|figure }}`, `{{ closes|moment:budget.time_zone }}`, in the reader's language."""

from datetime import datetime

from django.template import Library
from django.utils.translation import get_language, to_locale

from tequio.kit.moments import Moment
from tequio.kit.numbers import written

register = Library()


@register.filter
def figure(value: int) -> str:
    """Write a number with the thousands marked. For what is counted, never for a year, an id or part of an address."""
    return written(value, to_locale(get_language() or "en"))


@register.filter
def moment(at: datetime | None, zone: str) -> str:
    """Write a moment on the clocks of a zone, with its place, so that nobody elsewhere is misled; nothing for none."""
    return Moment(at, zone).spoken(to_locale(get_language() or "en")) if at else ""


@register.filter
def day(at: datetime | None, zone: str) -> str:
    """Write the day that a moment has in a zone; nothing for none."""
    return Moment(at, zone).day(to_locale(get_language() or "en")) if at else ""
