"""Answering an offer to take a record over, and taking an offer back."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tequio.catalogue.publishing.access import can_take_back_offer
from tequio.catalogue.publishing.handing import accept_offer, decline_offer, take_back_offer
from tequio.catalogue.publishing.queries import offer_to_answer, record_on_desk, rows_of
from tequio.catalogue.publishing.views.reading import reader_language
from tequio.ground.http import SiteRequest
from tequio.ground.permissions import signed_in
from tequio.ground.refusals import sentence
from tequio.kit.refusals import Refused


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: SiteRequest, public_id: str) -> HttpResponse:
    """Show the one who is asked what they would take over; accept it or decline it."""
    made = offer_to_answer(request.standing, public_id)
    act = request.POST.get("act", "")
    refused = ""
    if request.method == "POST" and act in ("accept", "decline"):
        try:
            (accept_offer if act == "accept" else decline_offer)(made, **_told(request))
        except Refused as refusal:
            refused = sentence(refusal)
        else:
            said = _("It is yours now. You can change it from here.") if act == "accept" else _("Declined.")
            messages.success(request, said)
            return redirect(f"my-{made.record.kind}s")
    language = reader_language()
    row, space_name = rows_of([made.record], language)[0], made.record.space.name_in(language)
    context = {"offer": made, "row": row, "space_name": space_name, "refused": refused}
    return render(request, "write/offer.html", context, status=409 if refused else 200)


@signed_in
@require_POST
def take_back(request: SiteRequest, space: str, public_id: str) -> HttpResponse:
    """Take the waiting offer of a record back, and return to the desk."""
    record = record_on_desk(space=space, public_id=public_id)
    if record is None or not can_take_back_offer(request.standing, record):
        raise Http404(public_id)
    try:
        take_back_offer(record, **_told(request))
    except Refused as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("Taken back. It stays with its author."))
    return redirect("desk", space=space)


def _told(request: SiteRequest) -> dict[str, Any]:
    return {"by": request.user, "site": f"{request.scheme}://{request.get_host()}"}
