"""The request as this site's views see it."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from tequio.ground.people.models import Person
from tequio.ground.spaces.standing import Standing


class SiteRequest(HttpRequest):
    """A request with the reader's standing (see `tequio.ground.middleware`)."""

    standing: Standing
    user: Person
    htmx: HtmxDetails
