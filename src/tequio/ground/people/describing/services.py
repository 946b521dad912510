"""Saying something of oneself, and taking it back. The ledger learns that, and never what."""

from django.db import transaction

from tequio.ground.ledger.services import enter
from tequio.ground.people.describing.models import SelfDescription
from tequio.ground.people.models import Person
from tequio.ground.territories.models import Territory


@transaction.atomic
def describe_self(
    *, sphere: str | None, gender: str | None, age: str | None, territory: Territory | None, by: Person
) -> None:
    """Keep what somebody says of themselves, in place of what they said before; nothing at all takes it back.

    At most four queries. Only the person may: there is nobody else to do it for.
    """
    said = {"sphere": sphere or None, "gender": gender or None, "age": age or None, "territory": territory}
    if not any(said.values()):
        take_back(by=by)
        return
    SelfDescription.objects.update_or_create(person=by, defaults=said)
    enter("person.self_described", subject=f"person:{by.pk}", by=by.pk)


@transaction.atomic
def take_back(*, by: Person) -> None:
    """Forget what somebody said of themselves: two queries; nothing where nothing was said."""
    forgotten, _each = SelfDescription.objects.filter(person=by).delete()
    if forgotten:
        enter("person.self_description_taken_back", subject=f"person:{by.pk}", by=by.pk)
