"""The pages on which officers lead a vote from its close to its bundle; they stand beside the other views."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tequio.decide.budgets.models import Budget
from tequio.decide.budgets.queries import budget_or_404
from tequio.decide.results.access import can_settle
from tequio.decide.results.forms import DecisionForm, SignForm
from tequio.decide.results.frame import frame
from tequio.decide.results.keeping import erase_roll
from tequio.decide.results.models import Intrusion
from tequio.decide.results.progress import begin
from tequio.decide.results.services import decide_intrusion, sign_destruction
from tequio.decide.results.steps import is_over, page_of, said_of
from tequio.decide.results.words import DECISION_NAMES
from tequio.ground.http import SiteRequest
from tequio.ground.permissions import signed_in
from tequio.ground.refusals import sentence
from tequio.ground.spaces.views import done
from tequio.kit.refusals import Refused

JOBS = {
    "settled": "tequio.decide.results.jobs.settle",
    "opened": "tequio.decide.results.jobs.open_all",
    "published": "tequio.decide.results.jobs.publish",
}


def edition_or_404(request: SiteRequest, space: str, slug: str) -> Budget:
    """An edition, for whoever runs it; not there for others."""
    budget = budget_or_404(space, slug)
    if not can_settle(request.standing, budget):
        raise Http404(slug)
    return budget


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def settlement(request: SiteRequest, space: str, budget: str) -> HttpResponse:
    """Show each step, who must act and what comes next; begin one, or sign. Eight queries."""
    edition, form, problem = edition_or_404(request, space, budget), SignForm(), ""
    if request.method == "POST":
        act = request.POST.get("act", "")
        form = SignForm(request.POST) if act == "destroyed" else form
        try:
            if _acted(request, edition, act, form):
                return redirect("settlement", space=space, budget=budget)
        except Refused as refusal:
            problem = sentence(refusal)
    context = frame(edition) | page_of(edition) | {"form": form, "problem": problem}
    context["signed_already"] = any(one.person_id == request.user.pk for one in context["signatures"])
    if request.htmx and context["going"] and context["going"].running:
        return render(request, "decide/results/going.html", context)
    answer = render(request, "decide/results/settlement.html", context, status=_status(form, problem))
    if request.htmx:
        answer["HX-Refresh"] = "true"
    return answer


def _status(form: SignForm, problem: str) -> int:
    return 409 if problem else 422 if form.errors else 200


def _acted(request: SiteRequest, budget: Budget, act: str, form: SignForm) -> bool:
    by = request.user
    if not is_over(budget):
        raise Refused("settlement.not_closed")
    if act == "destroyed":
        return done(form, None, lambda: sign_destruction(budget, by=by))
    if act == "erased":
        erase_roll(budget, by=by)
    elif act in JOBS:
        begin(budget, act, JOBS[act], by=by.pk)
    else:
        raise Http404(act)
    return True


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def intrusion(request: SiteRequest, space: str, budget: str, pk: int) -> HttpResponse:
    """Ask for the commission's decision on one intrusion: four queries."""
    edition = edition_or_404(request, space, budget)
    found = get_object_or_404(Intrusion, pk=pk, budget=edition)
    form = DecisionForm(request.POST if request.method == "POST" else None, initial={"reason": found.reason})
    if request.method == "POST" and done(form, "reason", lambda: _decide(request, found, form)):
        messages.success(request, _("The decision is kept, with its reason."))
        return redirect("settlement", space=space, budget=budget)
    context = frame(edition) | {"form": form, "said": said_of(found)}
    context["outcome"] = DECISION_NAMES[found.facts["is"]]
    return render(request, "decide/results/intrusion.html", context, status=422 if form.errors else 200)


def _decide(request: SiteRequest, found: Intrusion, form: DecisionForm) -> None:
    decide_intrusion(found, form.cleaned_data["reason"], by=request.user)
