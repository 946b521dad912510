"""The page on which somebody says something of themselves, changes it and takes it back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tequio.ground.people.describing import services
from tequio.ground.people.describing.forms import SelfDescriptionForm
from tequio.ground.people.describing.queries import description_of, groups
from tequio.ground.people.models import Person
from tequio.ground.permissions import signed_in


@signed_in
def my_description(request: HttpRequest) -> HttpResponse:
    person = get_object_or_404(Person, pk=request.user.pk)
    said = description_of(person)
    form = SelfDescriptionForm(request.POST if request.method == "POST" else None, said=said)
    if request.method == "POST" and form.is_valid():
        services.describe_self(**form.cleaned_data, by=person)
        messages.success(request, _("Kept. It counts with what the others say, without your name."))
        return redirect("my-description")
    return render(
        request,
        "account/my_description.html",
        {"form": form, "said": said, "groups": [group for group in groups(form.language) if group.rows]},
    )


@signed_in
@require_POST
def take_back(request: HttpRequest) -> HttpResponse:
    services.take_back(by=get_object_or_404(Person, pk=request.user.pk))
    messages.success(request, _("Forgotten. Nothing that you said of yourself is kept."))
    return redirect("my-description")
