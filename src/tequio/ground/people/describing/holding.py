"""What this room holds about a person; it falls with the person's own row."""

from django.utils.translation import gettext_lazy as _

from tequio.ground.people.describing.queries import said_by
from tequio.ground.people.personal import Part, hold


def hold_descriptions() -> None:
    """Register the part; called once, when the app is ready."""
    hold(Part("self_description", _("What you say of yourself, to be counted in groups"), said_by))
