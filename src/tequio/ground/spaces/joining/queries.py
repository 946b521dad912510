"""Reads of invitations and requests to join."""

from django.db.models import QuerySet
from django.utils import timezone

from tequio.ground.people.models import Person
from tequio.ground.spaces.joining.rules import check_invitation, digest_of
from tequio.ground.spaces.models import Invitation, JoinRequest, Space
from tequio.kit.refusals import Refused


def invitation_of(token: str) -> Invitation:
    """Return the invitation that a token opens: one query. Refuses an unknown, a used and an expired one."""
    found = Invitation.objects.select_related("space", "by").filter(digest=digest_of(token)).first()
    if found is None:
        raise Refused("invitation.unknown")
    check_invitation(used=found.used, expires=found.expires, now=timezone.now())
    return found


def open_invitations(space: Space) -> QuerySet[Invitation]:
    """Those that wait to be used, the newest first; expired ones too, so that they can be sent again."""
    return Invitation.objects.filter(space=space, used=None).order_by("-made", "-pk")


def waiting_requests(space: Space) -> QuerySet[JoinRequest]:
    """Those that nobody answered yet, the oldest first."""
    return space.requests.filter(outcome="waiting").select_related("person").order_by("made", "pk")


def waits(space: Space, person: Person) -> bool:
    """Whether a person asked to join and waits: one query."""
    return JoinRequest.objects.filter(space=space, person=person, outcome="waiting").exists()
