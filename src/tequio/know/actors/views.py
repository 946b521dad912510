"""The page of an actor."""

from django.http import HttpResponse
from django.shortcuts import render

from tequio.catalogue.links.queries import ties_of
from tequio.catalogue.records.queries import named
from tequio.ground.freshness import kept_for_visitors
from tequio.ground.http import SiteRequest
from tequio.ground.permissions import open_to_all
from tequio.know.actors import page
from tequio.know.reading import frame_of, open_record


@open_to_all
@kept_for_visitors
def actor(request: SiteRequest, space: str, public_id: str, slug: str = "") -> HttpResponse:
    """Show an actor with the practices that it leads and supports: five queries."""
    reading = open_record(request, "actor", space, public_id, slug, beside=("actor",))
    if isinstance(reading, HttpResponse):
        return reading
    ties = ties_of(reading.record.pk)
    names = named([tie.other for tie in ties], reading.text.language, summaries=True) if ties else {}
    context = frame_of(request, reading)
    return render(request, "know/actor.html", context | page.body_of(reading, ties, names, context))
