"""Switches person and moves the clock on a seeded site."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, get_language_from_path, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tequio.front.demo.cast import VISITOR, person_of
from tequio.front.demo.clock import go_to_next
from tequio.ground.permissions import open_to_all
from tequio.ground.spaces.models import said_in


@open_to_all
@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Look at the site as one of the cast, and go back to the page one came from; nobody else can be chosen."""
    if not settings.DEMO:
        raise Http404
    key = request.POST.get("person", "")
    person = person_of(key)
    if person is None and key != VISITOR:
        raise Http404
    logout(request)
    if person:
        login(request, person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return HttpResponseRedirect(_page_before(request))


@open_to_all
@require_POST
def clock(request: HttpRequest) -> HttpResponse:
    """Move the clock to the next date of an edition, and go back to the page one came from."""
    if not settings.DEMO:
        raise Http404
    following, page = (
        go_to_next(by=request.user.pk if request.user.is_authenticated else None),
        _page_before(request),
    )
    with override(get_language_from_path(page) or get_language()):
        words = {"phase": following.phase, "edition": said_in(following.names, get_language() or "en", "en")}
        messages.success(request, _("The clock moved on. In a moment: %(phase)s, in %(edition)s.") % words)
    return HttpResponseRedirect(page)


def _page_before(request: HttpRequest) -> str:
    """Return the page that the bar stood on; the home page for an address that is not of this site."""
    page = request.POST.get("next", "")
    allowed = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return page if allowed else "/"
