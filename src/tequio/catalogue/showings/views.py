"""The page on which a space chooses what it shows from elsewhere."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tequio.catalogue.records.queries import named
from tequio.catalogue.records.rules import text_language
from tequio.catalogue.showings.access import can_show_in
from tequio.catalogue.showings.forms import ShowForm
from tequio.catalogue.showings.models import Showing
from tequio.catalogue.showings.queries import record_named, showings_of
from tequio.catalogue.showings.services import show_in, stop_showing
from tequio.ground.http import SiteRequest
from tequio.ground.permissions import signed_in
from tequio.ground.spaces.models import Space
from tequio.ground.spaces.page import rooms_of
from tequio.ground.spaces.queries import space_or_404
from tequio.ground.spaces.views import done
from tequio.kit.plain import whole_number

A_PAGE = 50


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def shown(request: SiteRequest, space: str) -> HttpResponse:
    """List what a space shows from elsewhere, show more or less of it: six queries, whatever the length."""
    where = space_or_404(space)
    if not can_show_in(request.standing, where.pk):
        raise Http404(space)
    form = ShowForm(request.POST if request.method == "POST" and "stop" not in request.POST else None)
    if request.method == "POST" and _done(request, where, form):
        return redirect("shown", space=space)
    page = Paginator(showings_of(where), A_PAGE).get_page(request.GET.get("page"))
    language = get_language() or "en"
    names = named([showing.record_id for showing in page], text_language(language))
    lines = [
        (showing, names.get(showing.record_id), showing.record.space.name_in(language)) for showing in page
    ]
    context = {**rooms_of(request, where), "room": "shown", "form": form, "page": page, "lines": lines}
    return render(request, "catalogue/shown.html", context, status=422 if form.errors else 200)


def _done(request: SiteRequest, space: Space, form: ShowForm) -> bool:
    if stop := request.POST.get("stop", ""):
        rows = Showing.objects.select_related("record")
        showing = get_object_or_404(rows, space=space, pk=whole_number(stop))
        stop_showing(showing.record, space, by=request.user)
        messages.success(request, _("This space shows it no longer."))
        return True
    if done(form, "address", lambda: _show(request, space, form)):
        messages.success(request, _("This space shows it now, and says where it belongs."))
        return True
    return False


def _show(request: SiteRequest, space: Space, form: ShowForm) -> None:
    show_in(record_named(form.cleaned_data["address"]), space, by=request.user)
