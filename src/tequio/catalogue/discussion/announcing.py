"""The kind of notice that discussions bring about."""

from django.utils.translation import gettext_lazy as _

from tequio.ground.notices.kinds import NoticeKind, announce
from tequio.ground.notices.rules import DAILY

DISCUSSED = "discussed"


def announce_discussion() -> None:
    """Add the kind; called once, when the app is ready."""
    announce(NoticeKind(DISCUSSED, _("Somebody commented on what you wrote, or answered you"), DAILY))
