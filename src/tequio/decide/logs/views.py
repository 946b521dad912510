"""The public log of a vote, and the pages on which officers open the vote and withdraw a project."""

import json
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tequio.decide.ballots.models import Freeze as FrozenRow
from tequio.decide.ballots.queries import rules_of
from tequio.decide.budgets.access import can_run_budgets
from tequio.decide.budgets.models import Budget
from tequio.decide.budgets.queries import budget_or_404
from tequio.decide.logs.forms import WithdrawForm
from tequio.decide.logs.opening import preview_of
from tequio.decide.logs.queries import hashes, last_checkpoint, notes, size, withdrawals
from tequio.decide.logs.services import open_vote, print_sheet, withdraw_project
from tequio.decide.protocol.checkpoints import read_checkpoint
from tequio.decide.protocol.faults import Fault
from tequio.decide.protocol.freeze import fingerprint
from tequio.decide.protocol.words import say
from tequio.ground.http import SiteRequest
from tequio.ground.permissions import open_to_all, signed_in
from tequio.ground.refusals import sentence
from tequio.ground.spaces.page import frame_of
from tequio.kit.moments import Moment
from tequio.kit.qr import qr_svg
from tequio.kit.refusals import Refused

PLAIN = "text/plain; charset=utf-8"


def voted_or_404(space: str, budget: str) -> Budget:
    """An edition whose vote was opened here: one query."""
    edition = budget_or_404(space, budget)
    if edition.join_check is None:
        raise Http404(budget)
    return edition


def to_run_or_404(request: SiteRequest, space: str, budget: str) -> Budget:
    """An edition that the reader runs; not there for others."""
    edition = budget_or_404(space, budget)
    if not can_run_budgets(request.standing, edition.space_id):
        raise Http404(budget)
    return edition


def frame(budget: Budget) -> dict[str, Any]:
    """What the frame of these pages needs; no query."""
    name = budget.name_in(get_language() or "en") or budget.slug
    return frame_of(budget.space) | {"budget": budget, "budget_name": name}


@open_to_all
@require_safe
def log(request: SiteRequest, space: str, budget: str) -> HttpResponse:
    """Say in words what the log is and how it stands: five queries."""
    edition = voted_or_404(space, budget)
    rules, last = rules_of(edition.pk), last_checkpoint(edition.pk)
    if last is None:
        raise Http404(budget)
    signed = read_checkpoint(last.note, rules.key)
    context = frame(edition) | {
        "rules": rules,
        "fingerprint": fingerprint(rules.sha256),
        "qr": qr_svg(rules.sha256.hex().upper(), scale=3),
        "checkpoint": signed,
        "signed": spoken(signed.time, rules.time_zone),
        "closes": spoken(rules.closes, rules.time_zone),
        "note": last.note,
        "withdrawals": withdrawals(edition.pk),
        "runs_budget": can_run_budgets(request.standing, edition.space_id),
    }
    return render(request, "decide/logs/log.html", context)


@open_to_all
@require_safe
def leaves(request: SiteRequest, space: str, budget: str) -> StreamingHttpResponse:
    """Give all leaf hashes, one a line: the whole log, streamed (65 bytes a leaf)."""
    edition = voted_or_404(space, budget)
    return StreamingHttpResponse((f"{one.hex()}\n" for one in hashes(edition.pk)), content_type=PLAIN)


@open_to_all
@require_safe
def checkpoint(request: SiteRequest, space: str, budget: str) -> HttpResponse:
    """Give the last signed note as it is: two queries."""
    last = last_checkpoint(voted_or_404(space, budget).pk)
    return HttpResponse(last.note if last else "", content_type=PLAIN)


@open_to_all
@require_safe
def checkpoints(request: SiteRequest, space: str, budget: str) -> HttpResponse:
    """Give every signed note, one a line as JSON, from number 0 on: two queries."""
    edition = voted_or_404(space, budget)
    said = "".join(json.dumps({"note": note}, ensure_ascii=False) + "\n" for note in notes(edition.pk))
    return HttpResponse(said, content_type="application/jsonl; charset=utf-8")


@open_to_all
@require_safe
def freeze(request: SiteRequest, space: str, budget: str) -> HttpResponse:
    """Give the fixed rules, byte for byte: two queries."""
    row = FrozenRow.objects.get(budget=voted_or_404(space, budget))
    return HttpResponse(bytes(row.body), content_type="application/json")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def open_(request: SiteRequest, space: str, budget: str) -> HttpResponse:
    """Show what will be fixed and what is still missing; open the vote."""
    edition = to_run_or_404(request, space, budget)
    if edition.join_check is not None:
        return redirect("vote-log", space=space, budget=budget)
    problem = ""
    if request.method == "POST":
        try:
            open_vote(edition, site=request.get_host(), by=request.user)
        except Refused as refusal:
            problem = said(refusal)
        else:
            messages.success(
                request, _("Voting is open, and its rules are fixed. Print their fingerprint now.")
            )
            return redirect("vote-log", space=space, budget=budget)
    preview = preview_of(edition)
    not_yet = said(preview.refusal) if preview.refusal else ""
    context = frame(edition) | {"preview": preview, "problem": problem, "not_yet": not_yet}
    return render(request, "decide/logs/open.html", context, status=422 if problem else 200)


def spoken(at: datetime, zone: str) -> str:
    """Say a moment in the time of the edition, in the language of the page."""
    return Moment(at, zone).spoken(to_locale(get_language() or "en"))


def said(refusal: Refused) -> str:
    """Say a refusal of ours or of the protocol."""
    if isinstance(refusal, Fault):
        return say(refusal.code, (get_language() or "en")[:2], refusal.facts)
    return sentence(refusal)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: SiteRequest, space: str, budget: str) -> HttpResponse:
    """Give notice that a project leaves the vote."""
    edition = to_run_or_404(request, space, budget)
    if edition.stage != Budget.Stage.BALLOTING:
        raise Http404(budget)
    rules = rules_of(edition.pk)
    gone = {one.project for one in withdrawals(edition.pk)}
    left = [project for project in rules.projects if project.id not in gone]
    form = WithdrawForm(left, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_project(edition, **form.cleaned_data, by=request.user)
        except Refused as refusal:
            form.add_error(None, said(refusal))
        else:
            messages.success(request, _("The notice is in the log. Voters see it on their ballot."))
            return redirect("vote-log", space=space, budget=budget)
    context = frame(edition) | {"form": form, "rules": rules}
    return render(request, "decide/logs/withdraw.html", context, status=422 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: SiteRequest, space: str, budget: str) -> HttpResponse:
    """Show the key of the vote once, to be printed on two sheets and sealed; only before the first ballot is logged."""
    edition = to_run_or_404(request, space, budget)
    if edition.stage != Budget.Stage.BALLOTING or size(edition.pk) > 1:
        raise Http404(budget)
    key = print_sheet(edition, by=request.user) if request.method == "POST" else ""
    context = frame(edition) | {
        "key": key,
        "qr": qr_svg(key.upper(), scale=4) if key else "",
        "fingerprint": fingerprint(rules_of(edition.pk).sha256),
    }
    answer = render(request, "decide/logs/sheet.html", context)
    answer.headers["Cache-Control"] = "no-store"
    return answer
