"""The page of a practice."""

from typing import Any

from django.http import HttpResponse

from tequio.catalogue.attachments.models import Attachment
from tequio.catalogue.links.trail import names_around
from tequio.catalogue.pages import show
from tequio.catalogue.records.reading import Reading
from tequio.ground.freshness import kept_for_visitors
from tequio.ground.http import SiteRequest
from tequio.ground.permissions import open_to_all
from tequio.know.practices import page


@open_to_all
@kept_for_visitors
def practice(request: SiteRequest, space: str, public_id: str, slug: str = "") -> HttpResponse:
    """Show a practice: one query when it is kept, seven when it is not."""
    return show(request, "practice", (space, public_id, slug), body)


def body(reading: Reading, frame: dict[str, Any]) -> dict[str, Any]:
    """What the template shows beside the frame: three queries."""
    ties, names, trail = names_around(reading.record.pk, reading.text.language)
    files = list(Attachment.objects.filter(record=reading.record, listed=True).order_by("id"))
    return {"files": files} | page.body_of(reading, ties, names, trail, frame)
