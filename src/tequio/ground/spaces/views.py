"""The pages on which a space is run: words, look, members, and opening another one."""

from collections.abc import Callable, Iterable
from html import escape
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tequio.ground.paging import Counted
from tequio.ground.people.models import Person
from tequio.ground.people.queries import person_by_email
from tequio.ground.permissions import signed_in
from tequio.ground.refusals import sentence
from tequio.ground.spaces import services
from tequio.ground.spaces.access import can_open_spaces, can_run, can_see_members
from tequio.ground.spaces.forms import (
    TONGUE_NAMES,
    LookForm,
    NewSpaceForm,
    PlaceForm,
    RolesForm,
    WordsForm,
    reader_tongue,
)
from tequio.ground.spaces.http import SiteRequest
from tequio.ground.spaces.look.services import drop_logo, set_accent, set_logo
from tequio.ground.spaces.models import Space
from tequio.ground.spaces.page import rooms_of
from tequio.ground.spaces.queries import member_or_404, members, number_of_members, space_or_404, with_roles
from tequio.ground.spaces.rules import TONGUES
from tequio.ground.spaces.words import ROLE_NAMES
from tequio.kit.refusals import Refused

A_PAGE = 50


def space_to_run(request: SiteRequest, slug: str) -> Space:
    """The space whose coordinator asks; not there for others."""
    space = space_or_404(slug)
    if not can_run(request.standing, space.pk):
        raise Http404(slug)
    return space


def done(form: forms.Form, field: str | None, do: Callable[[], object]) -> bool:
    """Do what a form asks, unless something is wrong with it; a refusal is said beside its field."""
    if not form.is_valid():
        return False
    try:
        do()
    except Refused as refusal:
        form.add_error(field, sentence(refusal))
        return False
    return True


@signed_in
@require_safe
def member_list(request: SiteRequest, space: str) -> HttpResponse:
    """List the members by name, fifty a page: six queries, whatever their number."""
    where = space_or_404(space)
    if not can_see_members(request.standing, where.pk):
        raise Http404(space)
    rooms = rooms_of(request, where)
    words = " ".join(request.GET.get("q", "").replace("\0", "").split())[:80]
    found = members(where, words if rooms["may_run"] else "")
    narrowed = words and rooms["may_run"]
    count = found.count() if narrowed else number_of_members(where)
    page = Counted(found, A_PAGE, count=count).get_page(request.GET.get("page"))
    lines = _lines(where, page, runs=rooms["may_run"])
    context = {**rooms, "room": "members", "page": page, "lines": lines}
    context |= {"words": words, "query": urlencode({"q": words}) + "&" if words else ""}
    return render(request, "space/members.html", context)


