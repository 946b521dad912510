"""Pages for requests that went wrong on their way: too large, out of order, too late. What was typed is given back."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import UnreadablePostError
from django.shortcuts import render

# Shorter answers are typed again sooner than they are copied.
WORTH_KEEPING = 12
SECRET = ("password", "token", "code")


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer a request that cannot be understood (a forged host, a broken form), or one with too much in it."""
    if isinstance(exception, (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)):
        return too_large(request)
    return render(request, "400.html", status=400)


def too_large(request: HttpRequest) -> HttpResponse:
    """Answer what is larger than any form here, unread; what was saved before stands."""
    return render(request, "413.html", status=413)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token does not fit, mostly one that stood open through a new sign-in."""
    return render(request, "403_csrf.html", {"typed": list(typed_in(request))}, status=403)


def signed_out(request: HttpRequest) -> HttpResponse:
    """Answer a form that was sent after its author was signed out."""
    return render(request, "401.html", {"typed": list(typed_in(request))}, status=401)


def typed_in(request: HttpRequest) -> Iterator[str]:
    """Yield what was typed into a form of this site, to be copied; of another site's form nothing is shown."""
    if not comes_from_here(request):
        return
    try:
        said = list(request.POST.lists())
    except (SuspiciousOperation, MultiPartParserError, UnreadablePostError):
        return
    for name, values in said:
        if not any(word in name.lower() for word in SECRET):
            yield from (
                value for value in values if len(value) >= WORTH_KEEPING and name not in ("page", "next")
            )


def comes_from_here(request: HttpRequest) -> bool:
    """Say whether the page that sent this form was one of ours, as far as the browser tells."""
    source = request.headers.get("origin") or request.headers.get("referer", "")
    return urlsplit(source).netloc == request.get_host()
