"""The kinds of notice that proposals bring about."""

from django.utils.translation import gettext_lazy as _

from tequio.ground.notices.kinds import NoticeKind, announce

WRITTEN_TOGETHER = "proposal-together"
PROGRESS = "proposal-progress"


def announce_kinds() -> None:
    """Add the kinds; called once, when the app is ready."""
    announce(
        NoticeKind(WRITTEN_TOGETHER, _("Somebody asks you to write a proposal together, or to join two"))
    )
    announce(NoticeKind(PROGRESS, _("The city decided on or answered a proposal of yours")))
