"""Puts the reader's standing on the request and turns a refusal into a page."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject

from tequio.ground.faults import too_large
from tequio.ground.http import SiteRequest
from tequio.ground.refusals import sentence
from tequio.ground.spaces.queries import standing_of
from tequio.ground.spaces.standing import VISITOR, Standing
from tequio.kit.refusals import Refused

Handler = Callable[[SiteRequest], HttpResponse]


def load_standing(request: SiteRequest) -> Standing:
    return standing_of(request.user) if request.user.is_authenticated else VISITOR


class StandingMiddleware:
    """Gives each request `standing`, loaded when first asked for (one query for somebody signed in)."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: SiteRequest) -> HttpResponse:
        request.standing = SimpleLazyObject(lambda: load_standing(request))  # type: ignore[assignment]
        return self.get_response(request)


class SizeMiddleware:
    """Refuses what is larger than any form of this site by what it says of itself, before a byte of it is read."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: SiteRequest) -> HttpResponse:
        length = request.META.get("CONTENT_LENGTH") or "0"
        if length.isdecimal() and int(length[:15]) > settings.LARGEST_BODY:
            return too_large(request)
        return self.get_response(request)


class RefusalMiddleware:
    """A refusal that no form caught becomes a page with its sentence and status 409 (403 when access is refused)."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: SiteRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: SiteRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Refused):
            return None
        status = 403 if exception.code.startswith("access.") else 409
        return render(request, "refused.html", {"sentence": sentence(exception)}, status=status)
