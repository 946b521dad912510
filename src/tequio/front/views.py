"""Home, the lists, and short addresses."""

from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from tequio.catalogue.records.queries import address_of
from tequio.catalogue.records.rules import text_language
from tequio.catalogue.templates.rules import in_language
from tequio.front.asked import read_asked
from tequio.front.finding import index_state
from tequio.front.home import front_page
from tequio.front.queries import spaces
from tequio.front.results import Listed, feed_address, heading_of, page_of_results
from tequio.front.spaces.views import space_home
from tequio.ground.fragments import fragment
from tequio.ground.freshness import kept_for_visitors
from tequio.ground.http import SiteRequest
from tequio.ground.permissions import open_to_all
from tequio.ground.spaces.queries import space_at, space_or_404


@open_to_all
def space(request: SiteRequest, space: str) -> HttpResponse:
    """Show a space's home page; its records, when something is asked of them."""
    return finding(request, space) if request.GET else space_home(request, space)


@open_to_all
@kept_for_visitors
def home(request: SiteRequest) -> HttpResponse:
    """Say what this is, with ways in, one trail and what is new: one query when it is kept, at most ten when not.

    On a domain that leads to a space it is the space's home page.
    """
    if here := space_at(request.get_host()):
        return space_home(request, here)
    language = text_language(get_language() or "en")
    key = ("home", get_language(), index_state())
    part = fragment(key, lambda: render_to_string("front/home_main.html", front_page(language)))
    return render(request, "front/home.html", {"part": part})


@open_to_all
@kept_for_visitors
def finding(request: SiteRequest, space: str = "", kind: str = "") -> HttpResponse:
    """List records: across spaces, or those of one kind in a space. The same page, words or no words.

    One query when it is kept, at most six when it is not.
    """
    key = ("finding", space, kind, get_language(), request.META.get("QUERY_STRING", ""), index_state())
    part = fragment(key, lambda: listed(request, space, kind))
    template = "front/finding.html" if _wants_part(request) else "front/search.html"
    response = render(request, template, {"part": part, "verb": "know"})
    patch_vary_headers(response, ["HX-Request", "HX-Target", "HX-History-Restore-Request"])
    return response


def _wants_part(request: SiteRequest) -> bool:
    """Whether htmx puts the answer into a page that is there."""
    asks = request.htmx and request.htmx.target == "finding"
    return bool(asks and not request.htmx.history_restore_request)


def listed(request: SiteRequest, space: str, kind: str) -> Listed:
    """Render the part of a list that changes with the question."""
    language = text_language(get_language() or "en")
    place = (spaces().get(space) or space_or_404(space)) if space else None
    asked = read_asked(request.GET, space=space, kind=kind)
    space_name = in_language(place.names, language) or str(place) if place else ""
    context = page_of_results(asked, language) | {
        "space": place,
        "kind": kind,
        "welcome": in_language(place.welcome, language) if place else "",
        "heading": heading_of(kind, space_name),
        "feed": feed_address(space, kind, asked),
        "search_at": request.path,
    }
    narrowed = bool(asked.words or context["chips"])
    return Listed(
        asked.words,
        context["heading"],
        context["feed"],
        narrowed,
        render_to_string("front/found.html", context),
    )


@open_to_all
def short(request: SiteRequest, public_id: str) -> HttpResponse:
    """Lead a short address to the record's page in the reader's language."""
    address = address_of(public_id, text_language(get_language() or "en"), request.standing)
    if address is None:
        raise Http404(public_id)
    return HttpResponseRedirect(address)


@open_to_all
def healthz(request: HttpRequest) -> HttpResponse:
    """Answer `ok` when the database answers; for whoever watches the site."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")
