"""Choosing what to be told, and stopping it from a letter."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from tequio.ground.notices import services
from tequio.ground.notices.forms import PacesForm
from tequio.ground.notices.kinds import NOTICE_KINDS
from tequio.ground.notices.queries import meant_by, paces_of
from tequio.ground.people.models import Person
from tequio.ground.permissions import open_to_all, signed_in


@signed_in
def my_notices(request: HttpRequest) -> HttpResponse:
    person = get_object_or_404(Person, pk=request.user.pk)
    form = PacesForm(request.POST or None, initial=paces_of(person))
    if request.method == "POST" and form.is_valid():
        services.choose(person, form.cleaned_data, by=person)
        messages.success(request, _("Kept. We write to you as you chose."))
        return redirect("my-notices")
    return render(request, "notices/mine.html", {"form": form})


@csrf_exempt
@open_to_all
def stop_notices(request: HttpRequest, token: str) -> HttpResponse:
    """Stop what a letter told; its signed token is the permission, so that a mail program may post it too (RFC 8058)."""
    meant = meant_by(token)
    if meant is None:
        raise Http404
    person, kind = meant
    stopped = request.method == "POST"
    if stopped:
        services.stop(person, kind)
    label = NOTICE_KINDS[kind].label if kind in NOTICE_KINDS else _("All that comes once a day")
    return render(request, "notices/stop.html", {"label": label, "stopped": stopped})
