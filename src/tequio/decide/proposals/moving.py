"""What an officer may choose as an edition enters the phase of valuating: which proposals go on."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tequio.decide.budgets.gates import Along
from tequio.decide.budgets.models import Budget
from tequio.decide.proposals.reviewing import chosen_ways, let_go_on
from tequio.ground.figures import figure

NONE_YET = ""


def ways_to_go_on(budget: Budget) -> list[tuple[str, str]]:
    """Each way with how many it means, then none; nothing where no proposal could go on: two queries at most."""
    counts = {way: rows.count() for way, rows in chosen_ways(budget).items()}
    offered = [(way, _label(way, count)) for way, count in counts.items() if count]
    return (
        [*offered, (NONE_YET, _("None yet: I choose them later, at “Review proposals”."))] if offered else []
    )


def _label(way: str, count: int) -> str:
    if way == "supported":
        said = ngettext("The one that has enough supports", "All {n} that have enough supports", count)
    else:
        said = ngettext("The one that was admitted", "All {n} that were admitted", count)
    return said.format(n=figure(count))


GOING_ON = Along(ways_to_go_on, let_go_on)
