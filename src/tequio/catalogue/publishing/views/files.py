"""The files of a draft: added, named, removed, each at once."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import redirect, render

from tequio.catalogue.attachments.access import can_name
from tequio.catalogue.attachments.models import Attachment
from tequio.catalogue.attachments.rules import MOST_BYTES, MOST_FILES
from tequio.catalogue.attachments.services import attach, drop, name_file
from tequio.catalogue.publishing.parts import Part
from tequio.catalogue.publishing.queries import Sheet, ever_published, files_of
from tequio.catalogue.publishing.services import change_files
from tequio.catalogue.publishing.views.reading import part_url, steps_of, writing_url
from tequio.ground.http import SiteRequest
from tequio.ground.refusals import sentence
from tequio.kit.refusals import Refused


def files_page(request: SiteRequest, sheet: Sheet, part: Part) -> HttpResponse:
    """Show the files of a draft; or do what was asked with one of them."""
    if request.method != "POST":
        return _page(request, sheet, part)
    title = request.POST.get("title", "")
    try:
        if sheet.draft.sent:
            raise Refused("draft.sent")
        if number := request.POST.get("remove"):
            _remove(request, sheet, _file(sheet, number))
        elif number := request.POST.get("name"):
            _name(request, _file(sheet, number))
        else:
            _add(request, sheet, request.FILES.get("file"), title)
    except Refused as refusal:
        return _page(request, sheet, part, title=title, problems=[("id_file", sentence(refusal))])
    return redirect(part_url(sheet.record, part.key))


def _page(request: SiteRequest, sheet: Sheet, part: Part, **more: Any) -> HttpResponse:
    files = [(file, can_name(request.standing, file)) for file in files_of(sheet.draft)]
    context = {
        "sheet": sheet,
        "part": part,
        "files": files,
        "full": len(files) >= MOST_FILES,
        "most_megabytes": MOST_BYTES // 1024**2,
        "most_bytes": MOST_BYTES,
        "too_large": sentence(Refused("file.too_large", limit=MOST_BYTES // 1024**2)),
        "steps": steps_of(sheet, part.key),
        "next": writing_url(sheet.record, "check"),
        **more,
    }
    return render(request, "write/files.html", context, status=422 if more else 200)


def _add(request: SiteRequest, sheet: Sheet, upload: UploadedFile | None, title: str) -> None:
    if upload is None:
        raise Refused("file.missing")
    if (upload.size or 0) > MOST_BYTES:
        raise Refused("file.too_large", limit=MOST_BYTES // 1024**2)
    content = upload.read()
    before = {file.pk for file in sheet.files}
    file = attach(sheet.record, name=upload.name or "", content=content, title=title, by=request.user)
    if file.pk in before:
        raise Refused("file.there_already", name=file.name)
    change_files(sheet.draft, add=file.pk, by=request.user)


def _remove(request: SiteRequest, sheet: Sheet, file: Attachment | None) -> None:
    if file is not None:
        change_files(sheet.draft, remove=file.pk, by=request.user)
        if file.pk not in ever_published(sheet.record):
            drop(file, by=request.user)


def _name(request: SiteRequest, file: Attachment | None) -> None:
    if file is not None and can_name(request.standing, file):
        name_file(file, title=request.POST.get(f"title-{file.pk}", ""), by=request.user)


def _file(sheet: Sheet, number: str) -> Attachment | None:
    """Return one of the draft's files by its number; one that is gone already is none."""
    return next((file for file in sheet.files if str(file.pk) == number), None)
