"""The log: one line of JSON for each request, and no path, since a path may name a person or carry a secret link."""

import json
import logging
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils import translation

REQUESTS = logging.getLogger("tequio.requests")
SILENT: set[str] = set()
"""Names of routes of which nothing is written and nothing is counted."""


def keep_silent(*routes: str) -> None:
    """Have nothing told of these routes, not even that they were asked for: those where people vote."""
    SILENT.update(routes)


def route_of(request: HttpRequest) -> str:
    """Name of the route that a request came to; a dash where there is none."""
    match = getattr(request, "resolver_match", None)
    if match is None:
        # The thread may still speak the language of the request before.
        language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        try:
            with translation.override(language):
                match = resolve(request.path_info)
        except Resolver404:
            return "-"
    return match.view_name or "-"


def write_line(
    request: HttpRequest, answer: HttpResponseBase, *, number: str, route: str, seconds: float
) -> None:
    """Log one request: when, its id, its method, the route's name, the status, milliseconds. The address only by setting."""
    if not REQUESTS.isEnabledFor(logging.INFO):
        return
    said: dict[str, Any] = {
        "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "id": number,
        "method": request.method if request.method in {"GET", "HEAD", "POST"} else "other",
        "route": route,
        "status": answer.status_code,
        "ms": round(seconds * 1000, 1),
    }
    if settings.LOG_ADDRESSES:
        said["address"] = request.META.get("HTTP_X_FORWARDED_FOR") or request.META.get("REMOTE_ADDR", "")
    REQUESTS.info("%s", json.dumps(said, separators=(",", ":")))


class WithoutPath(logging.Filter):
    """Puts the route's name where Django writes the path of a request that went wrong."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        if not isinstance(request, HttpRequest):
            return True
        route = route_of(request)
        if route in SILENT:
            return False
        if isinstance(record.args, tuple):
            known = {request.path, request.get_full_path()}
            record.args = tuple(
                route if isinstance(one, str) and one in known else one for one in record.args
            )
        return True
