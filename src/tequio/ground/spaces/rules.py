"""The roles of a space, what each may do, and what a space may be called."""

import re

from tequio.kit.refusals import Refused
from tequio.kit.zones import zones

COORDINATOR = "coordinator"
SECRETARIAT = "secretariat"
REVIEWER = "reviewer"
EDITOR = "editor"
TRANSLATOR = "translator"
MODERATOR = "moderator"
MEMBER = "member"
ROLES = (COORDINATOR, SECRETARIAT, REVIEWER, EDITOR, TRANSLATOR, MODERATOR, MEMBER)

# Who sees what was sent, publishes it or sends it back.
PUBLISHERS = frozenset({COORDINATOR, SECRETARIAT})

# Languages in which a space may speak of itself.
TONGUES = ("en", "es", "fr", "pt")
NAME_LONGEST = 80
WELCOME_LONGEST = 240
ABOUT_LONGEST = 20_000
# First words of addresses: a space of this name could not be reached.
RESERVED = frozenset(
    [
        "account",
        "budgets",
        "count-words",
        "demo",
        "desk",
        "files",
        "find",
        "healthz",
        "invitation",
        "look",
        "mine",
        "metrics",
        "notices",
        "r",
        "robots",
        "search",
        "sitemap",
        "source",
        "spaces",
        "static",
    ]
)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")


def check_slug(slug: str) -> str:
    """Return a name for addresses as it is; refuse one that is not small letters, digits and hyphens, or is taken."""
    if not _SLUG.fullmatch(slug) or len(slug) > 40:
        raise Refused("space.bad_slug", slug=slug)
    if slug in RESERVED:
        raise Refused("space.reserved", slug=slug)
    return slug


def check_domain(domain: str) -> str:
    """Return a domain in small letters without a dot at its end; empty stays empty. Refuses what is none."""
    domain = domain.strip().lower().rstrip(".")
    if domain and (len(domain) > 253 or not _DOMAIN.fullmatch(domain)):
        raise Refused("space.bad_domain", domain=domain)
    return domain


def check_time_zone(zone: str) -> str:
    """Return a time zone as it is; refuse what is none."""
    if zone not in zones():
        raise Refused("space.unknown_zone", zone=zone)
    return zone


def check_names(names: dict[str, str]) -> dict[str, str]:
    """Return the names without the empty ones; refuse a space without any, and one that is too long."""
    kept = {language: " ".join(name.split()) for language, name in names.items() if name.strip()}
    if not kept:
        raise Refused("space.name_missing")
    if longest := next((name for name in kept.values() if len(name) > NAME_LONGEST), ""):
        raise Refused("space.name_too_long", letters=len(longest), limit=NAME_LONGEST)
    return kept


def check_words(welcome: str, about: str) -> None:
    """Refuse a welcome or a page that is too long."""
    for said, limit in ((welcome, WELCOME_LONGEST), (about, ABOUT_LONGEST)):
        if len(said) > limit:
            raise Refused("space.words_too_long", letters=len(said), limit=limit)


def check_roles(
    before: frozenset[str], after: frozenset[str], *, oneself: bool, others_coordinate: bool
) -> None:
    """Refuse unknown roles, a role given to oneself, and to leave a space without a coordinator."""
    for role in sorted(after.difference(ROLES)):
        raise Refused("role.unknown", role=role)
    if oneself and after - before:
        raise Refused("role.to_oneself")
    if COORDINATOR in before - after and not others_coordinate:
        raise Refused("role.last_coordinator")
