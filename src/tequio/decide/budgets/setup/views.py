"""The pages on which an officer sets an edition up, changes it, opens it, and moves it to another phase."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tequio.decide.budgets.access import can_run_budgets
from tequio.decide.budgets.gates import obstacles
from tequio.decide.budgets.models import Budget
from tequio.decide.budgets.page import interface
from tequio.decide.budgets.queries import as_before, budget_or_404, contests_of
from tequio.decide.budgets.rules import FROZEN, PUBLISHING, VALUATING
from tequio.decide.budgets.services import move_to
from tequio.decide.budgets.setup import services
from tequio.decide.budgets.setup.counting import ContestForm
from tequio.decide.budgets.setup.forms import NewForm, StepForm, page_language
from tequio.decide.budgets.setup.moving import MoveForm
from tequio.decide.budgets.setup.queries import contest_or_none, lacking
from tequio.decide.budgets.setup.ready import ready_plans
from tequio.decide.budgets.setup.steps import STEPS, after
from tequio.decide.budgets.views import frame
from tequio.decide.budgets.words import PHASE_NAMES
from tequio.ground.http import SiteRequest
from tequio.ground.permissions import signed_in
from tequio.ground.refusals import sentence
from tequio.ground.spaces.models import Space, said_in
from tequio.ground.spaces.page import frame_of
from tequio.ground.spaces.queries import space_or_404
from tequio.kit.refusals import Refused


def space_to_run(request: SiteRequest, slug: str) -> Space:
    """The space whose editions the reader runs; not there for others."""
    space = space_or_404(slug)
    if not can_run_budgets(request.standing, space.pk):
        raise Http404(slug)
    return space


def budget_to_run(request: SiteRequest, space: str, slug: str) -> Budget:
    """The edition that the reader runs; not there for others."""
    budget = budget_or_404(space, slug, request.standing)
    if not can_run_budgets(request.standing, budget.space_id):
        raise Http404(slug)
    return budget


def done(form: forms.Form, do: Callable[[], object]) -> bool:
    """Do what a valid form asks; a refusal is said above its fields."""
    if not form.is_valid():
        return False
    try:
        do()
    except Refused as refusal:
        form.add_error(None, sentence(refusal))
        return False
    return True


@signed_in
@require_safe
def plans(request: SiteRequest, space: str) -> HttpResponse:
    """Choose the ready-made plan to begin with."""
    where = space_to_run(request, space)
    language = page_language()
    offered = [
        (plan.key, said_in(plan.titles, language, "en"), said_in(plan.told, language, "en"))
        for plan in ready_plans().values()
    ]
    return render(request, "decide/budgets/setup/plans.html", {**frame_of(where), "plans": offered})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SiteRequest, space: str, plan: str) -> HttpResponse:
    """Name a new edition; from then on it is kept, and nobody else sees it."""
    where, chosen = space_to_run(request, space), ready_plans().get(plan)
    if chosen is None:
        raise Http404(plan)
    form = NewForm(
        Budget(space=where, currency=as_before(where)[0]), request.POST if request.method == "POST" else None
    )
    made: list[Budget] = []
    if request.method == "POST" and done(form, lambda: made.append(_begin(request, where, plan, form))):
        return redirect("budget-step", space=space, budget=made[0].slug, step="money")
    context = {**frame_of(where), "form": form, "title": said_in(chosen.titles, page_language(), "en")}
    return render(request, "decide/budgets/setup/new.html", context, status=422 if form.errors else 200)


def _begin(request: SiteRequest, space: Space, plan: str, form: NewForm) -> Budget:
    said = form.cleaned_data
    return services.begin(
        space,
        ready_plans()[plan],
        names=form.names(),
        slug=said["slug"],
        currency=said["currency"],
        by=request.user,
    )


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: SiteRequest, space: str, budget: str, step: str) -> HttpResponse:
    """Ask one thing; the answer is kept, and the next thing asked, or all answers shown when one was changed."""
    held, asked = budget_to_run(request, space, budget), STEPS.get(step)
    if asked is None:
        raise Http404(step)
    form = asked.form(held, request.POST.dict() if request.method == "POST" else None)
    if request.method == "POST" and done(form, lambda: form.keep(request.user)):
        held.refresh_from_db()
        return _onward(request, held, step)
    fixed = held.stage in FROZEN and not asked.frozen
    context: dict[str, object] = {"title": asked.title, "hint": asked.hint, "step": step, "fixed": fixed}
    if held.opened is None:
        context |= {"place": list(STEPS).index(step) + 1, "places": len(STEPS)}
    return _show(request, held, form, context, now=asked.said)


def _onward(request: SiteRequest, held: Budget, step: str) -> HttpResponseRedirect:
    following = after(step)
    if held.opened is None and following and "change" not in request.GET:
        return redirect("budget-step", space=held.space.slug, budget=held.slug, step=following)
    messages.success(request, _("Kept."))
    return redirect("budget-check", space=held.space.slug, budget=held.slug)


def _show(
    request: SiteRequest,
    held: Budget,
    form: StepForm,
    context: dict[str, object],
    now: Callable[[Budget], list[str]],
) -> HttpResponse:
    """Show a page with what was typed; where somebody else was faster, also what stands now."""
    fresh = Budget.objects.select_related("space").get(pk=held.pk) if form.errors else held
    if form.errors and str(form.data.get("revision", "")) != str(fresh.revision):
        # What was typed stays; keeping it again counts as having seen the change.
        form.data = {**form.data, "revision": fresh.revision}
        context["now"] = now(fresh)
    context |= frame(request, fresh) | {"form": form}
    return render(request, "decide/budgets/setup/step.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def contest(request: SiteRequest, space: str, budget: str, pk: int) -> HttpResponse:
    """Say how one contest is voted and counted, where it differs from the others."""
    held = budget_to_run(request, space, budget)
    found = contest_or_none(held, pk)
    if found is None:
        raise Http404(str(pk))
    form = ContestForm(held, request.POST.dict() if request.method == "POST" else None, found)
    if request.method == "POST" and done(form, lambda: form.keep(request.user)):
        messages.success(request, _("Kept."))
        return redirect("budget-check", space=space, budget=budget)
    context = {"title": found.name_in(page_language()), "fixed": held.stage in FROZEN}
    return _show(request, held, form, context, now=STEPS["rule"].said)


@signed_in
@require_safe
def check(request: SiteRequest, space: str, budget: str) -> HttpResponse:
    """Show all answers, each with a way to change it, what is lacking, and the way to open the edition."""
    held = budget_to_run(request, space, budget)
    answers = [
        (one.key, one.title, one.said(held), held.stage not in FROZEN or one.frozen) for one in STEPS.values()
    ]
    contests = [(one.contest.pk, one.contest.name_in(interface()[0])) for one in contests_of(held)]
    context = {
        **frame(request, held),
        "answers": answers,
        "contests": contests if len(contests) > 1 and held.stage not in FROZEN else [],
        "lacks": [sentence(refusal) for refusal in lacking(held)],
    }
    return render(request, "decide/budgets/setup/check.html", context)


@signed_in
@require_POST
def open_it(request: SiteRequest, space: str, budget: str) -> HttpResponse:
    """Let everybody see the edition."""
    held = budget_to_run(request, space, budget)
    revision = request.POST.get("revision", "")[:9]
    services.open_edition(held, revision=int(revision) if revision.isdecimal() else -1, by=request.user)
    messages.success(request, _("The edition is open. Everybody sees it now."))
    return redirect("budget", space=space, budget=budget)


@signed_in
@require_POST
def drop(request: SiteRequest, space: str, budget: str) -> HttpResponse:
    """Throw an edition away that was never opened."""
    services.drop(budget_to_run(request, space, budget), by=request.user)
    messages.success(request, _("The edition was thrown away."))
    return redirect("budgets", space=space)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def move(request: SiteRequest, space: str, budget: str) -> HttpResponse:
    """Move the edition on or back, before the vote."""
    held = budget_to_run(request, space, budget)
    form = MoveForm(held, request.POST if request.method == "POST" else None)
    if request.method == "POST" and done(
        form,
        lambda: move_to(held, form.cleaned_data["phase"], along=form.along_with(), by=request.user),
    ):
        messages.success(request, _("The edition has moved."))
        return redirect("budget", space=space, budget=budget)
    context = {**frame(request, held), "form": form, "fixed": held.stage in FROZEN}
    context["obstacles"] = [
        (PHASE_NAMES[one.phase], sentence(one.refusal), one.url)
        for one in (obstacles(held, PUBLISHING) if held.stage == VALUATING else ())
    ]
    return render(request, "decide/budgets/setup/move.html", context, status=422 if form.errors else 200)
