"""What the demo bar needs on each page of a seeded site."""

from django.http import HttpRequest

from tequio.front.demo.cast import CAST, who_is


def bar(request: HttpRequest) -> dict[str, object]:
    """Name the cast and who is looking; no query beyond the one that loads a signed-in person."""
    user = getattr(request, "user", None)
    return {"cast": CAST, "cast_now": who_is(getattr(user, "email", "")) if user else "visitor"}
