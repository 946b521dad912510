"""Handing a record over to another author."""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from tequio.catalogue.publishing.services import locked, note, title_of
from tequio.catalogue.publishing.telling import tell_handed
from tequio.catalogue.records.models import Record
from tequio.ground.people.models import Person
from tequio.ground.spaces.models import Role
from tequio.kit.refusals import Refused


@transaction.atomic
def hand_over(record: Record, *, email: str, by: Person, site: str = "") -> Record:
    """Make somebody of the space the author of a record; both authors are told by mail when `site` is given.

    Refused alike for an address that nobody has and for somebody who neither holds a role nor wrote anything in the
    space, so that nobody learns here who has an account.
    """
    record = locked(record)
    to = _person_of(record, email)
    before = record.author
    if before == to:
        raise Refused("record.already_theirs", name=str(to))
    record.author = to
    record.save(update_fields=["author", "updated"])
    note("record.handed_over", record, by, {"from": before.pk if before else None, "to": to.pk})
    tell_handed(record, title_of(record), before=before, by=by, site=site)
    return record


def _person_of(record: Record, email: str) -> Person:
    role = Role.objects.filter(person=OuterRef("pk"), space=record.space_id)
    wrote = Record.objects.filter(author=OuterRef("pk"), space=record.space_id)
    there = Person.objects.filter(Q(Exists(role)) | Q(Exists(wrote)), is_active=True)
    person = there.filter(email__iexact=email).first() if email else None
    if person is None:
        raise Refused("record.nobody_of_space", email=email)
    return person
