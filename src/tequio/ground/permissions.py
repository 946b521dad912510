"""Each view declares who may use it; a test walks all routes and refuses one that does not say."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from tequio.ground.faults import signed_out

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def open_to_all(view: View) -> View:
    """Anybody may use this view; what they see is decided by `access.py`."""
    view.permission = "anybody"  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """Only somebody with an account; others are asked to sign in and come back. `access.py` decides the rest.

    Somebody who was signed out while they wrote gets what they typed back.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return (
                signed_out(request)
                if request.method == "POST"
                else redirect_to_login(request.get_full_path())
            )
        return view(request, *args, **kwargs)

    guarded.permission = "signed in"  # type: ignore[attr-defined]
    return guarded  # type: ignore[return-value]
