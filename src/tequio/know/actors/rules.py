"""The sectors that an actor may be of, the sphere each belongs to, and what is a website."""

from urllib.parse import urlsplit

from tequio.ground.people.describing.rules import ACADEMIA, CIVIL_SOCIETY, ECONOMY, STATE
from tequio.kit.refusals import Refused

SPHERE_OF = {
    "national-government": STATE,
    "regional-government": STATE,
    "local-government": STATE,
    "public-company": STATE,
    "international-agency": STATE,
    "company": ECONOMY,
    "cooperative": ECONOMY,
    "employers": ECONOMY,
    "informal-workers": ECONOMY,
    "union": CIVIL_SOCIETY,
    "civil-society": CIVIL_SOCIETY,
    "indigenous": CIVIL_SOCIETY,
    "network": CIVIL_SOCIETY,
    "media": CIVIL_SOCIETY,
    "academia": ACADEMIA,
}
SECTORS = tuple(SPHERE_OF)
UNKNOWN = ""


def sphere_of(sector: str) -> str:
    """Return the sphere of a sector; empty for a sector that is not known yet."""
    return SPHERE_OF.get(sector, "")


def checked_website(address: str) -> str:
    """Return the address of a website, or nothing for nothing. Refuses what no browser opens as a page: a script, a file."""
    try:
        parts = urlsplit(address)
        well = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        well = False
    if address and not well:
        raise Refused("actor.website_unreadable", text=address)
    return address
