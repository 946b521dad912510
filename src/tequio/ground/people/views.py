"""The page on which a person says who they are."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override

from tequio.ground.people import services
from tequio.ground.people.forms import AboutMeForm
from tequio.ground.people.models import Person
from tequio.ground.permissions import signed_in


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
