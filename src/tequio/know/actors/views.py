"""The page of an actor."""

from typing import Any

from django.http import HttpResponse

from tequio.catalogue.links.queries import ties_of
from tequio.catalogue.pages import show
from tequio.catalogue.records.queries import named
from tequio.catalogue.records.reading import Reading
from tequio.ground.freshness import kept_for_visitors
from tequio.ground.http import SiteRequest
from tequio.ground.permissions import open_to_all
from tequio.know.actors import page


@open_to_all
@kept_for_visitors
def actor(request: SiteRequest, space: str, public_id: str, slug: str = "") -> HttpResponse:
    """Show an actor with the practices that it leads and supports: one query when it is kept, six when it is not."""
    return show(request, "actor", (space, public_id, slug), body)


def body(reading: Reading, frame: dict[str, Any]) -> dict[str, Any]:
    """What the template shows beside the frame: two queries."""
    ties = ties_of(reading.record.pk)
    names = named([tie.other for tie in ties], reading.text.language, summaries=True) if ties else {}
    return page.body_of(reading, ties, names, frame)
