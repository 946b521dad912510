"""Every write of an invitation and of a request to join."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from tequio.ground.ledger.services import enter
from tequio.ground.people.models import Person
from tequio.ground.spaces.joining.rules import (
    GOOD_FOR,
    MOST_OPEN,
    check_invitation,
    check_request,
    digest_of,
    new_token,
)
from tequio.ground.spaces.joining.telling import tell_asker, tell_coordinators, tell_invited
from tequio.ground.spaces.models import Invitation, JoinRequest, Role, Space
from tequio.ground.spaces.queries import coordinators
from tequio.ground.spaces.rules import MEMBER, ROLES
from tequio.ground.spaces.services import give_role
from tequio.kit.refusals import Refused

Outcome = JoinRequest.Outcome


@transaction.atomic
def invite(space: Space, emails: Sequence[str], role: str, *, by: Person, site: str) -> list[Invitation]:
    """Invite addresses, which `rules.addresses` has read; each is told in its reader's language.

    Whoever has an account is told at their own pace, others by mail.
    An earlier open invitation of the same address is replaced. Refuses more open ones than 500.
    """
    if role not in ROLES:
        raise Refused("role.unknown", role=role)
    space = Space.objects.select_for_update().get(pk=space.pk)
    Invitation.objects.filter(space=space, email__in=emails, used=None).delete()
    if Invitation.objects.filter(space=space, used=None).count() + len(emails) > MOST_OPEN:
        raise Refused("invitation.too_many_open", limit=MOST_OPEN)
    people = {person.email: person for person in Person.objects.filter(email__in=emails, is_active=True)}
    return [_invite(space, email, role, by=by, site=site, person=people.get(email)) for email in emails]


def _invite(
    space: Space, email: str, role: str, *, by: Person, site: str, person: Person | None
) -> Invitation:
    token = new_token()
    made = Invitation.objects.create(
        space=space, email=email, role=role, digest=digest_of(token), by=by, expires=timezone.now() + GOOD_FOR
    )
    enter("invitation.sent", subject=f"invitation:{made.pk}", by=by.pk, space=space.pk, detail={"role": role})
    tell_invited(made, token, person=person, site=site)
    return made


@transaction.atomic
def accept_invitation(token: str, *, by: Person) -> Space:
    """Give the role that an invitation holds to whoever brings its token, once.

    Refuses an unknown, used or expired one, also where two bring it at the same time: the row is locked.
    """
    rows = Invitation.objects.select_for_update(of=("self",)).select_related("space", "by")
    found = rows.filter(digest=digest_of(token)).first()
    if found is None:
        raise Refused("invitation.unknown")
    now = timezone.now()
    check_invitation(used=found.used, expires=found.expires, now=now)
    give_role(by, found.space, found.role, by=found.by)
    found.used, found.used_by, found.email = now, by, ""
    found.save(update_fields=["used", "used_by", "email"])
    enter("invitation.used", subject=f"invitation:{found.pk}", by=by.pk, space=found.space_id)
    return found.space


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: Person) -> None:
    """Take back an invitation that was not used; one that was is left as it is."""
    pk, (deleted, _rows) = invitation.pk, Invitation.objects.filter(pk=invitation.pk, used=None).delete()
    if deleted:
        enter("invitation.withdrawn", subject=f"invitation:{pk}", by=by.pk, space=invitation.space_id)


@transaction.atomic
def ask_to_join(space: Space, words: str, *, by: Person, site: str = "") -> JoinRequest:
    """Ask to be a member; the coordinators are told. Refuses a member, and to ask twice before the answer."""
    check_request(words)
    space = Space.objects.select_for_update().get(pk=space.pk)
    if Role.objects.filter(space=space, person=by).exists():
        raise Refused("join.already_in")
    if JoinRequest.objects.filter(space=space, person=by, outcome=Outcome.WAITING).exists():
        raise Refused("join.waiting")
    request = JoinRequest.objects.create(space=space, person=by, words=words.strip())
    enter("join.asked", subject=f"person:{by.pk}", by=by.pk, space=space.pk)
    tell_coordinators(request, coordinators(space), site=site)
    return request


@transaction.atomic
def accept_request(request: JoinRequest, *, by: Person, site: str = "") -> JoinRequest:
    """Make the one who asked a member, and tell them. Refuses one that was answered meanwhile."""
    request = _decide(request, Outcome.ACCEPTED, "", by)
    give_role(request.person, request.space, MEMBER, by=by)
    tell_asker(request, site=site)
    return request


@transaction.atomic
def refuse_request(request: JoinRequest, *, reason: str, by: Person, site: str = "") -> JoinRequest:
    """Refuse with a reason, which is required and told."""
    if not reason.strip():
        raise Refused("join.reason_missing")
    request = _decide(request, Outcome.REFUSED, reason.strip(), by)
    tell_asker(request, site=site)
    return request


def _decide(request: JoinRequest, outcome: str, reason: str, by: Person) -> JoinRequest:
    rows = JoinRequest.objects.select_for_update(of=("self",)).select_related("space", "person")
    request = rows.get(pk=request.pk)
    if request.outcome != Outcome.WAITING:
        raise Refused("join.decided")
    request.outcome, request.reason, request.by, request.decided = outcome, reason, by, timezone.now()
    request.save(update_fields=["outcome", "reason", "by", "decided"])
    detail = {"reason": reason} if reason else None
    enter(
        f"join.{outcome}",
        subject=f"person:{request.person_id}",
        by=by.pk,
        space=request.space_id,
        detail=detail,
    )
    return request
