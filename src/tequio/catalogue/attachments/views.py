"""Giving files out, so that none can act in this site's name."""

from django.http import FileResponse, Http404
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from tequio.catalogue.attachments.access import can_read, is_public
from tequio.catalogue.attachments.models import Attachment
from tequio.catalogue.attachments.rules import CSV, PLAIN
from tequio.ground.freshness import SECONDS
from tequio.ground.http import SiteRequest
from tequio.ground.permissions import open_to_all

# A browser may show what a file is, but run nothing that is in it.
POLICY = "default-src 'none'; sandbox"


@open_to_all
@require_safe
def file(request: SiteRequest, pk: int, name: str) -> HttpResponseBase:
    """Give out a file to whoever may read it: pictures to be seen, everything else to be saved. Two queries."""
    found = Attachment.objects.select_related("record").filter(pk=pk).first()
    if found is None or not can_read(request.standing, found):
        raise Http404(name)
    if name != found.name:
        return redirect("file", pk=pk, name=found.name)
    try:
        opened = found.file.open("rb")
    except FileNotFoundError:
        raise Http404(name) from None
    kind = f"{found.media_type}; charset=utf-8" if found.media_type in (CSV, PLAIN) else found.media_type
    answer = FileResponse(opened, as_attachment=not found.is_picture, filename=found.name, content_type=kind)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = POLICY
    answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    # As long as a page and no longer: what is hidden must be gone from the caches on the way too.
    answer.headers["Cache-Control"] = f"{'public' if is_public(found) else 'private'}, max-age={SECONDS}"
    return answer
