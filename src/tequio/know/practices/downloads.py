"""Gives the practices and actors of a space to whoever asks, as a table; no account is needed."""

from django.http import HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_safe

from tequio.catalogue.importing.queries import wholes
from tequio.ground.http import SiteRequest
from tequio.ground.permissions import open_to_all
from tequio.ground.spaces.queries import space_or_404
from tequio.know.practices.exporting import text_lines

TYPES = {"csv": "text/csv; charset=utf-8", "jsonl": "application/jsonl; charset=utf-8"}


@open_to_all
@require_safe
def download(request: SiteRequest, space: str, kind: str, form: str) -> HttpResponseBase:
    """Stream all that is published of a kind, only with what everybody may read; in constant memory."""
    place = space_or_404(space)
    rows = wholes(place, kind, audience="public")
    lines = text_lines(place, kind, form, rows) if request.method == "GET" else iter(())
    name = f"{place.slug}-{kind}s.{form}"
    return StreamingHttpResponse(
        lines,
        content_type=TYPES[form],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
