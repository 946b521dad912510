"""The page that offers the source, and the archive itself."""

from django.http import FileResponse, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

import tequio
from tequio.ground.freshness import kept_for_visitors
from tequio.ground.http import SiteRequest
from tequio.ground.permissions import open_to_all
from tequio.ground.source.archive import FILE, archive


@open_to_all
@require_safe
@kept_for_visitors
def source(request: SiteRequest) -> HttpResponse:
    """Say how to get and install what runs here: no query."""
    context = {"version": tequio.__version__, "archive": address(request)}
    return render(request, "source/source.html", context)


@open_to_all
@require_safe
def file(request: SiteRequest) -> FileResponse:
    """Give the archive: no query."""
    return FileResponse(archive().open("rb"), as_attachment=True, filename=FILE)


def address(request: SiteRequest) -> str:
    """Where `pip` finds the archive."""
    return request.build_absolute_uri(f"/source/{FILE}")
