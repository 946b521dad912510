"""Makes valuing known: its sentences, its notices, what it holds about people, its way in from an edition."""

from django.utils.translation import gettext_lazy as _

from tequio.decide.budgets.doors import offer_desk, offer_to_some
from tequio.decide.budgets.gates import guard
from tequio.decide.budgets.rules import BALLOTING, PUBLISHING
from tequio.decide.proposals.beside import Beside, say_beside
from tequio.decide.valuations.announcing import announce_kinds
from tequio.decide.valuations.holding import hold_valuations
from tequio.decide.valuations.queries import not_all_decided, not_ready_to_publish, values_in
from tequio.decide.valuations.said import told_to_all, told_to_one
from tequio.decide.valuations.sentences import SENTENCES
from tequio.ground.refusals import learn


def know_valuations() -> None:
    """Called once, when the app is ready."""
    learn(SENTENCES)
    announce_kinds()
    hold_valuations()
    say_beside(Beside(told_to_all, told_to_one))
    guard(PUBLISHING, not_ready_to_publish, "valuation-prices")
    guard(BALLOTING, not_all_decided, "valuation-prices")
    offer_desk("valuations", _("Valuation"))
    offer_to_some("valuations", _("What waits for you to be valued"), values_in)
