"""The home page of a space, and the list of all spaces."""

from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language

from tequio.catalogue.records.rules import text_language
from tequio.front.finding import index_state
from tequio.front.queries import spaces
from tequio.front.spaces.page import home_of
from tequio.ground.fragments import fragment
from tequio.ground.freshness import kept_for_visitors
from tequio.ground.http import SiteRequest
from tequio.ground.permissions import open_to_all
from tequio.ground.spaces.access import can_ask, can_open_spaces, can_see_members
from tequio.ground.spaces.page import frame_of, rooms_of
from tequio.ground.spaces.queries import space_or_404


@open_to_all
@kept_for_visitors
def space_home(request: SiteRequest, space: str) -> HttpResponse:
    """Show a space's home page; two queries when it is kept, at most eight when not, one more with an account."""
    where = space_or_404(space)
    language = text_language(get_language() or "en")
    key = ("space", where.pk, get_language(), index_state())
    part = fragment(key, lambda: render_to_string("front/space_main.html", home_of(where, language)))
    context = {**frame_of(where), "part": part, "welcome": where.welcome_in(language), "may_join": True}
    if request.user.is_authenticated:
        context |= rooms_of(request, where)
        context["may_join"] = can_ask(request.standing, where.pk)
        context["may_see"] = can_see_members(request.standing, where.pk)
    return render(request, "front/space.html", context)


@open_to_all
@kept_for_visitors
def all_spaces(request: SiteRequest) -> HttpResponse:
    """List the spaces of this site: at most one query."""
    language = get_language() or "en"
    lines = [
        (space.slug, space.name_in(language), space.get_sort_display(), space.welcome_in(language))
        for space in spaces().values()
    ]
    context = {
        "lines": sorted(lines, key=lambda line: line[1]),
        "may_open": request.user.is_authenticated and can_open_spaces(request.standing),
    }
    return render(request, "front/spaces.html", context)
