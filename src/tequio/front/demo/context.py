"""What the demo bar needs on each page of a seeded site."""

from django.http import HttpRequest
from django.utils.translation import get_language

from tequio.decide.budgets.models import Budget
from tequio.decide.budgets.rules import BALLOTING
from tequio.front.demo.cast import CAST, who_is
from tequio.front.demo.clock import coming
from tequio.front.demo.voting import code_to_try
from tequio.ground.clock import now
from tequio.ground.kept import Kept
from tequio.ground.spaces.models import said_in


def bar(request: HttpRequest) -> dict[str, object]:
    """Name the cast, who is looking, and the clock with its next date: two queries in five seconds beside the reader's own."""
    user = getattr(request, "user", None)
    following = coming()
    return {
        "cast": CAST,
        "cast_now": who_is(getattr(user, "email", "")) if user else "visitor",
        "demo_now": now(),
        "demo_next": following,
        "demo_code": codes().get(_edition(request), ""),
        "demo_next_name": said_in(following.names, get_language() or "en", "en") if following else "",
    }


def _codes() -> dict[tuple[str, str], str]:
    running = Budget.objects.filter(stage=BALLOTING, origin="").select_related("space")
    return {(one.space.slug, one.slug): code_to_try(one) for one in running}


codes = Kept(_codes, seconds=5)
"""A code to try with each running vote, by the slugs of space and edition: one query in five seconds."""


def _edition(request: HttpRequest) -> tuple[str, str]:
    asked = request.resolver_match.kwargs if request.resolver_match else {}
    return str(asked.get("space", "")), str(asked.get("budget", ""))
