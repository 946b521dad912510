"""The page of a proposal, and the lists of proposals."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from tequio.catalogue.attachments.models import Attachment
from tequio.catalogue.links.trail import names_around
from tequio.catalogue.pages import show
from tequio.catalogue.records.queries import named
from tequio.catalogue.records.reading import Reading
from tequio.catalogue.records.rules import text_language
from tequio.decide.budgets.queries import budget_or_404
from tequio.decide.proposals import page
from tequio.decide.proposals.queries import proposal_of, proposals_of
from tequio.ground.freshness import kept_for_visitors
from tequio.ground.http import SiteRequest
from tequio.ground.permissions import open_to_all
from tequio.ground.spaces.queries import space_or_404

A_PAGE = 15


@open_to_all
@kept_for_visitors
@require_safe
def proposal(request: SiteRequest, space: str, public_id: str, slug: str = "") -> HttpResponse:
    """Show a proposal: one query when it is kept."""
    return show(request, "proposal", (space, public_id, slug), body)


def body(reading: Reading, frame: dict[str, Any]) -> dict[str, Any]:
    """What the template shows beside the frame: four queries."""
    around = names_around(reading.record.pk, reading.text.language)
    files = list(Attachment.objects.filter(record=reading.record, listed=True).order_by("id"))
    return {"files": files} | page.body_of(reading, proposal_of(reading.record.pk), around, frame)


@open_to_all
@kept_for_visitors
@require_safe
def proposals(request: SiteRequest, space: str, budget: str = "") -> HttpResponse:
    """List the proposals of an edition, or of all editions of a space."""
    edition = budget_or_404(space, budget) if budget else None
    where = edition.space if edition else space_or_404(space)
    rows = proposals_of(where, edition).order_by("-record__published", "-pk").values_list("pk", flat=True)
    shown = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    language = text_language(get_language() or "en")
    names = named(shown, language, summaries=True)
    context = {
        "space": where,
        "budget": edition,
        "page": shown,
        "names": [names[pk] for pk in shown if pk in names],
    }
    return render(request, "decide/proposals/list.html", context)
