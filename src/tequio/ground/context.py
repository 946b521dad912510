"""What every page needs to know."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language_from_path

VERBS = frozenset({"know", "meet", "decide", "act"})


def page(request: HttpRequest) -> dict[str, object]:
    """Name of the site, languages of the interface, where the page stands; no query.

    `here` is the path without its language, for the same page in another one. `verb` is the floor that answers,
    unless the view says otherwise.
    """
    prefix = get_language_from_path(request.path_info)
    match = request.resolver_match
    floor = match.func.__module__.split(".")[1:2] if match else []
    return {
        "site_name": settings.SITE_NAME,
        "source": settings.SOURCE or reverse("source"),
        "demo": settings.DEMO,
        "languages": settings.LANGUAGES,
        "here": request.path_info[len(prefix) + 2 :] if prefix else "",
        "verb": floor[0] if floor and floor[0] in VERBS else "",
    }
