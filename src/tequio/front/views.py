"""Home, the lists, and short addresses."""

from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language

from tequio.catalogue.records.queries import address_of
from tequio.catalogue.records.rules import text_language
from tequio.catalogue.templates.rules import in_language
from tequio.front.asked import read_asked
from tequio.front.home import front_page
from tequio.front.results import feed_address, heading_of, page_of_results
from tequio.ground.freshness import kept_for_visitors
from tequio.ground.http import SiteRequest
from tequio.ground.permissions import open_to_all
from tequio.ground.spaces.queries import space_or_404


@open_to_all
@kept_for_visitors
def home(request: SiteRequest) -> HttpResponse:
    """Say what this is, with one way in for each verb, one trail and what is new: at most eight queries."""
    return render(request, "front/home.html", front_page(text_language(get_language() or "en")))


@open_to_all
@kept_for_visitors
def finding(request: SiteRequest, space: str = "", kind: str = "") -> HttpResponse:
    """List records: across spaces, or those of one kind in a space. The same page, words or no words."""
    language = text_language(get_language() or "en")
    place = space_or_404(space) if space else None
    asked = read_asked(request.GET, space=space, kind=kind)
    space_name = (place.names.get(language) or str(place)) if place else ""
    context = page_of_results(asked, language) | {
        "verb": "know",
        "space": place,
        "welcome": in_language(place.welcome, language) if place else "",
        "kind": kind,
        "heading": heading_of(kind, space_name),
        "feed": feed_address(space, kind, asked),
        "search_at": request.path,
    }
    whole = not request.htmx or request.htmx.history_restore_request or request.htmx.target != "finding"
    return render(request, "front/search.html" if whole else "front/search.html#finding", context)


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
