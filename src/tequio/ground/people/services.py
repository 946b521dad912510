"""Every write on a person that they make themselves."""

from django.db import transaction

from tequio.ground.ledger.services import enter
from tequio.ground.people.models import Person


@transaction.atomic
def describe(person: Person, *, name: str, language: str, time_zone: str, by: Person) -> None:
    """Keep what a person says of themselves: two queries."""
    person.name, person.language, person.time_zone = name, language, time_zone
    person.save(update_fields=["name", "language", "time_zone"])
    enter("person.described", subject=f"person:{person.pk}", by=by.pk)
