"""The kinds of notice that writing and publishing bring about."""

from django.utils.translation import gettext_lazy as _

from tequio.ground.notices.kinds import NoticeKind, announce

DECIDED = "decided"
WAITING = "waiting"
HANDED = "handed"


def announce_kinds() -> None:
    """Add the kinds; called once, when the app is ready."""
    announce(NoticeKind(DECIDED, _("What you wrote was published, sent back, hidden or withdrawn")))
    announce(NoticeKind(WAITING, _("Somebody sent something that waits for your answer")))
    announce(
        NoticeKind(HANDED, _("Something is offered to you to write on, or what you wrote is handed over"))
    )
