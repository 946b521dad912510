"""How often one person, and one address, may do a thing in an hour; counted in the cache that all processes share."""

from allauth.core.internal import ratelimit

from tequio.ground.http import SiteRequest
from tequio.kit.refusals import Refused


def spend(request: SiteRequest, action: str, *, person: int, address: int) -> None:
    """Count one doing of an action by the person and the address of a request; refuse one too many in an hour.

    An address may be that of a school or a library, so it is given more than a person. No query of the database
    where the cache is elsewhere.
    """
    rates = {action: f"{person}/h/user,{address}/h/ip"}
    if ratelimit.consume(request, app="tequio", action=action, config=rates) is None:
        raise Refused("limit.too_often", most=person)
