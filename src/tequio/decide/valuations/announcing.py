"""The kinds of notice that a valuation brings about."""

from django.utils.translation import gettext_lazy as _

from tequio.ground.notices.kinds import NoticeKind, announce

VALUED = "valued"
VALUING = "valuing"


def announce_kinds() -> None:
    """Add the kinds; called once, when the app is ready."""
    announce(NoticeKind(VALUED, _("What the city says about the feasibility and the price of your proposal")))
    announce(NoticeKind(VALUING, _("Proposals that you are to value, and what their authors reply")))
