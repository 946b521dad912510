"""Writing an idea: one page from the first word to the proposal."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from tequio.catalogue.attachments.rules import MOST_BYTES
from tequio.catalogue.attachments.services import attach
from tequio.catalogue.publishing.asking.base import Writing
from tequio.catalogue.publishing.forms import laid_over, problems_in
from tequio.catalogue.publishing.models import Draft, Version
from tequio.catalogue.publishing.parts import Part
from tequio.catalogue.publishing.queries import draft_of, files_of
from tequio.catalogue.publishing.services import change_files, save_part, throw_away
from tequio.catalogue.publishing.views.writing import new_page, page_in
from tequio.catalogue.records.content import Content, read_content
from tequio.catalogue.records.models import Record
from tequio.catalogue.records.queries import named
from tequio.catalogue.records.rules import text_language
from tequio.catalogue.templates.models import Template
from tequio.decide.budgets.access import can_run_budgets
from tequio.decide.budgets.models import Budget
from tequio.decide.budgets.queries import budget_or_404
from tequio.decide.budgets.rules import PROPOSE, check_open
from tequio.decide.budgets.views import frame
from tequio.decide.proposals.access import is_writer
from tequio.decide.proposals.ideas import (
    PART,
    Purse,
    asked_of,
    chosen_in,
    ideas_like,
    part_of,
    problems_of,
    purses_of,
    read_idea,
)
from tequio.decide.proposals.queries import coauthors_of, writers_among
from tequio.decide.proposals.rules import check_size
from tequio.decide.proposals.services import begin_idea, change_idea, propose
from tequio.decide.proposals.setup import ensure_proposal_template
from tequio.ground.http import SiteRequest
from tequio.ground.limits import spend
from tequio.ground.permissions import open_to_all, signed_in
from tequio.ground.refusals import sentence
from tequio.kit.plain import one_line
from tequio.kit.refusals import Refused

PER_PERSON, PER_ADDRESS = 10, 30
"""Ideas in an hour. Those who run the edition type in as many as come to the desk."""


@dataclass(frozen=True)
class Page:
    """What one writes on: the edition, the questions, and the idea as it stands. A new idea has no record yet."""

    budget: Budget
    template: Template
    part: Part
    purses: list[Purse]
    writing: Writing
    record: Record | None = None
    draft: Draft | None = None


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def new_idea(request: SiteRequest, space: str, budget: str) -> HttpResponse:
    """Begin an idea for an edition. The same page sent twice begins one. Refused unless the edition accepts ideas."""
    edition = budget_or_404(space, budget, request.standing)
    check_open(edition.stage, PROPOSE)
    language = text_language(get_language() or "en")
    content = Content(original=language, answers={"budget": edition.slug})
    page = _page(edition, Writing(content, {}, language, edition.space_id, 0))
    return _posted(request, page) if request.method == "POST" else _shown(request, page)


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def idea(request: SiteRequest, space: str, public_id: str) -> HttpResponse:
    """Go on writing an idea, read what it is like, propose it, throw it away; or change a proposal that is published."""
    record = _record_to_write(request, space, public_id)
    draft = draft_of(record)
    content = _content_of(record, draft)
    edition = budget_or_404(space, str(content.answers.get("budget", "")), request.standing)
    check_open(edition.stage, PROPOSE)
    typed = draft.typed if draft else {}
    writing = Writing(content, typed, text_language(get_language() or "en"), record.space_id, record.pk)
    page = _page(edition, writing, record, draft)
    if request.method != "POST":
        return _shown(
            request,
            page,
            alike=ideas_like(edition, content.main.title, get_language() or "en", leave_out=record.pk),
        )
    if request.POST.get("act") == "throw away" and draft:
        throw_away(draft, by=request.user)
        messages.success(request, _("What you had not proposed is gone."))
        return redirect("budget-proposals", space=space, budget=edition.slug)
    return _posted(request, page)


def _content_of(record: Record, draft: Draft | None) -> Content:
    """What an idea says: its draft, else what was published last; one that says nothing is not there."""
    if draft is None and (last := Version.objects.filter(record=record).order_by("-number").first()):
        return read_content(last.content)
    if draft is None:
        raise Http404(record.public_id)
    return read_content(draft.content)


def _record_to_write(request: SiteRequest, space: str, public_id: str) -> Record:
    """Return a proposal that this reader writes: two queries; for others it is not there."""
    rows = Record.objects.select_related("space", "author", "territory")
    record = rows.filter(kind="proposal", space__slug=space, public_id=public_id).first()
    if record is None or not is_writer(request.standing, record, writers_among(coauthors_of(record.pk))):
        raise Http404(public_id)
    return record


def _page(
    edition: Budget, writing: Writing, record: Record | None = None, draft: Draft | None = None
) -> Page:
    language = get_language() or "en"
    template = ensure_proposal_template(edition.space)
    return Page(
        edition,
        template,
        part_of(template, text_language(language)),
        purses_of(edition, language),
        writing,
        record,
        draft,
    )


def _posted(request: SiteRequest, page: Page) -> HttpResponse:
    """Keep what was posted; propose it when that was asked, nothing is missing, and what is like it was seen."""
    desk = can_run_budgets(request.standing, page.budget.space_id)
    said = read_idea(page.part, request.POST, page.writing, page.purses, desk=desk)
    overlaid = laid_over(page.writing, said)
    try:
        check_size(sum(len(value) for value in request.POST.values()))
        draft = _kept(request, page, said.change, said.typed, desk=desk)
        if request.POST.get("act") != "propose":
            messages.success(request, _("Kept. Only you see it until you propose it."))
            return redirect("proposal-check", space=page.budget.space.slug, public_id=draft.record.public_id)
        return _proposed(request, page, draft, overlaid)
    except Refused as refusal:
        return _shown(request, page, overlaid, refused=sentence(refusal))


def _kept(request: SiteRequest, page: Page, change: Any, typed: Any, *, desk: bool) -> Draft:
    draft = page.draft or _begun(request)
    if draft is None and page.record:
        draft = change_idea(page.record, by=request.user)
    if draft is None:
        if not desk:
            spend(request, "propose", person=PER_PERSON, address=PER_ADDRESS)
        draft = begin_idea(page.budget, language=page.writing.content.original, by=request.user)
    seen = request.POST.get("seen", "")
    draft = save_part(
        draft,
        part=PART,
        change=change,
        typed=typed,
        page=page_in(request),
        seen=int(seen) if seen.isdecimal() and len(seen) < 10 else 0,
        by=request.user,
    )
    if upload := request.FILES.get("photo"):
        if (upload.size or 0) > MOST_BYTES:
            raise Refused("file.too_large", limit=MOST_BYTES // 1024**2)
        file = attach(draft.record, name=upload.name or "", content=upload.read(), by=request.user)
        draft = change_files(draft, add=file.pk, by=request.user)
    return draft


def _begun(request: SiteRequest) -> Draft | None:
    """The idea that this very page began before, when it is sent a second time: one query."""
    mine = {"record__author": request.user, "record__kind": "proposal"}
    name = page_in(request)
    return Draft.objects.filter(**mine, parts__idea__page=name).first() if name else None


def _proposed(request: SiteRequest, page: Page, draft: Draft, overlaid: Writing) -> HttpResponse:
    problems = problems_of(page.part, page.template, overlaid)
    back = redirect("proposal-check", space=page.budget.space.slug, public_id=draft.record.public_id)
    if problems:
        back["Location"] += "?look=1"
        return back
    if not draft.record.version and request.POST.get("seen-alike") != "1":
        title, language = overlaid.content.main.title, get_language() or "en"
        if any(one.likely for one in ideas_like(page.budget, title, language, leave_out=draft.record_id)):
            back["Location"] += "?alike=1"
            return back
    changed = bool(draft.record.version)
    record = propose(draft, template=page.template, by=request.user)
    messages.success(
        request,
        _("Your change is published.") if changed else _("Thank you. Everybody can read your idea now."),
    )
    return redirect(named([record.pk], overlaid.content.original)[record.pk].url)


def _shown(
    request: SiteRequest, page: Page, overlaid: Writing | None = None, *, alike: Any = (), refused: str = ""
) -> HttpResponse:
    writing = overlaid or page.writing
    wanted = bool(overlaid) or "look" in request.GET
    problems = problems_of(page.part, page.template, writing) if wanted else {}
    asked = asked_of(page.part, writing, problems)
    lacking = sentence(problems["allocation"]) if "allocation" in problems else ""
    summary = problems_in(asked)
    context = frame(request, page.budget) | {
        "record": page.record,
        "draft": page.draft,
        "published": bool(page.record and page.record.version),
        "first": asked[:2],
        "rest": asked[2:],
        "purses": page.purses,
        "chosen": chosen_in(writing),
        "lacking": lacking,
        "problems": [*summary, *([("id_allocation", lacking)] if lacking else [])],
        "refused": refused,
        "alike": alike,
        "warned": "alike" in request.GET,
        "desk": can_run_budgets(request.standing, page.budget.space_id),
        "for_somebody": writing.content.answers.get("for_somebody"),
        "files": files_of(page.draft) if page.draft else [],
        "seen": page.draft.parts.get(PART, {}).get("revision", 0) if page.draft else 0,
        "page": page_in(request) or new_page(),
    }
    return render(request, "decide/proposals/idea.html", context, status=422 if refused else 200)


@open_to_all
@require_safe
def alike(request: HttpRequest, space: str, budget: str) -> HttpResponse:
    """While one types a title: a fragment with the proposals of the edition that it is like. Four queries at most."""
    edition = budget_or_404(space, budget)
    title = one_line(request.GET.get("title", ""))[:200]
    found = ideas_like(edition, title, get_language() or "en") if len(title) > 3 else []
    return render(request, "decide/proposals/alike.html", {"alike": found})
