"""Writes of spaces and roles."""

from django.conf import settings
from django.db import transaction
from django.http.request import validate_host

from tequio.ground.ledger.services import enter
from tequio.ground.people.models import Person
from tequio.ground.spaces.models import Role, Space
from tequio.ground.spaces.queries import domains
from tequio.ground.spaces.rules import (
    COORDINATOR,
    check_domain,
    check_names,
    check_roles,
    check_slug,
    check_time_zone,
    check_words,
)
from tequio.kit.refusals import Refused
from tequio.kit.zones import UTC


@transaction.atomic
def open_space(
    slug: str,
    *,
    names: dict[str, str],
    language: str,
    by: Person | None,
    sort: str = "network",
    coordinator: Person | None = None,
) -> Space:
    """Make a space and give it its coordinator; one that exists under this slug is returned as it stands.

    Refuses a slug that is not fit for an address or stands for something else, and a space without a name.
    """
    space, made = Space.objects.get_or_create(
        slug=check_slug(slug), defaults={"names": check_names(names), "language": language, "sort": sort}
    )
    if made:
        enter("space.opened", subject=f"space:{space.pk}", by=by.pk if by else None, space=space.pk)
        if coordinator:
            give_role(coordinator, space, COORDINATOR, by=None)
    return space


@transaction.atomic
def open_new_space(
    slug: str,
    *,
    names: dict[str, str],
    language: str,
    sort: str,
    coordinator: Person | None,
    domain: str,
    time_zone: str = UTC,
    by: Person | None,
) -> Space:
    """Like `open_space`, with a time zone and a domain of its own; refuses a slug that another space has."""
    if Space.objects.filter(slug=slug).exists():
        raise Refused("space.slug_taken", slug=slug)
    space = open_space(slug, names=names, language=language, sort=sort, coordinator=coordinator, by=by)
    return set_domain(set_time_zone(space, time_zone, by=by), domain, by=by)


@transaction.atomic
def give_role(person: Person, space: Space, role: str, *, by: Person | None) -> Role:
    """Give a person a role in a space; giving it twice changes nothing. Refuses a role given to oneself."""
    if by == person:
        raise Refused("role.to_oneself")
    held, made = Role.objects.get_or_create(person=person, space=space, role=role)
    if made:
        _note("role.given", person, space, role, by)
    return held


@transaction.atomic
def set_roles(person: Person, space: Space, roles: frozenset[str], *, by: Person) -> None:
    """Let a person hold exactly these roles in a space; none ends the membership. The same roles write nothing.

    Refuses a role given to oneself and to take the last coordinator's: the space is locked, so that two who go at the
    same time cannot both go.
    """
    space = Space.objects.select_for_update().get(pk=space.pk)
    before = frozenset(Role.objects.filter(space=space, person=person).values_list("role", flat=True))
    others = Role.objects.filter(space=space, role=COORDINATOR).exclude(person=person)
    check_roles(before, roles, oneself=by == person, others_coordinate=others.exists())
    for role in sorted(roles - before):
        give_role(person, space, role, by=by)
    for role in sorted(before - roles):
        Role.objects.filter(space=space, person=person, role=role).delete()
        _note("role.taken", person, space, role, by)


def leave(space: Space, *, by: Person) -> None:
    """Give back all roles held in a space; the last coordinator names a successor first."""
    set_roles(by, space, frozenset(), by=by)


def _note(action: str, person: Person, space: Space, role: str, by: Person | None) -> None:
    enter(
        action,
        subject=f"person:{person.pk}",
        by=by.pk if by else None,
        space=space.pk,
        detail={"role": role},
    )


@transaction.atomic
def write_words(
    space: Space, language: str, *, name: str, welcome: str, about: str, revision: int, by: Person
) -> Space:
    """Keep what a space says of itself in one language: its name, its welcome and its sections in Markdown.

    Refuses what was changed by somebody else since `revision`, so that neither is lost, and a space without a name.
    """
    space = Space.objects.select_for_update().get(pk=space.pk)
    if space.revision != revision:
        raise Refused("space.changed_meanwhile")
    welcome, about = welcome.strip(), about.strip()
    check_words(welcome, about)
    space.names = check_names({**space.names, language: name})
    space.welcome = _put(space.welcome, language, welcome)
    space.about = _put(space.about, language, about)
    space.revision += 1
    space.save(update_fields=["names", "welcome", "about", "revision"])
    enter(
        "space.written", subject=f"space:{space.pk}", by=by.pk, space=space.pk, detail={"language": language}
    )
    return space


def _put(words: dict[str, str], language: str, said: str) -> dict[str, str]:
    kept = {**words, language: said}
    return {code: text for code, text in kept.items() if text}


@transaction.atomic
def set_time_zone(space: Space, zone: str, *, by: Person | None) -> Space:
    """Say in which time zone a space lives; the same writes nothing. Editions that were begun keep their own. Refuses none."""
    check_time_zone(zone)
    space = Space.objects.select_for_update().get(pk=space.pk)
    if space.time_zone != zone:
        space.time_zone = zone
        space.save(update_fields=["time_zone"])
        enter("space.time_zone_set", subject=f"space:{space.pk}", by=by.pk if by else None, space=space.pk)
    return space


@transaction.atomic
def set_domain(space: Space, domain: str, *, by: Person | None) -> Space:
    """Let a domain lead to a space; an empty one leads nowhere any more.

    Refuses a domain that the site does not answer to (ALLOWED_HOSTS), and one that leads to another space.
    """
    domain = check_domain(domain)
    if domain and not validate_host(domain, settings.ALLOWED_HOSTS):
        raise Refused("space.domain_not_ours", domain=domain)
    space = Space.objects.select_for_update().get(pk=space.pk)
    other = Space.objects.filter(domain=domain).exclude(pk=space.pk).first() if domain else None
    if other:
        raise Refused("space.domain_taken", domain=domain, space=str(other))
    if (space.domain or "") != domain:
        space.domain = domain or None
        space.save(update_fields=["domain"])
        enter("space.domain_set", subject=f"space:{space.pk}", by=by.pk if by else None, space=space.pk)
        transaction.on_commit(domains.forget)
    return space