def _lines(space: Space, people: Iterable[Person], *, runs: bool) -> SafeString:
    """Each member with name and roles, for whoever runs the space with page and address; escaped here.

    The list is long, too long for the template engine to be quick.
    """
    base = escape(reverse("members", args=[space.slug]))
    names = {role: str(name) for role, name in ROLE_NAMES.items()}
    made = []
    for one in with_roles(space, people):
        notes = [names[role] for role in one.roles] + ([one.person.email] if runs else [])
        name = escape(str(one.person))
        name = f'<a href="{base}{one.person.pk}/">{name}</a>' if runs else name
        made.append(f'<li><h2 dir="auto">{name}</h2><p class="meta">{escape(" · ".join(notes))}</p></li>')
    return SafeString("".join(made))


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def member(request: SiteRequest, space: str, person: int) -> HttpResponse:
    """Give and take one member's roles."""
    where = space_to_run(request, space)
    found = member_or_404(where, person)
    form = RolesForm(request.POST or None, initial={"roles": found.roles})
    if request.method == "POST":
        form = RolesForm(request.POST)
        roles = frozenset(request.POST.getlist("roles"))
        if done(form, "roles", lambda: services.set_roles(found.person, where, roles, by=request.user)):
            messages.success(request, _("Kept. It holds from now on."))
            return redirect("members", space=space)
    context = {**rooms_of(request, where), "room": "members", "person": found.person, "form": form}
    return render(request, "space/member.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: SiteRequest, space: str) -> HttpResponse:
    """Ask once more, then give back all roles."""
    where = space_or_404(space)
    if not request.standing.roles.get(where.pk):
        raise Http404(space)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and done(form, None, lambda: services.leave(where, by=request.user)):
        messages.success(
            request, _("You do not belong to this space any more. You may come back at any time.")
        )
        return redirect("join", space=space)
    context = {**rooms_of(request, where), "form": form}
    return render(request, "space/leave.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def words(request: SiteRequest, space: str, language: str = "") -> HttpResponse:
    """Write what the space says of itself, one language after the other."""
    where = space_to_run(request, space)
    language = language or reader_tongue()
    if language not in TONGUES:
        raise Http404(language)
    said = {
        key: getattr(where, key + "s" * (key == "name")).get(language, "")
        for key in ("name", "welcome", "about")
    }
    form = WordsForm(
        request.POST.dict() if request.method == "POST" else None,
        initial=said | {"revision": where.revision},
    )
    if request.method == "POST" and done(
        form, None, lambda: services.write_words(where, language, **form.cleaned_data, by=request.user)
    ):
        messages.success(request, _("Kept. Everybody sees it now."))
        return redirect("space-words", space=space, language=language)
    if form.is_bound and form.non_field_errors():
        # What was typed stays; saving again counts as having seen the change.
        form.data = {**form.data, "revision": where.revision}
    context = {
        **rooms_of(request, where),
        "room": "words",
        "form": form,
        "tongue": language,
        "tongues": [(code, TONGUE_NAMES[code], code in where.names) for code in TONGUES],
        "now": said,
    }
    return render(request, "space/words.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def look(request: SiteRequest, space: str) -> HttpResponse:
    """Choose colours and logo."""
    where = space_to_run(request, space)
    form = LookForm(
        request.POST if request.method == "POST" else None,
        request.FILES or None,
        initial={"light": where.accent, "dark": where.accent_dark},
    )
    if (
        request.method == "POST"
        and done(form, "light", lambda: _set_colours(request, where, form))
        and done(form, "logo", lambda: _set_logo(request, where, form))
    ):
        messages.success(request, _("Kept. Everybody sees it now."))
        return redirect("space-look", space=space)
    context = {**rooms_of(request, where), "room": "look", "form": form}
    return render(request, "space/look.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def place(request: SiteRequest, space: str) -> HttpResponse:
    """Say in which time zone the space lives."""
    where = space_to_run(request, space)
    form = PlaceForm(where, request.user.time_zone, request.POST if request.method == "POST" else None)
    if request.method == "POST" and done(
        form,
        "time_zone",
        lambda: services.set_time_zone(where, form.cleaned_data["time_zone"], by=request.user),
    ):
        messages.success(request, _("Kept."))
        return redirect("space-place", space=space)
    context = {**rooms_of(request, where), "room": "place", "form": form}
    return render(request, "space/place.html", context, status=422 if form.errors else 200)


def _set_colours(request: SiteRequest, space: Space, form: forms.Form) -> None:
    set_accent(space, form.cleaned_data["light"], form.cleaned_data["dark"], by=request.user)


def _set_logo(request: SiteRequest, space: Space, form: forms.Form) -> None:
    file = form.cleaned_data["logo"]
    if file:
        set_logo(space, file.read(), by=request.user)
    elif form.cleaned_data["without"]:
        drop_logo(space, by=request.user)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SiteRequest) -> HttpResponse:
    """Open a space, with its coordinator and its domain: for whoever runs the installation."""
    if not can_open_spaces(request.standing):
        raise Http404("spaces/new")
    form = NewSpaceForm(request.user.time_zone, request.POST if request.method == "POST" else None)
    if request.method == "POST" and done(form, None, lambda: _open(request, form)):
        messages.success(request, _("The space is open. Its coordinator can write its home page now."))
        return redirect("space-words-first", space=form.cleaned_data["slug"])
    return render(request, "space/new.html", {"form": form}, status=422 if form.errors else 200)


def _open(request: SiteRequest, form: forms.Form) -> None:
    said = form.cleaned_data
    services.open_new_space(
        said["slug"],
        names={said["language"]: said["name"]},
        language=said["language"],
        sort=said["sort"],
        coordinator=person_by_email(said["coordinator"]) if said["coordinator"] else None,
        domain=said["domain"],
        time_zone=said["time_zone"],
        by=request.user,
    )
