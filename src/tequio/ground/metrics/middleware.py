"""Times each request and gives it an id; the outermost middleware, so that nothing escapes it."""

import secrets
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from tequio.ground.metrics import measures
from tequio.ground.metrics.logs import SILENT, route_of, write_line
from tequio.ground.metrics.rules import is_direct

Handler = Callable[[HttpRequest], HttpResponseBase]
OWN = {"/healthz", "/metrics"}


class WatchMiddleware:
    """Counts and logs what was answered, by the route's name; of silent routes nothing."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began, number = time.perf_counter(), secrets.token_hex(8)
        if request.path_info in OWN and is_direct(request.META):
            _let_in(request)
        answer = self.get_response(request)
        answer.headers["X-Request-ID"] = number
        route = route_of(request)
        if route not in SILENT:
            seconds = time.perf_counter() - began
            measures.count(route, answer.status_code, seconds)
            write_line(request, answer, number=number, route=route, seconds=seconds)
        return answer


def _let_in(request: HttpRequest) -> None:
    """Whoever asks from this machine knows neither the site's name nor its certificate, and needs neither."""
    name = next((name for name in settings.ALLOWED_HOSTS if name[0] not in "*."), "localhost")
    request.META["HTTP_HOST"] = name
    request.META["HTTP_X_FORWARDED_PROTO"] = "https"
