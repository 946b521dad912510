"""The pages of a result for everybody: the whole, one contest, a receipt looked up, and the files."""

from allauth.core.internal import ratelimit
from django import forms
from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tequio.decide.budgets.models import Budget
from tequio.decide.budgets.queries import budget_or_404
from tequio.decide.protocol.faults import Fault
from tequio.decide.protocol.receipts import parse_receipt
from tequio.decide.protocol.words import say
from tequio.decide.results.access import can_see_result
from tequio.decide.results.files import file_named
from tequio.decide.results.forms import ReceiptForm
from tequio.decide.results.frame import frame, tongue
from tequio.decide.results.lookup import Told, look_up
from tequio.decide.results.models import Result
from tequio.decide.results.page import contest_page, result_page
from tequio.decide.results.queries import is_opened
from tequio.decide.results.tables import COLUMNS, rows_of
from tequio.ground.fragments import fragment
from tequio.ground.freshness import kept_for_visitors
from tequio.ground.http import SiteRequest
from tequio.ground.permissions import open_to_all
from tequio.ground.source.views import address
from tequio.kit.refusals import Refused

TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json; charset=utf-8"}
LOOKS = {"check": "30/300s/key"}
"""So many receipts that were not found may one address look up in five minutes."""


def finished_or_404(space: str, slug: str) -> Budget:
    """An edition whose result is public: one query."""
    budget = budget_or_404(space, slug)
    if not can_see_result(budget):
        raise Http404(slug)
    return budget


def number_of(request: SiteRequest) -> str:
    return request.GET.get("page", "")[:9]


@open_to_all
@require_safe
@kept_for_visitors
def result(request: SiteRequest, space: str, budget: str) -> HttpResponse:
    """Show who won, who voted, and everything to check it with: two queries when it is kept, eight when it is not."""
    edition = finished_or_404(space, budget)
    source = address(request)
    key = ("result", edition.pk, number_of(request), get_language(), source)
    part = fragment(key, lambda: _result(edition, number_of(request), source))
    return render(request, "decide/results/result.html", frame(edition) | {"part": part})


def _result(budget: Budget, number: str, source: str) -> str:
    context = frame(budget) | result_page(budget, number) | {"archive": source}
    return render_to_string("decide/results/result_main.html", context)


@open_to_all
@require_safe
@kept_for_visitors
def contest(request: SiteRequest, space: str, budget: str, contest: str) -> HttpResponse:
    """Show why each project of a contest won or did not: two queries when it is kept, five when it is not."""
    edition = finished_or_404(space, budget)
    key = ("result-contest", edition.pk, contest, number_of(request), get_language())
    made = fragment(key, lambda: _contest(edition, contest, number_of(request)))
    if made is None:
        raise Http404(contest)
    context = frame(edition) | {"part": made[1], "contest_name": made[0]}
    return render(request, "decide/results/contest.html", context)


def _contest(budget: Budget, key: str, number: str) -> tuple[str, str] | None:
    found = Result.objects.filter(budget=budget, contest=key).first()
    if found is None:
        return None
    page = frame(budget) | contest_page(budget, found, number)
    return page["name"], render_to_string("decide/results/contest_main.html", page)


@open_to_all
@require_safe
def table(request: SiteRequest, space: str, budget: str, form: str) -> StreamingHttpResponse:
    """Give every project with its votes, its price and whether it won, as CSV or JSON: two queries."""
    from tequio.kit.tables.writing import csv_lines, json_array

    edition = finished_or_404(space, budget)
    rows = rows_of(edition, tongue())
    lines = csv_lines(COLUMNS, rows) if form == "csv" else json_array(rows)
    answer = StreamingHttpResponse(lines, content_type=TYPES[form])
    answer["Content-Disposition"] = f'attachment; filename="{edition.slug}-projects.{form}"'
    return answer


@open_to_all
@require_safe
def file(request: SiteRequest, space: str, budget: str, name: str) -> FileResponse:
    """Give a file of the bundle, the packed bundle, or the minutes in a language: one query."""
    edition = finished_or_404(space, budget)
    path = file_named(edition, name)
    if path is None:
        raise Http404(name)
    return FileResponse(path.open("rb"), as_attachment=True, filename=f"{edition.slug}-{path.name}")


@open_to_all
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: SiteRequest, space: str, budget: str) -> HttpResponse:
    """Look a receipt up: four queries. Nothing of it is kept, neither in an address nor in a log."""
    edition = budget_or_404(space, budget)
    if edition.join_check is None:
        raise Http404(budget)
    form, told = ReceiptForm(request.POST if request.method == "POST" else None), []
    if request.method == "POST" and form.is_valid():
        told = _look_up(request, edition, form)
    context = frame(edition) | {"form": form, "told": told, "opened": is_opened(edition)}
    return render(request, "decide/results/check.html", context, status=422 if form.errors else 200)


def _look_up(request: SiteRequest, budget: Budget, form: forms.Form) -> list[Told]:
    """Answer, or say beside the field what is wrong with what was typed; only what is not found is counted."""
    # The cache shall not be a list of who came.
    visitor = salted_hmac("tequio.vote.check", ratelimit.get_ip(request)).hexdigest()
    limit = {"app": "tequio.decide", "action": "check", "config": LOOKS, "key": visitor}
    if not ratelimit.consume(request, **limit, dry_run=True):
        raise Refused("check.too_many")
    try:
        told = look_up(budget, parse_receipt(form.cleaned_data["receipt"]), tongue())
    except Fault as fault:
        form.add_error("receipt", say(fault.code, tongue(), fault.facts))
        told = []
    if not told or any(one.tone == "bad" for one in told):
        ratelimit.consume(request, **limit)
    return told
