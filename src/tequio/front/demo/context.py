"""What the demo bar needs on each page of a seeded site."""

from django.http import HttpRequest
from django.utils.translation import get_language

from tequio.front.demo.cast import CAST, who_is
from tequio.front.demo.clock import coming
from tequio.ground.clock import now
from tequio.ground.spaces.models import said_in


def bar(request: HttpRequest) -> dict[str, object]:
    """Name the cast, who is looking, and the clock with its next date: one query in five seconds beside the reader's own."""
    user = getattr(request, "user", None)
    following = coming()
    return {
        "cast": CAST,
        "cast_now": who_is(getattr(user, "email", "")) if user else "visitor",
        "demo_now": now(),
        "demo_next": following,
        "demo_next_name": said_in(following.names, get_language() or "en", "en") if following else "",
    }
