"""The page of a practice."""

from django.http import HttpResponse
from django.shortcuts import render

from tequio.catalogue.attachments.models import Attachment
from tequio.catalogue.links.queries import ties_of
from tequio.catalogue.publishing.access import can_decide, can_write
from tequio.ground.freshness import kept_for_visitors
from tequio.ground.http import SiteRequest
from tequio.ground.permissions import open_to_all
from tequio.know.practices import page
from tequio.know.practices.queries import names_around
from tequio.know.reading import frame_of, open_record


@open_to_all
@kept_for_visitors
def practice(request: SiteRequest, space: str, public_id: str, slug: str = "") -> HttpResponse:
    """Show a practice: at most seven queries."""
    reading = open_record(request, "practice", space, public_id, slug, beside=("practice",))
    if isinstance(reading, HttpResponse):
        return reading
    ties = ties_of(reading.record.pk)
    names, trail = names_around(reading.record.pk, ties, reading.text.language)
    files = Attachment.objects.filter(record=reading.record, listed=True).order_by("id")
    context = frame_of(request, reading) | {
        "files": files,
        "may_change": can_write(request.standing, reading.record),
        "may_decide": can_decide(request.standing, reading.record),
    }
    return render(request, "know/practice.html", context | page.body_of(reading, ties, names, trail, context))
