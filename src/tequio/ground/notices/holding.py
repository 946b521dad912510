"""What the notices hold about a person."""

from django.utils.translation import gettext_lazy as _

from tequio.ground.notices.queries import notices_of
from tequio.ground.notices.services import forget
from tequio.ground.people.personal import Part, hold


def hold_notices() -> None:
    """Register the part; called once, when the app is ready."""
    hold(Part("notices", _("What you want to be told, and what waits to be sent to you"), notices_of, forget))
