"""What each page of a space needs: its name, its look, and what the reader may do there."""

from typing import Any

from django.utils.translation import get_language

from tequio.ground.spaces.access import can_run, can_see_members
from tequio.ground.spaces.http import SiteRequest
from tequio.ground.spaces.look.queries import logo_address, stylesheet_address
from tequio.ground.spaces.models import Space


def frame_of(space: Space) -> dict[str, Any]:
    """Name and look in the page's language; no query."""
    return {
        "space": space,
        "space_name": space.name_in(get_language() or "en"),
        "look": stylesheet_address(space),
        "logo": logo_address(space),
    }


def rooms_of(request: SiteRequest, space: Space) -> dict[str, Any]:
    """Name, look, and whether the reader runs the space or belongs to it: one query for somebody signed in."""
    return frame_of(space) | {
        "may_run": can_run(request.standing, space.pk),
        "may_see": can_see_members(request.standing, space.pk),
    }
