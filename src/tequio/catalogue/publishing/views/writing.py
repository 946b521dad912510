"""Writing: a part a page, saved as it is typed."""

import secrets

from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tequio.catalogue.publishing.access import can_start
from tequio.catalogue.publishing.asking.base import Writing
from tequio.catalogue.publishing.forms import PartSaid, asked_in, laid_over, problems_in, read_part
from tequio.catalogue.publishing.models import Draft
from tequio.catalogue.publishing.parts import FILES, START, Part, start_part
from tequio.catalogue.publishing.progress import progress_of
from tequio.catalogue.publishing.queries import Sheet, draft_of, record_to_write, sheet_of
from tequio.catalogue.publishing.services import save_part, start
from tequio.catalogue.publishing.views.comparing import differences
from tequio.catalogue.publishing.views.files import files_page
from tequio.catalogue.publishing.views.reading import after, part_url, reader_language, steps_of, writing_url
from tequio.catalogue.records.content import Content
from tequio.ground.http import SiteRequest
from tequio.ground.permissions import open_to_all, signed_in
from tequio.ground.refusals import sentence
from tequio.ground.spaces.queries import space_or_404
from tequio.kit.plain import one_line, whole_number
from tequio.kit.refusals import Refused


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SiteRequest, space: str, kind: str) -> HttpResponse:
    """Begin to write. The same page sent twice begins one draft."""
    where = space_or_404(space)
    if not can_start(request.standing, where.pk):
        raise Http404(space)
    part = start_part()
    empty = Writing(Content(original=reader_language()), {}, reader_language(), where.pk, 0)
    if request.method != "POST":
        context = {
            "space": where,
            "kind": kind,
            "part": part,
            "asked": asked_in(part, empty),
            "page": new_page(),
        }
        return render(request, "write/new.html", context)
    page = page_in(request)
    draft = _begun(request, kind, page) or start(
        kind=kind, space=where, language=empty.content.original, by=request.user
    )
    said = read_part(part, request.POST, empty)
    save_part(draft, part=START, change=said.change, typed=said.typed, page=page, by=request.user)
    return redirect_on(sheet_of(draft_of(draft.record) or draft, reader_language()), part)


def _begun(request: SiteRequest, kind: str, page: str) -> Draft | None:
    """Return the draft that this very page began before, when it is sent a second time."""
    begun = Draft.objects.filter(record__author=request.user, record__kind=kind, parts__start__page=page)
    return begun.first() if page else None


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def part(request: SiteRequest, space: str, public_id: str, part: str, kind: str) -> HttpResponse:
    """One part of a draft: shown as it stands, or saved as it was typed and then shown or gone on from."""
    record = record_to_write(request.standing, kind=kind, space=space, public_id=public_id)
    draft = draft_of(record)
    if draft is None or (draft.sent and request.method != "POST"):
        return redirect(writing_url(record, "check"))
    sheet = sheet_of(draft, reader_language())
    asked = part_or_404(sheet, part)
    if part == FILES:
        return files_page(request, sheet, asked)
    if request.method != "POST":
        return part_page(request, sheet, asked)
    said = read_part(asked, request.POST, sheet.writing)
    try:
        draft = save_as_posted(request, draft, asked, said)
    except Refused as refusal:
        return not_saved(request, sheet, asked, said, refusal)
    draft.record = record
    return redirect_on(
        sheet_of(draft, reader_language()), asked, stay="stay" in request.POST or "remove" in request.POST
    )


@open_to_all
@require_POST
def keep(request: SiteRequest, space: str, public_id: str, part: str, kind: str) -> HttpResponse:
    """Save a part for the script of the page, which keeps the text on the device until the answer is 200.

    Somebody signed out is told so by 401 and not sent to another page, which the script would take for success.
    """
    if not request.user.is_authenticated:
        return JsonResponse(
            {"sentence": _("You are signed out. Sign in on another page; your text is kept here.")},
            status=401,
        )
    record = record_to_write(request.standing, kind=kind, space=space, public_id=public_id)
    draft = draft_of(record)
    if draft is None:
        return JsonResponse({"sentence": sentence(Refused("draft.not_there"))}, status=409)
    sheet = sheet_of(draft, reader_language())
    asked = part_or_404(sheet, part)
    try:
        draft = save_as_posted(request, draft, asked, read_part(asked, request.POST, sheet.writing))
    except Refused as refusal:
        return JsonResponse({"sentence": sentence(refusal)}, status=409)
    return JsonResponse({"revision": draft.revision})


def save_as_posted(request: SiteRequest, draft: Draft, part: Part, said: PartSaid) -> Draft:
    return save_part(
        draft,
        part=part.key,
        change=said.change,
        typed=said.typed,
        page=page_in(request),
        seen=whole_number(request.POST.get("seen", "")),
        by=request.user,
    )


def part_page(request: SiteRequest, sheet: Sheet, part: Part, **more: object) -> HttpResponse:
    asked = asked_in(part, sheet.writing, sheet.progress)
    context = {
        "sheet": sheet,
        "part": part,
        "asked": asked,
        "problems": problems_in(asked),
        "steps": steps_of(sheet, part.key),
        "next": next_url(sheet, part),
        "keep": writing_url(sheet.record, "keep", part=part.key),
        "seen": sheet.draft.parts.get(part.key, {}).get("revision", 0),
        "page": new_page(),
        **more,
    }
    return render(request, "write/part.html", context, status=409 if "refused" in more else 200)


def not_saved(
    request: SiteRequest, sheet: Sheet, part: Part, said: PartSaid, refusal: Refused
) -> HttpResponse:
    """Show what was typed over what stands, and both where they differ; saving again then means this one."""
    overlaid = laid_over(sheet.writing, said)
    progress = progress_of(sheet.parts, sheet.template, overlaid, files=len(sheet.files))
    shown = Sheet(sheet.draft, sheet.template, sheet.parts, overlaid, progress, sheet.files)
    return part_page(
        request, shown, part, refused=sentence(refusal), others=differences(part, overlaid, sheet.writing)
    )


def redirect_on(sheet: Sheet, part: Part, *, stay: bool = False) -> HttpResponse:
    """Go on to the next part, or stay while something that was typed here is not right."""
    wrong = any(sheet.progress.while_writing(question) for question in part.questions)
    return redirect(part_url(sheet.record, part.key) if stay or wrong else next_url(sheet, part))


def next_url(sheet: Sheet, part: Part) -> str:
    following = after([part.key for part in sheet.parts], part.key)
    return part_url(sheet.record, following) if following else writing_url(sheet.record, "check")


def part_or_404(sheet: Sheet, key: str) -> Part:
    found = next((part for part in sheet.parts if part.key == key), None)
    if found is None:
        raise Http404(key)
    return found


def new_page() -> str:
    """Name an open page, so that what it saves itself is not taken for somebody else's."""
    return secrets.token_urlsafe(9)


def page_in(request: SiteRequest) -> str:
    return one_line(request.POST.get("page", ""))[:20]
