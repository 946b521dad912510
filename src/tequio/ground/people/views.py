"""The pages on which a person says who they are, sees what is held about them, and goes."""

from allauth.core.internal import ratelimit
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST

from tequio.ground.people import services
from tequio.ground.people.forms import AboutMeForm, EraseForm
from tequio.ground.people.models import Person
from tequio.ground.people.personal import PARTS
from tequio.ground.people.queries import all_about
from tequio.ground.permissions import signed_in
from tequio.ground.refusals import sentence
from tequio.kit.refusals import Refused


@signed_in
def about_me(request: HttpRequest) -> HttpResponse:
    person = get_object_or_404(Person, pk=request.user.pk)
    form = AboutMeForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        services.describe(person, **form.cleaned_data, by=person)
        with override(person.language):
            messages.success(request, _("Kept. This is how others see you now."))
            return redirect("about-me")
    return render(request, "account/about_me.html", {"form": form})


@signed_in
def my_data(request: HttpRequest) -> HttpResponse:
    return render(request, "account/my_data.html", {"parts": PARTS.values()})


@signed_in
def all_data(request: HttpRequest) -> StreamingHttpResponse:
    person = get_object_or_404(Person, pk=request.user.pk)
    answer = StreamingHttpResponse(all_about(person), content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="my-data.json"'
    answer["Cache-Control"] = "no-store"
    return answer


@signed_in
def erase_me(request: HttpRequest) -> HttpResponse:
    person = get_object_or_404(Person, pk=request.user.pk)
    form = EraseForm(request.POST or None, person=person)
    if request.method == "POST":
        if limited := ratelimit.consume_or_429(
            request, app="allauth.account", action="reauthenticate", user=person
        ):
            return limited
        if form.is_valid():
            try:
                services.erase(person, by=person)
            except Refused as refusal:
                form.add_error(None, sentence(refusal))
            else:
                logout(request)
                messages.success(request, _("Your account is erased. Thank you for what you shared."))
                return redirect(settings.ACCOUNT_LOGOUT_REDIRECT_URL)
    kept = [part for part in PARTS.values() if part.kept]
    return render(request, "account/erase_me.html", {"form": form, "kept": kept})


@signed_in
@require_POST
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    person = get_object_or_404(Person, pk=request.user.pk)
    services.end_session(get_object_or_404(UserSession, pk=pk, user=person), by=person)
    messages.success(request, _("That device is signed out."))
    return redirect("usersessions_list")
