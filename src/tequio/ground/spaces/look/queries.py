"""The addresses of a space's look, which change with it; no query."""

from django.urls import reverse

from tequio.ground.spaces.look.rules import stamp, stylesheet
from tequio.ground.spaces.models import Space


def stylesheet_address(space: Space) -> str:
    """Where the accent's stylesheet is; nothing for a space in the site's own colours."""
    if not space.accent:
        return ""
    return reverse("look", args=[space.slug, stamp(stylesheet(space.accent, space.accent_dark))])


def logo_address(space: Space) -> str:
    """Where the logo is; nothing for a space without one."""
    return reverse("look-logo", args=[str(space.logo.name).rpartition("/")[2]]) if space.logo else ""
