"""The sectors that an actor may be of, and the sphere each belongs to."""

from tequio.ground.people.describing.rules import ACADEMIA, CIVIL_SOCIETY, ECONOMY, STATE

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
