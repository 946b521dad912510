"""The pages of inviting, accepting, asking and answering."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tequio.ground.permissions import open_to_all, signed_in
from tequio.ground.refusals import sentence
from tequio.ground.spaces.access import can_ask
from tequio.ground.spaces.http import SiteRequest
from tequio.ground.spaces.joining import services
from tequio.ground.spaces.joining.forms import AskForm, InviteForm
from tequio.ground.spaces.joining.queries import invitation_of, open_invitations, waiting_requests, waits
from tequio.ground.spaces.joining.rules import addresses
from tequio.ground.spaces.models import Invitation, JoinRequest, Space
from tequio.ground.spaces.page import frame_of, rooms_of
from tequio.ground.spaces.queries import space_or_404
from tequio.ground.spaces.views import A_PAGE, done, space_to_run
from tequio.ground.spaces.words import ROLE_MEANINGS, ROLE_NAMES
from tequio.kit.plain import plain, whole_number
from tequio.kit.refusals import Refused


def site_of(request: SiteRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def invite(request: SiteRequest, space: str) -> HttpResponse:
    """Invite by mail, and list the invitations that are open: five queries, whatever their number."""
    where = space_to_run(request, space)
    form = InviteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and done(form, "emails", lambda: _invite(request, where, form)):
        messages.success(request, _("The invitations are on their way."))
        return redirect("invite", space=space)
    page = Paginator(open_invitations(where), A_PAGE).get_page(request.GET.get("page"))
    now = timezone.now()
    lines = [(one, ROLE_NAMES[one.role], one.expires <= now) for one in page]
    context = {**rooms_of(request, where), "room": "invite", "form": form, "page": page, "lines": lines}
    return render(request, "space/invite.html", context, status=422 if form.errors else 200)


def _invite(request: SiteRequest, space: Space, form: InviteForm) -> None:
    emails = addresses(form.cleaned_data["emails"])
    services.invite(space, emails, form.cleaned_data["role"], by=request.user, site=site_of(request))


@signed_in
@require_POST
def withdraw(request: SiteRequest, space: str, pk: int) -> HttpResponse:
    """Take an invitation back."""
    where = space_to_run(request, space)
    services.withdraw_invitation(get_object_or_404(Invitation, pk=pk, space=where), by=request.user)
    messages.success(request, _("The invitation is withdrawn; its link opens nothing any more."))
    return redirect("invite", space=space)


@open_to_all
@never_cache
@require_safe
def invitation(request: SiteRequest, token: str) -> HttpResponse:
    """Show what an invitation opens, before anything happens: one query, two with an account."""
    found = invitation_of(token)
    context = {
        **frame_of(found.space),
        "invitation": found,
        "token": token,
        "role": ROLE_NAMES[found.role],
        "meaning": ROLE_MEANINGS[found.role],
        "welcome": found.space.welcome_in(get_language() or "en"),
    }
    return render(request, "space/invitation.html", context)


@signed_in
@require_POST
def accept(request: SiteRequest, token: str) -> HttpResponse:
    """Use an invitation."""
    space = services.accept_invitation(token, by=request.user)
    messages.success(request, _("Welcome! You belong to this space now."))
    return redirect("members", space=space.slug)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: SiteRequest, space: str) -> HttpResponse:
    """Ask to be a member."""
    where = space_or_404(space)
    form = AskForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and done(
        form,
        None,
        lambda: services.ask_to_join(
            where, plain(form.cleaned_data["words"]), by=request.user, site=site_of(request)
        ),
    ):
        messages.success(request, _("Asked. The coordinator will answer."))
        return redirect("join", space=space)
    context = {
        **rooms_of(request, where),
        "form": form,
        "may_ask": can_ask(request.standing, where.pk),
        "waits": waits(where, request.user),
    }
    return render(request, "space/join.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def requests(request: SiteRequest, space: str) -> HttpResponse:
    """List who asks to join, the longest waiting first, and answer: five queries, whatever their number."""
    where = space_to_run(request, space)
    problem, asked = "", request.POST.get("request", "")
    if request.method == "POST":
        try:
            _answer(request, where, asked)
        except Refused as refusal:
            problem = sentence(refusal)
        else:
            messages.success(request, _("Answered. They are told."))
            return redirect(reverse("join-requests", kwargs={"space": space}))
    page = Paginator(waiting_requests(where), A_PAGE).get_page(request.GET.get("page"))
    context = {
        **rooms_of(request, where),
        "room": "requests",
        "page": page,
        "problems": [(f"reason-{asked}", problem)] if problem else [],
        "asked": asked,
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "space/requests.html", context, status=422 if problem else 200)


def _answer(request: SiteRequest, space: Space, asked: str) -> None:
    found = JoinRequest.objects.filter(space=space, pk=whole_number(asked)).first()
    if found is None:
        raise Http404(asked)
    if request.POST.get("act") == "accept":
        services.accept_request(found, by=request.user, site=site_of(request))
    else:
        reason = plain(request.POST.get("reason", ""))
        services.refuse_request(found, reason=reason, by=request.user, site=site_of(request))
