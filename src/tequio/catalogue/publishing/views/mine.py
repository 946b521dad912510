"""What one has written oneself."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tequio.catalogue.publishing.queries import own_records, rows_of
from tequio.catalogue.publishing.views.reading import page_of_list, reader_language
from tequio.ground.http import SiteRequest
from tequio.ground.permissions import signed_in
from tequio.ground.spaces.models import Space


@signed_in
@require_safe
def mine(request: SiteRequest, kind: str) -> HttpResponse:
    """List one's own records of a kind with where each stands, and the reason when one was sent back."""
    page = page_of_list(request, own_records(request.standing).filter(kind=kind).select_related("space"))
    rows = rows_of(list(page), reader_language())
    spaces = Space.objects.order_by("id")[:10]
    return render(request, "write/mine.html", {"page": page, "rows": rows, "spaces": spaces, "kind": kind})
