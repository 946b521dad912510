"""The people of the demo and what each may do."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tequio.ground.people.models import Person
from tequio.ground.spaces.models import Space
from tequio.ground.spaces.rules import COORDINATOR, MEMBER, MODERATOR, REVIEWER, SECRETARIAT
from tequio.ground.spaces.services import give_role

VISITOR = "visitor"


@dataclass(frozen=True)
class Member:
    """One of the cast. `part` says what they do here; a visitor has no account."""

    key: str
    name: str | Promise
    part: Promise
    roles: tuple[str, ...] = ()
    language: str = "en"

    @property
    def email(self) -> str:
        return f"{self.key}@example.org"


CAST = (
    Member(VISITOR, _("A visitor"), _("reads without an account")),
    Member("amina", "Amina", _("writes practices"), (MEMBER,), "fr"),
    Member("bruno", "Bruno", _("coordinates the network"), (COORDINATOR,), "es"),
    Member("chen", "Chen", _("reviews and mediates; coordinates La Marsa"), (REVIEWER, MODERATOR)),
    Member("elena", "Elena", _("keeps the secretariat of the network and of La Marsa"), (SECRETARIAT,), "es"),
    Member("dora", "Dora", _("comes from outside"), (), "pt-br"),
)
_BY_EMAIL = {member.email: member.key for member in CAST if member.key != VISITOR}


def who_is(email: str) -> str:
    """Say which of the cast has this address; a visitor for no address, nobody for somebody's own account."""
    return _BY_EMAIL.get(email, "") if email else VISITOR


def person_of(key: str) -> Person | None:
    """Find the account of one of the cast: one query; none for the visitor and for an unknown key."""
    email = next((email for email, found in _BY_EMAIL.items() if found == key), "")
    return Person.objects.filter(email=email).first() if email else None


def ensure_cast(space: Space) -> Mapping[str, Person]:
    """Give each of the cast an account without a password, and their roles in the space."""
    people = {}
    for member in CAST:
        if member.key == VISITOR:
            continue
        person = Person.objects.filter(email=member.email).first() or Person.objects.create_user(
            member.email, name=str(member.name), language=member.language
        )
        for role in member.roles:
            give_role(person, space, role, by=None)
        people[member.key] = person
    return people
