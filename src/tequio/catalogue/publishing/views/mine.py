"""What one has written oneself."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tequio.catalogue.publishing.queries import offers_to, own_records, rows_of
from tequio.catalogue.publishing.views.reading import page_of_list, reader_language
from tequio.ground.http import SiteRequest
from tequio.ground.permissions import signed_in
from tequio.ground.spaces.models import Space

# Those that wait longest come first; the next ones show once these are answered.
MOST_OFFERS = 20


@signed_in
@require_safe
def mine(request: SiteRequest, kind: str) -> HttpResponse:
    """List one's own records of a kind with where each stands and why one was sent back, and what is offered to one."""
    page = page_of_list(
        request, own_records(request.standing).filter(kind=kind).select_related("space", "draft")
    )
    offers = list(offers_to(request.standing).filter(record__kind=kind)[:MOST_OFFERS])
    rows = rows_of([*page, *(offer.record for offer in offers)], reader_language())
    context = {
        "page": page,
        "rows": rows[: len(page)],
        "offers": list(zip(offers, rows[len(page) :], strict=True)),
        "spaces": [
            (space.slug, space.name_in(reader_language())) for space in Space.objects.order_by("id")[:10]
        ],
        "kind": kind,
    }
    return render(request, "write/mine.html", context)
