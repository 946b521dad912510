"""The pages of valuing: what waits, one proposal, the author's reply, what excludes each other, the prices."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tequio.catalogue.records.queries import named
from tequio.catalogue.records.rules import text_language
from tequio.decide.budgets.models import Budget
from tequio.decide.budgets.queries import budget_or_404
from tequio.decide.valuations import lists
from tequio.decide.valuations.access import can_assign, can_reply, can_value
from tequio.decide.valuations.desk import Desk
from tequio.decide.valuations.forms import IncompatibleForm, ReplyForm
from tequio.decide.valuations.models import Incompatible
from tequio.decide.valuations.queries import (
    coauthors_of,
    pairs_of,
    priced,
    proposal_or_404,
    proposals_named,
    valuation_of,
    what_is_missing,
    with_valuators,
)
from tequio.decide.valuations.said import said_of, words_in
from tequio.decide.valuations.services import declare_incompatible, reply, take_back_incompatible, unassign
from tequio.ground.clock import now
from tequio.ground.http import SiteRequest
from tequio.ground.permissions import signed_in
from tequio.ground.spaces.page import frame_of
from tequio.ground.spaces.views import done

A_PAGE = 50
READ = ["GET", "HEAD", "POST"]


def _site(request: SiteRequest) -> str:
    return request.build_absolute_uri("/").rstrip("/")


def _frame(request: SiteRequest, budget: Budget, room: str) -> dict[str, Any]:
    runs = can_assign(request.standing, budget.space_id)
    edition = budget.name_in(get_language() or "en") or budget.slug
    return {**frame_of(budget.space), "budget": budget, "edition": edition, "room": room, "runs": runs}


def _to_run(request: SiteRequest, space: str, budget: str) -> Budget:
    """The edition whose officer asks; not there for others."""
    found = budget_or_404(space, budget)
    if not can_assign(request.standing, found.space_id):
        raise Http404(budget)
    return found


@signed_in
@require_http_methods(READ)
def valuations(request: SiteRequest, space: str, budget: str) -> HttpResponse:
    """List what waits, fifty a page: for a valuator their own, for officers all, to be assigned. At most ten queries."""
    edition = budget_or_404(space, budget)
    listed = lists.listed(edition, request.standing, request.GET)
    if listed is None:
        raise Http404(budget)
    if request.method == "POST":
        if not listed.may_assign:
            raise Http404(budget)
        number = listed.assign(request.POST, by=request.user, site=_site(request))
        if number is not None:
            messages.success(request, lists.assigned(number))
            return redirect(request.get_full_path())
    page = Paginator(listed.rows, A_PAGE).get_page(request.GET.get("page"))
    kept = {key: value for key, value in request.GET.items() if key != "page"}
    context = _frame(request, edition, "valuations") | {"listed": listed, "page": page}
    context |= {"lines": listed.lines(page), "query": urlencode(kept) + "&" if kept else ""}
    return render(request, "decide/valuations/list.html", context, status=422 if listed.form.errors else 200)


@signed_in
@require_http_methods(READ)
def valuation(request: SiteRequest, space: str, budget: str, public_id: str) -> HttpResponse:
    """Value one proposal: keep findings, announce a no, decide, open again. At most ten queries to read."""
    edition = budget_or_404(space, budget)
    proposal = proposal_or_404(edition, public_id)
    people = with_valuators([proposal])[proposal.pk]
    if not can_value(request.standing, edition.space_id, [person.pk for person in people]):
        raise Http404(public_id)
    if request.method == "POST":
        desk = Desk(proposal, request.POST, request.POST.get("act", ""))
        if desk.done(by=request.user, site=_site(request)):
            messages.success(request, str(lists.KEPT[desk.act]))
            return redirect("valuation", space=space, budget=budget, public_id=public_id)
    else:
        desk = Desk(proposal)
    context = _frame(request, edition, "valuation") | {"desk": desk, "people": people}
    context |= {"title": _title(proposal.pk, proposal.key), "proposal": proposal}
    context |= {"said": said_of(proposal, request.standing), "allocation": lists.name_of(proposal.allocation)}
    return render(request, "decide/valuations/valuation.html", context, status=422 if desk.wrong else 200)


def _title(record: int, otherwise: str) -> Any:
    """The name of a proposal for the reader: one query."""
    return named([record], text_language(get_language() or "en")).get(record) or {"title": otherwise}


@signed_in
@require_http_methods(["POST"])
def unassigned(request: SiteRequest, space: str, budget: str, public_id: str) -> HttpResponse:
    """Have somebody value a proposal no longer."""
    edition = _to_run(request, space, budget)
    proposal = proposal_or_404(edition, public_id)
    person = request.POST.get("person", "")
    for one in with_valuators([proposal])[proposal.pk]:
        if str(one.pk) == person:
            unassign(proposal, one, by=request.user)
            messages.success(request, _("Kept."))
    return redirect("valuation", space=space, budget=budget, public_id=public_id)


@signed_in
@require_http_methods(READ)
def answered(request: SiteRequest, space: str, budget: str, public_id: str) -> HttpResponse:
    """The author reads a no to come, and replies. At most eight queries to read."""
    edition = budget_or_404(space, budget)
    proposal = proposal_or_404(edition, public_id)
    valuation = valuation_of(proposal)
    if not (can_reply(request.standing, proposal, coauthors_of(proposal)) and valuation.announced):
        raise Http404(public_id)
    form = ReplyForm(request.POST if request.method == "POST" else None)
    words = request.POST.get("words", "")
    told: dict[str, Any] = {"language": text_language(get_language() or "en"), "site": _site(request)}
    if request.method == "POST" and done(
        form, "words", lambda: reply(proposal, words, by=request.user, **told)
    ):
        messages.success(request, _("Your reply is with the city, which answers it when it decides."))
        return redirect("valuation-reply", space=space, budget=budget, public_id=public_id)
    context = _frame(request, edition, "reply") | {"form": form, "title": _title(proposal.pk, proposal.key)}
    context |= {"valuation": valuation, "state": valuation.state_at(now()), "proposal": proposal}
    context["explanation"] = words_in(valuation.explanation, get_language() or "en")
    return render(request, "decide/valuations/reply.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(READ)
def incompatible(request: SiteRequest, space: str, budget: str) -> HttpResponse:
    """List the pairs that exclude each other, declare and take back some: six queries, whatever the length."""
    edition = _to_run(request, space, budget)
    posted = request.POST if request.method == "POST" and "stop" not in request.POST else None
    form = IncompatibleForm(posted, initial={"first": request.GET.get("first", "")[:64]})
    if request.method == "POST" and _excluded(request, edition, form):
        return redirect("incompatible", space=space, budget=budget)
    page = Paginator(pairs_of(edition), A_PAGE).get_page(request.GET.get("page"))
    names = named(
        [pk for pair in page for pk in (pair.first_id, pair.second_id)], text_language(get_language() or "en")
    )
    pairs = [(pair, names.get(pair.first_id), names.get(pair.second_id)) for pair in page]
    context = _frame(request, edition, "incompatible") | {"form": form, "page": page, "pairs": pairs}
    return render(request, "decide/valuations/incompatible.html", context, status=422 if form.errors else 200)


def _excluded(request: SiteRequest, budget: Budget, form: IncompatibleForm) -> bool:
    if stop := request.POST.get("stop", ""):
        pk = int(stop) if stop.isascii() and stop.isdecimal() and len(stop) < 19 else 0
        take_back_incompatible(get_object_or_404(Incompatible, budget=budget, pk=pk), by=request.user)
        messages.success(request, _("Both can win now."))
        return True
    if done(form, None, lambda: _declare(request, budget, form)):
        messages.success(request, _("Kept. Only one of the two can win."))
        return True
    return False


def _declare(request: SiteRequest, budget: Budget, form: IncompatibleForm) -> None:
    said = form.cleaned_data
    first, second = proposals_named(budget, said["first"], said["second"])
    declare_incompatible(first, second, reason=said["reason"], by=request.user)


@signed_in
@require_safe
def prices(request: SiteRequest, space: str, budget: str) -> HttpResponse:
    """List all prices, and say what is missing before they can be published: ten queries, whatever the length."""
    edition = _to_run(request, space, budget)
    missing = what_is_missing(edition)
    page = Paginator(priced(edition), A_PAGE).get_page(request.GET.get("page"))
    context = _frame(request, edition, "prices") | {"missing": missing, "page": page}
    context |= {"lines": lists.price_lines(edition, page, missing)}
    return render(request, "decide/valuations/prices.html", context)
