"""The pages on which officers declare who may vote, lay the roll and keep it; they stand beside the other views."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from tequio.decide.budgets.access import can_run_budgets
from tequio.decide.budgets.models import Budget, Work
from tequio.decide.budgets.queries import budget_or_404
from tequio.decide.budgets.rules import FROZEN
from tequio.decide.budgets.views import frame
from tequio.decide.electorates import services
from tequio.decide.electorates.census.queries import work_of
from tequio.decide.electorates.census.services import begin_census, stop_census, switch
from tequio.decide.electorates.forms import (
    FileForm,
    FindForm,
    ListForm,
    MoveForm,
    PersonForm,
    RulesForm,
    StrikeForm,
)
from tequio.decide.electorates.letters import Letter, content
from tequio.decide.electorates.limits import ALARM, wrong_tries
from tequio.decide.electorates.models import RollEntry
from tequio.decide.electorates.posting import (
    begin_codes,
    codes_work,
    forget_letters,
    letter_files,
    stop_codes,
)
from tequio.decide.electorates.queries import counts_of, electorate_of, find_entry, usual_words
from tequio.decide.electorates.sending import MOST, read_receivers
from tequio.decide.electorates.words import FAULT_NAMES, STRUCK_NAMES, WAY_NAMES
from tequio.ground.http import SiteRequest
from tequio.ground.permissions import signed_in
from tequio.ground.refusals import sentence_of
from tequio.ground.spaces.views import done

ASKED = ("least_age", "bonds", "by_code", "by_officer", "by_census", "asks")


def run_or_404(request: SiteRequest, space: str, slug: str) -> Budget:
    """An edition for whoever runs it; not there for others."""
    budget = budget_or_404(space, slug, request.standing)
    if not can_run_budgets(request.standing, budget.space_id):
        raise Http404(slug)
    return budget


def site_of(request: SiteRequest) -> str:
    return f"{request.scheme}://{request.get_host()}"


def page(request: SiteRequest, budget: Budget, room: str) -> dict[str, Any]:
    """The frame of a page of the electorate; no query."""
    return {**frame(request, budget), "electorate_room": room, "frozen": budget.stage in FROZEN}


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def electorate(request: SiteRequest, space: str, budget: str) -> HttpResponse:
    """Declare who may vote."""
    edition = run_or_404(request, space, budget)
    now = electorate_of(edition)
    said = {name: getattr(now, name) for name in ASKED} | {"other_zones": edition.other_zones}
    said |= {f"words_{code}": text for code, text in now.words.items()}
    form = RulesForm(request.POST if request.method == "POST" else None, initial=said)
    if request.method == "POST" and done(
        form, None, lambda: services.declare(edition, form.rules(), by=request.user)
    ):
        messages.success(request, _("Declared. The page of the edition says so from now on."))
        return redirect("electorate", space=space, budget=budget)
    context = {**page(request, edition, "rules"), "form": form, "usual": usual_words(now)}
    return render(request, "decide/electorates/rules.html", context, status=422 if form.errors else 200)


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def census(request: SiteRequest, space: str, budget: str) -> HttpResponse:
    """Send a census file, watch it being read, put it on the roll or throw it away."""
    edition = run_or_404(request, space, budget)
    sends = request.method == "POST" and "act" not in request.POST
    form = FileForm(request.POST, request.FILES) if sends else FileForm()
    if sends and done(form, "file", lambda: _send(request, edition, form)):
        return redirect("census", space=space, budget=budget)
    if request.method == "POST" and not sends:
        act = switch if request.POST["act"] == "switch" else stop_census
        act(edition, by=request.user)
        return redirect("census", space=space, budget=budget)
    context = {**page(request, edition, "census"), "form": form, **_work(work_of(edition))}
    context["electorate"] = electorate_of(edition)
    return render(request, "decide/electorates/census.html", context, status=422 if form.errors else 200)


def _send(request: SiteRequest, budget: Budget, form: FileForm) -> None:
    file = form.cleaned_data["file"]
    begin_census(
        budget, file.name, file.chunks(), replaces=bool(form.cleaned_data["replaces"]), by=request.user
    )


def _work(work: Work | None) -> dict[str, Any]:
    """How the last file stands, as its page shows it."""
    if work is None:
        return {"work": None}
    report = work.said.get("report", {})
    faults = [
        (FAULT_NAMES[fault], count, report["faults"].get(fault, []))
        for fault, count in report.get("counts", {}).items()
    ]
    return {
        "work": work,
        "running": work.state in (Work.State.WAITING, Work.State.RUNNING),
        "waits": work.state == Work.State.DONE and not work.said.get("switched"),
        "good": report.get("good", 0),
        "faults": faults,
        "problem": sentence_of(work.said["code"], work.said["facts"]) if "code" in work.said else "",
    }


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def roll_desk(request: SiteRequest, space: str, budget: str) -> HttpResponse:
    """Counts of the roll; one person looked up by what they say, given a code, struck or restored. Lists nobody."""
    edition = run_or_404(request, space, budget)
    act, entry = request.POST.get("act", ""), None
    form = FindForm(request.POST if act == "find" else None)
    strike = StrikeForm(request.POST if act == "strike" else None)
    move = MoveForm(edition, request.POST if act == "move" else None)
    if act == "find":
        done(form, None, lambda: find_entry(edition, **form.cleaned_data))
        entry = find_entry(edition, **form.cleaned_data) if form.is_valid() and not form.errors else None
    elif act:
        entry = _held(edition, request.POST.get("entry", ""))
        answer = _act(request, edition, entry, move if act == "move" else strike)
        if answer:
            return answer
    context = {
        **page(request, edition, "roll"),
        "form": form,
        "strike": strike,
        "move": move,
        **_shown(entry),
    }
    context |= {"counts": counts_of(edition), "alarm": wrong_tries(edition) >= ALARM}
    wrong = form.errors or strike.errors or move.errors
    return render(request, "decide/electorates/roll_desk.html", context, status=422 if wrong else 200)


def _held(budget: Budget, hexed: str) -> RollEntry:
    """The entry that a page held."""
    try:
        found = (
            RollEntry.objects.select_related("zone").filter(budget=budget, pk=bytes.fromhex(hexed)).first()
        )
    except ValueError:
        found = None
    if found is None:
        raise Http404("entry")
    return found


def _act(
    request: SiteRequest, budget: Budget, entry: RollEntry, form: StrikeForm | MoveForm
) -> HttpResponse | None:
    """Do what a button of the roll says; nothing where its form is not filled in."""
    act, by = request.POST["act"], request.user
    if act == "code":
        return _letter(request, budget, services.give_code(budget, entry, by=by))
    if act == "strike" and form.is_valid():
        services.strike(budget, entry, form.cleaned_data["reason"], by=by)
        said = _("Struck. Their ballot, if there is one, will be annulled for this reason.")
    elif act == "move" and form.is_valid():
        services.move(budget, entry, budget.zones.get(key=form.cleaned_data["zone"]), by=by)
        said = (
            _("Moved. A ballot that they may have cast does not count: they vote anew in that zone.")
            if budget.stage in FROZEN
            else _("Moved. They vote in that zone now.")
        )
    elif act == "restore":
        services.restore(budget, entry, by=by)
        said = _("Restored. They may vote again.")
    else:
        return None
    messages.success(request, said)
    return redirect("roll-desk", space=budget.space.slug, budget=budget.slug)


def _shown(entry: RollEntry | None) -> dict[str, Any]:
    if entry is None:
        return {"entry": None}
    struck = STRUCK_NAMES.get(entry.struck, "")
    zone = entry.zone.name_in(get_language() or "en") or entry.zone.key
    said = {"held": bytes(entry.pk).hex(), "struck": struck, "way": WAY_NAMES[entry.way]}
    return {"entry": entry, "zone_name": zone, **said}


def _letter(request: SiteRequest, budget: Budget, code: str, lines: tuple[str, ...] = ()) -> HttpResponse:
    """Show a code once, to be printed."""
    context = {
        **page(request, budget, "roll"),
        **content(budget, [Letter(code, lines)], site=site_of(request)),
    }
    return render(request, "decide/electorates/handed.html", context)


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: SiteRequest, space: str, budget: str) -> HttpResponse:
    """Enter somebody whom the officer knows, and hand them a code."""
    edition = run_or_404(request, space, budget)
    form = PersonForm(edition, request.POST if request.method == "POST" else None)
    codes: list[str] = []
    if request.method == "POST" and done(form, None, lambda: codes.append(_enter(request, edition, form))):
        return _letter(request, edition, codes[0], (form.cleaned_data["name"],))
    context = {**page(request, edition, "enter"), "form": form}
    return render(request, "decide/electorates/enter.html", context, status=422 if form.errors else 200)


def _enter(request: SiteRequest, budget: Budget, form: PersonForm) -> str:
    said = form.cleaned_data
    zone = budget.zones.get(key=said["zone"])
    who = services.Acquaintance(said["name"], said["birth"], zone, said["known_by"], said["more"])
    return services.enter_person(budget, who, by=request.user)[1]


@signed_in
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def letters(request: SiteRequest, space: str, budget: str) -> HttpResponse:
    """Send a list of people, watch their codes being made, and print the letters."""
    edition = run_or_404(request, space, budget)
    act = ACTS_ON_LETTERS.get(request.POST.get("act", ""))
    sends = request.method == "POST" and act is None
    form = ListForm(request.POST, request.FILES) if sends else ListForm()
    if act:
        act(edition, by=request.user)
    if act or (sends and done(form, "file", lambda: _give(request, edition, form))):
        return redirect("roll-letters", space=space, budget=budget)
    context = {
        **page(request, edition, "letters"),
        "form": form,
        "most": MOST,
        **_making(codes_work(edition)),
    }
    return render(request, "decide/electorates/list.html", context, status=422 if form.errors else 200)


ACTS_ON_LETTERS = {"stop": stop_codes, "printed": forget_letters}


def _give(request: SiteRequest, budget: Budget, form: ListForm) -> None:
    file, by_mail = form.cleaned_data["file"], form.cleaned_data["how"] == "mail"
    receivers = read_receivers(file.name, file.chunks(), mail=by_mail)
    begin_codes(budget, receivers, mail=by_mail, site=site_of(request), by=request.user)


def _making(work: Work | None) -> dict[str, Any]:
    """How the last list stands, as its page shows it."""
    if work is None:
        return {"work": None}
    return {
        "work": work,
        "running": work.state in (Work.State.WAITING, Work.State.RUNNING),
        "files": [(first, last) for first, last, _path in letter_files(work)],
        "problem": sentence_of(work.said["code"], work.said["facts"]) if "code" in work.said else "",
    }


@signed_in
@never_cache
@require_safe
def letter_file(request: SiteRequest, space: str, budget: str, number: int) -> HttpResponseBase:
    """Give one file of letters, named by the place of its first one in the list."""
    work = codes_work(run_or_404(request, space, budget))
    files = letter_files(work) if work else []
    path = next((path for first, _last, path in files if first == number), None)
    if path is None:
        raise Http404(number)
    return FileResponse(
        path.open("rb"), content_type="application/pdf", as_attachment=True, filename=f"letters-{path.name}"
    )
