"""The page of those who run an edition: what waits for review, and selecting in one go."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.views.decorators.http import require_http_methods

from tequio.catalogue.records.queries import named
from tequio.catalogue.records.rules import text_language
from tequio.decide.budgets.models import Budget
from tequio.decide.budgets.queries import budget_or_404
from tequio.decide.budgets.rules import ADMIT, SELECT, is_open
from tequio.decide.budgets.views import frame
from tequio.decide.proposals.access import can_review
from tequio.decide.proposals.queries import proposals_of
from tequio.decide.proposals.reviewing import admit_the_rest, select_supported
from tequio.decide.proposals.rules import PROPOSED
from tequio.ground.figures import figure
from tequio.ground.http import SiteRequest
from tequio.ground.permissions import signed_in

A_PAGE = 30


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: SiteRequest, space: str, budget: str) -> HttpResponse:
    """List what waits for review, the oldest first; admit the rest, or select what has enough supports: six queries."""
    edition = budget_or_404(space, budget, request.standing)
    if not can_review(request.standing, edition.space_id):
        raise Http404(budget)
    if request.method == "POST":
        _act(request, edition)
        return redirect("review-proposals", space=space, budget=budget)
    running = proposals_of(edition.space, edition).filter(stage=PROPOSED)
    waiting = running.filter(admitted=None).order_by("record__published", "pk").values_list("pk", flat=True)
    page = Paginator(waiting, A_PAGE).get_page(request.GET.get("page", "")[:9])
    names = named(page, text_language(get_language() or "en"), summaries=True)
    context = frame(request, edition) | {
        "page": page,
        "names": [names[pk] for pk in page if pk in names],
        "may_admit": is_open(edition.stage, ADMIT),
        "may_select": is_open(edition.stage, SELECT),
        "enough": running.filter(supports__gte=edition.support_threshold).count(),
    }
    return render(request, "decide/proposals/review.html", context)


def _act(request: SiteRequest, edition: Budget) -> None:
    act = request.POST.get("act", "")
    if act == "admit the rest":
        count = admit_the_rest(edition, by=request.user)
        said = ngettext("{n} proposal is admitted.", "{n} proposals are admitted.", count)
        messages.success(request, said.format(n=figure(count)))
    elif act == "select":
        count = select_supported(edition, by=request.user)
        said = ngettext("{n} proposal goes on.", "{n} proposals go on.", count)
        messages.success(request, said.format(n=figure(count)))
