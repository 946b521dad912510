"""How many there are, as a reader reads it."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from tequio.catalogue.search.query import About


def spoken(number: int) -> str:
    """A number with its thousands set apart as the page's language does; an estimate in two digits, and called one."""
    if isinstance(number, About):
        return _("about %(number)s") % {"number": spoken(rough(number))}
    return str(number) if number < 1000 else number_format(number, use_l10n=True, force_grouping=True)


def rough(number: int) -> int:
    """A number in its first two digits: 12,345 is 12,000."""
    step = 10 ** max(0, len(str(number)) - 2)
    return round(number / step) * step
