"""Reads about spaces and where a person stands in them."""

from collections import defaultdict

from django.http import Http404

from tequio.ground.people.models import Person
from tequio.ground.spaces.models import Space
from tequio.ground.spaces.standing import Standing
from tequio.kit.refusals import Refused


def standing_of(person: Person) -> Standing:
    """Say where a person stands: no query for the person of a session, whose roles came along; else one."""
    held: dict[int, frozenset[str]] | None = getattr(person, "held", None)
    return Standing(
        person_id=person.pk,
        is_operator=person.is_operator,
        roles=roles_of(person) if held is None else held,
    )


def roles_of(person: Person) -> dict[int, frozenset[str]]:
    """The roles that a person holds, by space: one query."""
    held: dict[int, set[str]] = defaultdict(set)
    for space, role in person.roles.values_list("space_id", "role"):
        held[space].add(role)
    return {space: frozenset(roles) for space, roles in held.items()}


def space_or_404(slug: str) -> Space:
    """Return a space by its slug: one query; a page that is not there when no space has it."""
    space = Space.objects.filter(slug=slug).first()
    if space is None:
        raise Http404(slug)
    return space


def space_named(slug: str | None) -> Space:
    """Return the space that a command means: by its slug, else the only one there is. Refuses to guess among several."""
    spaces = list(Space.objects.order_by("pk"))
    found = [space for space in spaces if slug in (None, space.slug)]
    if len(found) == 1:
        return found[0]
    if not spaces:
        raise Refused("space.none")
    slugs = ", ".join(space.slug for space in spaces)
    raise Refused("space.unknown" if slug else "space.which", slug=slug, slugs=slugs)
