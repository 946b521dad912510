"""The ballot, its receipt, and the way out. These pages write no session, ledger, job, mail or line of a log."""

from typing import Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tequio.catalogue.records.rules import text_language
from tequio.decide.ballots.asked import Asked, read_asked
from tequio.decide.ballots.casting import Overtaken, State, cast, receipt_of, standing
from tequio.decide.ballots.page import Beside, about_projects, sections_of
from tequio.decide.ballots.queries import Voter, parts_of, read_choices, rules_of, vote_or_404, voter_of
from tequio.decide.ballots.rules import Choices, tapped, wanting
from tequio.decide.ballots.telling import for_voter
from tequio.decide.ballots.withdrawn import withdrawn_from
from tequio.decide.budgets.closing import phase_of
from tequio.decide.budgets.models import Budget
from tequio.decide.budgets.rules import BALLOTING
from tequio.decide.electorates.passes import drop_pass, read_pass
from tequio.decide.protocol.faults import Fault
from tequio.decide.protocol.freeze import Freeze
from tequio.ground.http import SiteRequest
from tequio.ground.permissions import open_to_all
from tequio.ground.refusals import sentence
from tequio.ground.spaces.page import frame_of
from tequio.kit.qr import qr_svg
from tequio.kit.refusals import Refused


def let_in(request: SiteRequest, budget: Budget) -> Voter | None:
    """Return who comes with a pass and may vote now: one query, none once the fixed close has come."""
    entry = read_pass(request, budget.pk)
    voter = voter_of(budget.pk, entry) if entry and phase_of(budget) == BALLOTING else None
    return None if voter is None or voter.struck else voter


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ballot(request: SiteRequest, space: str, budget: str) -> HttpResponse:
    """Show how a vote stands, and change it by one tap: two queries to show, one and one statement to change."""
    edition = vote_or_404(space, budget)
    voter = let_in(request, edition)
    if voter is None:
        return shut(request, edition)
    if request.method == "POST":
        return _tap(request, edition, voter)
    state = standing(edition.pk, voter.entry)
    return _show(request, edition, voter, as_it_stands(edition, state), state)


def as_it_stands(edition: Budget, state: State) -> Asked:
    """A page that shows a ballot as it is stored, and asks nothing."""
    return Asked(state.turn, read_choices(rules_of(edition.pk), state.choices) if state.turn else {})


def _tap(request: SiteRequest, edition: Budget, voter: Voter) -> HttpResponse:
    rules, asked = rules_of(edition.pk), None
    try:
        asked = read_asked(request.POST, rules)
        choices = tapped(rules, asked.shown, asked.tap)
        if missing := wanting(rules, choices):
            state = standing(edition.pk, voter.entry)
            waiting = Asked(asked.base, choices)
            return _show(request, edition, voter, waiting, state, missing=sum(missing.values()))
        cast(edition.pk, voter.entry, voter.zone, parts_of(choices), base=asked.base)
    except Overtaken as overtaken:
        asked = as_it_stands(edition, overtaken.state)
        return _show(request, edition, voter, asked, overtaken.state, problem=sentence(overtaken), status=409)
    except Refused as refused:
        if refused.code == "vote.closed":
            return redirect("vote", space=edition.space.slug, budget=edition.slug)
        said = for_voter(refused, rules) if isinstance(refused, Fault) else refused
        state = standing(edition.pk, voter.entry)
        if asked is None or said.code == "ballot.unknown_tap":
            # No page of ours sent this: what it says was chosen may be anything.
            asked = as_it_stands(edition, state)
        return _show(request, edition, voter, asked, state, problem=sentence(said), status=422)
    return _back(request, edition, asked)


def _back(request: SiteRequest, edition: Budget, asked: Asked) -> HttpResponse:
    """Lead back to the page, at the project that was tapped."""
    address = reverse("ballot", args=[edition.space.slug, edition.slug])
    zone = f"?zone={asked.zone}" if asked.zone else ""
    return HttpResponseRedirect(f"{address}{zone}#{asked.tap.project or 'main'}", status=303)


def _show(
    request: SiteRequest, edition: Budget, voter: Voter, asked: Asked, state: State, *, problem: str = "",
    missing: int = 0, status: int = 200,
) -> HttpResponse:  # fmt: skip
    rules = rules_of(edition.pk)
    other = _other_zone(request, voter, asked.shown, rules)
    contests = [*rules.zone[voter.zone].contests, *(rules.zone[other].contests if other else ())]
    about = about_projects(edition.pk, rules, text_language(get_language() or "en"))
    beside = Beside(about, withdrawn_from(edition.pk), voted=state.turn > 0)
    context = page_of(edition) | {
        "zone": rules.zone[voter.zone].name,
        "other": other,
        "others": [zone for zone in rules.zones if zone.id != voter.zone] if rules.other_zones else [],
        "sections": sections_of(rules, contests, asked.shown, beside),
        "asked": asked,
        "voted": state.turn > 0,
        "blank": state.turn > 0 and not asked.shown,
        "receipt": receipt_of(edition.pk, rules, state).code if state.turn else None,
        "problem": problem,
        "missing": missing,
        "withdrawn_counts": rules.withdrawn_counts,
    }
    return render(request, "decide/ballots/ballot.html", context, status=status)


def _other_zone(request: SiteRequest, voter: Voter, shown: Choices, rules: Freeze) -> str:
    """The other zone on the page: the one already voted in, else the one asked for."""
    foreign = {contest for contest in shown if contest not in rules.zone[voter.zone].contests}
    if foreign:
        return next((zone.id for zone in rules.zones if foreign <= set(zone.contests)), "")
    wanted = request.POST.get("zone") or request.GET.get("zone", "")
    return wanted if rules.other_zones and wanted in rules.zone and wanted != voter.zone else ""


def page_of(budget: Budget) -> dict[str, Any]:
    """What the small pages of a voter need; no query."""
    rules = rules_of(budget.pk)
    return frame_of(budget.space) | {
        "budget": budget,
        "edition": budget.name_in(get_language() or "en") or budget.slug,
        "closes": rules.closes,
    }


def shut(request: SiteRequest, budget: Budget) -> HttpResponse:
    """Lead to the door, which says why; whose half hour ended while they chose is told that their vote stands."""
    if request.method != "POST" or phase_of(budget) != BALLOTING or read_pass(request, budget.pk):
        return redirect("vote", space=budget.space.slug, budget=budget.slug)
    return render(request, "decide/ballots/ended.html", page_of(budget), status=401)


@open_to_all
@never_cache
@require_safe
def receipt(request: SiteRequest, space: str, budget: str) -> HttpResponse:
    """Show the receipt of the present vote, for people and for machines: two queries."""
    edition = vote_or_404(space, budget)
    voter = let_in(request, edition)
    if voter is None:
        return shut(request, edition)
    state = standing(edition.pk, voter.entry)
    if not state.turn:
        raise Http404("no ballot yet")
    promise = receipt_of(edition.pk, rules_of(edition.pk), state)
    context = page_of(edition) | {"receipt": promise, "qr": qr_svg(str(promise))}
    return render(request, "decide/ballots/receipt.html", context)


@open_to_all
@require_POST
def leave(request: SiteRequest, space: str, budget: str) -> HttpResponse:
    """Take the pass out of this device; the vote stands."""
    edition = vote_or_404(space, budget)
    if edition.join_check is None:
        raise Http404(budget)
    answer = render(request, "decide/ballots/left.html", page_of(edition))
    drop_pass(answer, edition.pk)
    return answer
