"""The pages of editions for everybody: their list, one edition, and how votes are counted."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from tequio.decide.budgets.access import can_run_budgets
from tequio.decide.budgets.doors import desks_for, desks_of
from tequio.decide.budgets.models import Budget
from tequio.decide.budgets.page import line_of, page_of
from tequio.decide.budgets.queries import budget_or_404, editions
from tequio.decide.budgets.words import COMPLETION_NAMES, RULE_MEANINGS, RULE_NAMES
from tequio.ground.fragments import fragment
from tequio.ground.freshness import kept_for_visitors
from tequio.ground.http import SiteRequest
from tequio.ground.permissions import open_to_all
from tequio.ground.spaces.models import Space
from tequio.ground.spaces.page import frame_of
from tequio.ground.spaces.queries import space_or_404
from tequio.ground.spaces.standing import VISITOR, Standing

A_PAGE = 20


@open_to_all
@require_safe
@kept_for_visitors
def budgets(request: SiteRequest, space: str = "") -> HttpResponse:
    """List editions, of a space or of the whole site, the most pressing first.

    One query when it is kept (two in a space), five when it is not.
    """
    where = space_or_404(space) if space else None
    runs = where is not None and can_run_budgets(request.standing, where.pk)
    number = request.GET.get("page", "")[:9]
    if runs:
        part = _listed(where, number, request.standing)
    else:
        key = ("budgets", where.pk if where else 0, number, get_language())
        part = fragment(key, lambda: _listed(where, number, VISITOR)) or ""
    context = {"part": part, "may_set_up": runs} | (frame_of(where) if where else {})
    template = "decide/budgets/list.html" if where else "decide/budgets/all.html"
    return render(request, template, context)


def _listed(space: Space | None, number: str, standing: Standing) -> str:
    found = editions(standing, space=space.pk if space else None)
    page = Paginator(found, A_PAGE).get_page(number)
    context = {"lines": [line_of(budget) for budget in page], "page": page, "named": space is None}
    return render_to_string("decide/budgets/lines.html", context)


@open_to_all
@require_safe
@kept_for_visitors
def budget(request: SiteRequest, space: str, budget: str) -> HttpResponse:
    """Show an edition: where it is, what one can do now, what comes next, the money, the rules.

    Two queries when it is kept, ten when it is not; one more for a member of the space who does not run it.
    """
    found = budget_or_404(space, budget, request.standing)
    reader = reader_zone(request)
    key = ("budget", found.pk, get_language(), reader)
    part = fragment(key, lambda: render_to_string("decide/budgets/edition_main.html", page_of(found, reader)))
    context = frame(request, found) | {"part": part}
    if not context["runs_budget"]:
        context["desks"] = desks_for(request.standing, found)
    return render(request, "decide/budgets/edition.html", context)


def frame(request: SiteRequest, budget: Budget) -> dict[str, Any]:
    """What each page of an edition needs: its names, its space's look, whether the reader runs it; no query."""
    runs = can_run_budgets(request.standing, budget.space_id)
    return frame_of(budget.space) | {
        "budget": budget,
        "budget_name": budget.name_in(get_language() or "en") or budget.slug,
        "runs_budget": runs,
        "desks": desks_of(budget) if runs else [],
    }


def reader_zone(request: SiteRequest) -> str:
    """The reader's own time zone, where they have said one; nobody has chosen the UTC that everybody begins with."""
    if not request.user.is_authenticated or request.user.time_zone == "UTC":
        return ""
    return request.user.time_zone


@open_to_all
@require_safe
@kept_for_visitors
def counting(request: SiteRequest) -> HttpResponse:
    """Say in plain words how each rule counts: no query."""
    rules = [(key, name, RULE_MEANINGS[key]) for key, name in RULE_NAMES.items()]
    return render(
        request, "decide/budgets/counting.html", {"rules": rules, "completions": COMPLETION_NAMES.values()}
    )
