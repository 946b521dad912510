"""Who is signed in, loaded together with the roles that they hold."""

from collections import defaultdict

from allauth.account.auth_backends import AuthenticationBackend
from django.db.models import F

from tequio.ground.people.models import Person


class Backend(AuthenticationBackend):
    """allauth's way to sign in; reading the person of a session brings their roles in the same query."""

    def get_user(self, user_id: int) -> Person | None:
        """Return the person with `held` (space to roles) on it, or None: one query."""
        rows = Person.objects.filter(pk=user_id).annotate(
            held_space=F("roles__space_id"), held_role=F("roles__role")
        )
        person: Person | None = None
        held: dict[int, set[str]] = defaultdict(set)
        for row in rows:
            person = person or row
            if row.held_role:
                held[row.held_space].add(row.held_role)
        if person is None or not self.user_can_authenticate(person):
            return None
        person.held = {space: frozenset(roles) for space, roles in held.items()}  # type: ignore[attr-defined]
        return person
