"""Numbers in templates: `{{ voted|figure }}` writes 90494 as the reader's language does."""

from django.template import Library
from django.utils.translation import get_language, to_locale

from tequio.kit.numbers import written

register = Library()


@register.filter
def figure(value: int) -> str:
    """Write a number with the thousands marked. For what is counted, never for a year, an id or part of an address."""
    return written(value, to_locale(get_language() or "en"))
