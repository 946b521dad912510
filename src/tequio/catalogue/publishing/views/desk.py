"""The coordinator's desk: what was sent, and what is decided on it."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tequio.catalogue.likeness.rules import SAME, SERIES
from tequio.catalogue.publishing.access import can_open_desk, desk_opens_to
from tequio.catalogue.publishing.alike import like_draft
from tequio.catalogue.publishing.board import TABS, WAITING, counts_of, records_on
from tequio.catalogue.publishing.handing import offer, waiting_offer
from tequio.catalogue.publishing.lines import board_lines
from tequio.catalogue.publishing.models import Draft
from tequio.catalogue.publishing.queries import (
    Sheet,
    draft_of,
    last_decision,
    record_to_decide,
    rows_of,
    sheet_of,
)
from tequio.catalogue.publishing.services import hide, publish, send_back, show_again, withdraw
from tequio.catalogue.publishing.views.checking import answers_of
from tequio.catalogue.publishing.views.reading import page_of_list, reader_language
from tequio.catalogue.records.models import Record
from tequio.catalogue.records.rules import text_language
from tequio.catalogue.templates.queries import current_template
from tequio.ground.http import SiteRequest
from tequio.ground.permissions import signed_in
from tequio.ground.refusals import sentence
from tequio.ground.spaces.models import Space
from tequio.ground.spaces.queries import space_or_404
from tequio.ground.spaces.rules import COORDINATOR
from tequio.kit.plain import one_line, plain
from tequio.kit.refusals import Refused


@signed_in
@require_safe
def my_desk(request: SiteRequest) -> HttpResponse:
    """Lead to the desk of the first space that one publishes in."""
    found = Space.objects.filter(desk_opens_to(request.standing)).order_by("id").first()
    if found is None:
        raise Http404("desk")
    return redirect("desk", space=found.slug)


@signed_in
@require_safe
def desk(request: SiteRequest, space: str) -> HttpResponse:
    """List what waits for whom, by tab and author: eight queries with those of the session at most (nine for the offers of one author), whatever the length."""
    where = space_or_404(space)
    if not can_open_desk(request.standing, where.pk):
        raise Http404(space)
    tab = request.GET.get("show", "")
    tab = tab if tab in TABS else WAITING
    author = one_line(request.GET.get("author", ""))
    counts = counts_of(where.pk)
    records = records_on(tab, where.pk, author).select_related("author", "draft")
    page = page_of_list(request, records, None if author else getattr(counts, tab, None))
    rows = rows_of(list(page), reader_language())
    asked = {"show": tab, "author": author}
    context = {
        "space": where,
        "tab": tab,
        "author": author,
        "counts": counts,
        "asks": request.standing.holds(where.pk, COORDINATOR),
        "page": page,
        "lines": board_lines(rows, tab=tab, space=where, standing=request.standing, token=get_token(request)),
        "query": urlencode({key: value for key, value in asked.items() if value}) + "&",
    }
    return render(request, "desk/list.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def desk_record(request: SiteRequest, space: str, public_id: str) -> HttpResponse:
    """Show one record whole with what is wrong with it; publish it, send it back, hide, withdraw, show it again, offer it."""
    record = record_to_decide(request.standing, space=space, public_id=public_id)
    draft = draft_of(record)
    if request.method != "POST":
        return _page(request, record, draft)
    try:
        _decide(request, record, draft)
    except Refused as refusal:
        asked = "id_email" if request.POST.get("act") == "offer" else "id_reason"
        return _page(request, record, draft, problems=[(asked, sentence(refusal))])
    decision = last_decision(record)
    if request.POST.get("act") == "offer":
        messages.success(request, _("Offered. We tell you when there is an answer."))
    elif decision:
        title = rows_of([record], reader_language())[0].title
        messages.success(request, f"{decision.get_outcome_display()}: {title}")
    return redirect(reverse("desk", kwargs={"space": space}))


def _decide(request: SiteRequest, record: Record, draft: Draft | None) -> None:
    act = request.POST.get("act", "")
    language = text_language(get_language() or "en")
    said: dict[str, Any] = {"reason": plain(request.POST.get("reason", "")), "language": language}
    told: dict[str, Any] = {"by": request.user, "site": f"{request.scheme}://{request.get_host()}"}
    if act in ("publish", "send back"):
        if draft is None or not draft.sent:
            raise Refused("draft.not_sent")
        if request.POST.get("revision") != str(draft.revision):
            raise Refused("draft.changed_meanwhile")
        if act == "publish":
            publish(
                draft, template=current_template(record.space_id, record.kind), seen=draft.revision, **told
            )
        else:
            send_back(draft, **said, **told)
        return
    if act == "offer":
        offer(record, email=one_line(request.POST.get("email", "")), **told)
    elif act == "hide":
        hide(record, **said, **told)
    elif act == "withdraw":
        withdraw(record, **said, **told)
    elif act == "show again":
        show_again(record, **told)


def _page(request: SiteRequest, record: Record, draft: Draft | None, **more: Any) -> HttpResponse:
    sheet: Sheet | None = sheet_of(draft, reader_language()) if draft else None
    alike = like_draft(draft, reader_language()) if draft and draft.sent else []
    context = {
        "same": [like for like in alike if like.verdict == SAME],
        "series": [like for like in alike if like.verdict == SERIES],
        "record": record,
        "space": record.space,
        "draft": draft,
        "sheet": sheet,
        "groups": answers_of(sheet) if sheet else [],
        "row": rows_of([record], reader_language())[0],
        "decision": last_decision(record),
        "reason": request.POST.get("reason", ""),
        "email": request.POST.get("email", ""),
        "handing": request.POST.get("act") == "offer",
        "offer": waiting_offer(record),
        **more,
    }
    return render(request, "desk/record.html", context, status=422 if more else 200)
