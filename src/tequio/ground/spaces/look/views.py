"""Giving out the look of a space: each version has its own address, so it may be kept for ever."""

from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from tequio.ground.permissions import open_to_all
from tequio.ground.spaces.http import SiteRequest
from tequio.ground.spaces.look.rules import stamp, stylesheet
from tequio.ground.spaces.queries import space_or_404

FOR_EVER = "public, max-age=31536000, immutable"
TYPES = {"png": "image/png", "jpg": "image/jpeg", "webp": "image/webp"}


@open_to_all
@require_safe
def look(request: SiteRequest, space: str, version: str) -> HttpResponse:
    """Give out the stylesheet of a space's accent: one query. An older version is not there."""
    found = space_or_404(space)
    css = stylesheet(found.accent, found.accent_dark)
    if not found.accent or stamp(css) != version:
        raise Http404(version)
    return HttpResponse(css, content_type="text/css; charset=utf-8", headers={"Cache-Control": FOR_EVER})


@open_to_all
@require_safe
def logo(request: SiteRequest, name: str) -> HttpResponse:
    """Give out a logo, which was drawn anew when it came; no query. Its name is the digest of what it holds."""
    path = f"spaces/{name}"
    ending = name.rpartition(".")[2]
    if ending not in TYPES or not default_storage.exists(path):
        raise Http404(name)
    with default_storage.open(path) as file:
        content = file.read()
    return HttpResponse(
        content,
        content_type=TYPES[ending],
        headers={"Cache-Control": FOR_EVER, "Content-Security-Policy": "default-src 'none'; sandbox"},
    )
