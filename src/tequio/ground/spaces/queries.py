"""Reads about spaces and where a person stands in them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Lower
from django.http import Http404

from tequio.ground.kept import Kept
from tequio.ground.people.models import Person
from tequio.ground.spaces.models import Role, Space
from tequio.ground.spaces.rules import COORDINATOR, ROLES
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


def _domains() -> dict[str, str]:
    return {domain: slug for domain, slug in Space.objects.values_list("domain", "slug") if domain}


# Domain to the slug of its space: one query a minute.
domains = Kept(_domains)


def space_at(host: str) -> str:
    """The slug of the space that a host name leads to, empty for the site's own names; no query but once a minute."""
    return domains().get(host.partition(":")[0].lower().rstrip("."), "")


@dataclass(frozen=True, slots=True)
class Member:
    """A person in the list of a space's members, with the roles held there in their usual order."""

    person: Person
    roles: tuple[str, ...]


def members(space: Space, words: str = "") -> QuerySet[Person]:
    """The people who hold a role in a space, by name; `words` narrows to names and addresses that hold them."""
    found = Person.objects.filter(pk__in=Role.objects.filter(space=space).values("person"))
    if words:
        found = found.filter(Q(name__icontains=words) | Q(email__icontains=words))
    return found.only("name", "email").order_by(Lower("name"), "pk")


def with_roles(space: Space, people: Iterable[Person]) -> list[Member]:
    """Say what each of these people is in a space: one query."""
    people = list(people)
    held: dict[int, set[str]] = defaultdict(set)
    keys = [person.pk for person in people]
    for person, role in Role.objects.filter(space=space, person__in=keys).values_list("person_id", "role"):
        held[person].add(role)
    return [Member(person, tuple(role for role in ROLES if role in held[person.pk])) for person in people]


def number_of_members(space: Space) -> int:
    """How many people hold a role in a space: one query."""
    return Role.objects.filter(space=space).aggregate(n=Count("person", distinct=True))["n"] or 0


def member_or_404(space: Space, person_id: int) -> Member:
    """One member of a space: two queries; a page that is not there for somebody without a role."""
    found = with_roles(space, members(space).filter(pk=person_id))
    if not found:
        raise Http404(str(person_id))
    return found[0]


def coordinators(space: Space) -> QuerySet[Person]:
    """Those who run a space and may be written to."""
    return Person.objects.filter(roles__space=space, roles__role=COORDINATOR, is_active=True).order_by("pk")
