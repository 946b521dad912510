"""What a person's roles say about them, and why the last coordinator cannot simply go."""

from django.utils.translation import gettext_lazy as _

from tequio.ground.people.models import Person
from tequio.ground.people.personal import Part, Rows, hold
from tequio.ground.spaces.models import Invitation, JoinRequest, Role
from tequio.ground.spaces.rules import COORDINATOR
from tequio.kit.refusals import Refused


def roles_of(person: Person) -> Rows:
    """Yield the roles that a person holds, was invited to and asked for: three queries."""
    yield from Role.objects.filter(person=person).order_by("pk").values("space__slug", "role", "since")
    invited = Invitation.objects.filter(email__iexact=person.email).order_by("pk")
    yield from invited.values("space__slug", "role", "made", "expires")
    asked = JoinRequest.objects.filter(person=person).order_by("pk")
    yield from asked.values("space__slug", "words", "made", "outcome", "reason")


def forget_invitations(person: Person) -> None:
    """Delete the open invitations to a person's address: one query."""
    Invitation.objects.filter(email__iexact=person.email).delete()


def not_alone(person: Person) -> None:
    """Refuse to let the only coordinator of a space that has other people go: two queries and one for each space."""
    for held in Role.objects.filter(person=person, role=COORDINATOR).select_related("space"):
        others = Role.objects.filter(space=held.space).exclude(person=person)
        if others.exists() and not others.filter(role=COORDINATOR).exists():
            raise Refused("person.alone_in_space", space=str(held.space))


def hold_roles() -> None:
    """Register the part; called once, when the app is ready."""
    hold(Part("roles", _("Your roles in spaces, and invitations"), roles_of, forget_invitations, not_alone))
