"""Lets browsers and proxies keep public pages for a minute, and answers 304 when nothing changed."""

from collections.abc import Callable
from functools import wraps
from hashlib import blake2b
from typing import TypeVar

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers

View = TypeVar("View", bound=Callable[..., HttpResponse])
SECONDS = 60


def kept_for_visitors(view: View) -> View:
    """What somebody without an account sees may be kept for a minute; anything that sets a cookie may not.

    Costs a hash of the page, no query.
    """

    @wraps(view)
    def kept(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        response = view(request, *args, **kwargs)
        patch_vary_headers(response, ["Cookie"])
        if response.status_code != 200 or not _is_public(request, response):
            patch_cache_control(response, private=True, no_cache=True)
            return response
        patch_cache_control(response, public=True, max_age=SECONDS)
        response["ETag"] = f'"{blake2b(response.content, digest_size=12).hexdigest()}"'
        return get_conditional_response(request, etag=response["ETag"], response=response) or response

    return kept  # type: ignore[return-value]


def _is_public(request: HttpRequest, response: HttpResponse) -> bool:
    tells = getattr(request, "_messages", None)
    sets_cookie = bool(response.cookies) or request.META.get("CSRF_COOKIE_NEEDS_UPDATE", False)
    return (
        not (sets_cookie or (tells is not None and (tells.used or tells.added_new)))
        and not request.user.is_authenticated
    )
