"""Writes of spaces and roles."""

from django.db import transaction

from tequio.ground.ledger.services import enter
from tequio.ground.people.models import Person
from tequio.ground.spaces.models import Role, Space


@transaction.atomic
def open_space(
    slug: str, *, names: dict[str, str], language: str, by: Person | None, sort: str = "network"
) -> Space:
    """Make a space; one that exists under this slug is returned as it stands."""
    space, made = Space.objects.get_or_create(
        slug=slug, defaults={"names": names, "language": language, "sort": sort}
    )
    if made:
        enter("space.opened", subject=f"space:{space.pk}", by=by.pk if by else None, space=space.pk)
    return space


@transaction.atomic
def give_role(person: Person, space: Space, role: str, *, by: Person | None) -> Role:
    """Give a person a role in a space; giving it twice changes nothing."""
    held, made = Role.objects.get_or_create(person=person, space=space, role=role)
    if made:
        enter(
            "role.given",
            subject=f"person:{person.pk}",
            by=by.pk if by else None,
            space=space.pk,
            detail={"role": role},
        )
    return held
