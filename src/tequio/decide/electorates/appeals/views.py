"""The pages of appeals: for whoever is missed or misplaced, and for the officers who answer."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tequio.decide.budgets.models import Budget
from tequio.decide.budgets.queries import budget_or_404
from tequio.decide.budgets.views import frame
from tequio.decide.electorates.appeals.queries import appeal_by, waiting
from tequio.decide.electorates.appeals.services import Complaint, can_appeal, decide_appeal, make_appeal
from tequio.decide.electorates.codes import spelt
from tequio.decide.electorates.desk import page, run_or_404, site_of
from tequio.decide.electorates.forms import AnswerForm, AppealForm, DecideForm
from tequio.decide.electorates.limits import check_appeals
from tequio.decide.electorates.models import Appeal
from tequio.ground.http import SiteRequest
from tequio.ground.permissions import open_to_all, signed_in
from tequio.ground.spaces.views import done
from tequio.kit.plain import plain

A_PAGE = 20


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def appeal(request: SiteRequest, space: str, budget: str) -> HttpResponse:
    """Say that the roll is wrong, or read the answer by the code that was given."""
    edition = budget_or_404(space, budget, request.standing)
    act, found = request.POST.get("act", ""), []
    form = AppealForm(edition, request.POST if act == "appeal" else None)
    answer = AnswerForm(request.POST if act == "answer" else None)
    if act == "appeal" and done(form, None, lambda: found.append(_make(request, edition, form))):
        said = _("Sent. Note this code to read the answer here: {code}")
        messages.success(request, said.format(code=spelt(found[0].code)))
        return redirect("appeal", space=space, budget=budget)
    if act == "answer":
        done(answer, "code", lambda: found.append(appeal_by(edition, answer.cleaned_data["code"])))
    context = {**frame(request, edition), "form": form, "answer": answer, "open": can_appeal(edition)}
    context |= {"found": found[0] if found else None}
    wrong = form.errors or answer.errors
    return render(request, "decide/electorates/appeal.html", context, status=422 if wrong else 200)


def _make(request: SiteRequest, budget: Budget, form: AppealForm) -> Appeal:
    check_appeals(request)
    said = form.cleaned_data
    zone = budget.zones.filter(key=said["zone"]).first()
    return make_appeal(budget, Complaint(plain(said["words"]), zone, said["email"]))


@signed_in
@require_http_methods(["GET", "HEAD"])
def appeals(request: SiteRequest, space: str, budget: str) -> HttpResponse:
    """List the appeals that wait, the oldest first: five queries with the reader, whatever their number."""
    edition = run_or_404(request, space, budget)
    found = Paginator(waiting(edition), A_PAGE).get_page(request.GET.get("page"))
    context = {**page(request, edition, "appeals"), "page": found}
    return render(request, "decide/electorates/appeals.html", context)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: SiteRequest, space: str, budget: str, pk: int) -> HttpResponse:
    """Answer one appeal."""
    edition = run_or_404(request, space, budget)
    found = get_object_or_404(Appeal, pk=pk, budget=edition)
    form = DecideForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and done(form, None, lambda: _decide(request, found, form)):
        messages.success(request, _("Answered."))
        return redirect("roll-appeals", space=space, budget=budget)
    context = {**page(request, edition, "appeals"), "form": form, "appeal": found, "code": spelt(found.code)}
    return render(request, "decide/electorates/decide.html", context, status=422 if form.errors else 200)


def _decide(request: SiteRequest, found: Appeal, form: DecideForm) -> None:
    said = form.cleaned_data
    decide_appeal(found, said["outcome"], plain(said["reason"]), by=request.user, site=site_of(request))
