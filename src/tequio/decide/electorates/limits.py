"""Tries at the voter's door that did not fit, counted in the shared cache; one that fits leaves no trace.

The counting is allauth's, as it is everywhere on this site.
"""

import time

from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from tequio.decide.budgets.models import Budget
from tequio.kit.refusals import Refused

APP = "tequio.decide"
TRIES, WINDOW = 10, 300
"""Wrong tries that one visitor's address has in five minutes."""
FEW_TRIES = 3
"""So many remain while the edition is under attack; a vote is never shut for all because somebody guesses."""
ALARM, HOUR = 300, 3600
"""Wrong tries in an hour, from all addresses together, that raise the alarm."""
APPEALS = 5
"""Appeals that come from one address within an hour."""
PER_VISITOR, PER_EDITION = f"{TRIES}/{WINDOW}s/key", f"{ALARM}/{HOUR}s/key"
RATES = {"visitor": PER_VISITOR, "edition": PER_EDITION, "appeals": f"{APPEALS}/{HOUR}s/key"}


def check_tries(request: HttpRequest, budget: Budget) -> None:
    """Refuse a visitor who has guessed too often. Two reads of the cache, no write: who knows their own is not noted."""
    allowed = FEW_TRIES if wrong_tries(budget) >= ALARM else TRIES
    if len(_history("visitor", _visitor(request))) >= allowed:
        raise Refused("vote.too_many_tries")


def count_wrong(request: HttpRequest, budget: Budget) -> None:
    """Count a try that did not fit, for the visitor and for the edition."""
    for action, key in (("visitor", _visitor(request)), ("edition", _edition(budget.pk))):
        ratelimit.consume(request, app=APP, action=action, config=RATES, key=key)


def check_appeals(request: HttpRequest) -> None:
    """Count an appeal of this address; refuse the sixth within an hour."""
    if not ratelimit.consume(request, app=APP, action="appeals", config=RATES, key=_visitor(request)):
        raise Refused("appeal.too_many", count=APPEALS)


def wrong_tries(budget: Budget) -> int:
    """How many tries did not fit within the last hour, at most `ALARM`. One read of the cache."""
    return len(_history("edition", _edition(budget.pk)))


def _visitor(request: HttpRequest) -> str:
    """A visitor's address, hashed with the site's secret: the cache shall not be a list of who came."""
    return salted_hmac("tequio.vote.visitor", ratelimit.get_ip(request)).hexdigest()


def _edition(budget: int) -> str:
    return f"budget:{budget}"


def _history(action: str, key: str) -> list[float]:
    rate = ratelimit.parse_rate(RATES[action])
    # A rate by key never looks at the request.
    name = ratelimit.get_cache_key(HttpRequest(), app=APP, action=action, rate=rate, key=key)
    since = time.time() - rate.duration
    return [at for at in cache.get(name, []) if at > since]
