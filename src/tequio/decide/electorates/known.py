"""What the rest of the site knows of the electorate: its doors, its desk, its figure."""

from django.utils.translation import gettext_lazy as _

from tequio.decide.budgets.doors import offer, offer_desk
from tequio.decide.budgets.rules import APPEAL
from tequio.ground.metrics.gauges import Gauge, also


def most_wrong_tries() -> float:
    """Tries that did not fit within an hour, of the edition with most of them: one query, a read of the cache for each."""
    from tequio.decide.budgets.models import Budget
    from tequio.decide.electorates.limits import wrong_tries

    return float(max((wrong_tries(one) for one in Budget.objects.filter(stage="balloting")), default=0))


def know_electorates() -> None:
    """Register the doors; called once, when the app is ready."""
    offer(APPEAL, "roll")
    offer_desk("electorate", _("Who may vote"))
    about = (
        "Tries at a voter's door that did not fit within an hour, of the edition with most; 300 is an alarm."
    )
    also(Gauge("tequio_vote_wrong_tries", about, most_wrong_tries))
