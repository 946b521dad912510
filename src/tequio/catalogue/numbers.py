"""How many there are, as a reader reads it."""

from django.utils.translation import gettext as _

from tequio.catalogue.search.query import About
from tequio.ground.figures import figure


def spoken(number: int) -> str:
    """A number with its thousands set apart as the page's language does; an estimate in two digits, and called one."""
    if isinstance(number, About):
        return _("about %(number)s") % {"number": spoken(rough(number))}
    return figure(number)


def rough(number: int) -> int:
    """A number in its first two digits: 12,345 is 12,000."""
    step = 10 ** max(0, len(str(number)) - 2)
    return round(number / step) * step
