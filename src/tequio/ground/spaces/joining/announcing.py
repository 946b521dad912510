"""The kinds of notice that the ways into a space bring about."""

from django.utils.translation import gettext_lazy as _

from tequio.ground.notices.kinds import NoticeKind, announce

INVITED = "invited"
ASKED = "asks-to-join"
ANSWERED = "join-answered"


def announce_kinds() -> None:
    """Add the kinds; called once, when the app is ready."""
    announce(NoticeKind(INVITED, _("A space invites you")))
    announce(NoticeKind(ASKED, _("Somebody asks to join a space that you coordinate")))
    announce(NoticeKind(ANSWERED, _("Your request to join a space is answered")))
