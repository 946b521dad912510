"""Reads of people."""

from tequio.ground.people.models import Person
from tequio.kit.refusals import Refused


def person_by_email(email: str) -> Person:
    """Return the person with this address, however it is capitalised: one query. Refuses an unknown one."""
    person = Person.objects.filter(email__iexact=email).first()
    if person is None:
        raise Refused("person.unknown", email=email)
    return person
