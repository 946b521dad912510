"""Reads of people."""

import json
from collections.abc import Iterator

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import F, Q, QuerySet, TextField
from django.db.models.functions import Cast

from tequio.ground.ledger.models import Entry, EntryDetail
from tequio.ground.people.models import Person
from tequio.ground.people.personal import PARTS, Rows
from tequio.kit.refusals import Refused


def person_by_email(email: str) -> Person:
    """Return the person with this address, however it is capitalised: one query. Refuses an unknown one."""
    person = Person.objects.filter(email__iexact=email).first()
    if person is None:
        raise Refused("person.unknown", email=email)
    return person


def account_of(person: Person) -> Rows:
    """Yield what an account says, without its secrets: three queries."""
    columns = ("email", "name", "language", "time_zone", "joined", "last_login")
    addresses = EmailAddress.objects.filter(user=person).values("email", "verified", "primary")
    steps = Authenticator.objects.filter(user=person).values(
        "type", "created_at", "last_used_at", name=F("data__name")
    )
    elsewhere = SocialAccount.objects.filter(user=person).values(
        "provider", "uid", "date_joined", "last_login"
    )
    said = {column: getattr(person, column) for column in columns}
    yield {**said, "addresses": list(addresses), "second_steps": list(steps), "elsewhere": list(elsewhere)}


def sessions_of(person: Person) -> Rows:
    """Yield where a person is signed in: one query."""
    yield from UserSession.objects.filter(user=person).values(
        "created_at", "last_seen_at", "ip", "user_agent"
    )


def entries_of(person: Person) -> Rows:
    """Yield what the ledger says of what a person did and what was done to them; a stream, one query."""
    mine = Entry.objects.filter(Q(by=person.pk) | Q(subject=f"person:{person.pk}")).order_by("pk")
    return mine.values("at", "action", "subject", "detail__data").iterator(chunk_size=2000)


def details_about(person: Person) -> QuerySet[EntryDetail]:
    """Ledger details about a person, and those that name their address: a walk over the details, for erasures only."""
    named = Q(words__icontains=person.email)
    if person.name:
        named |= Q(words__icontains=person.name) | Q(words__icontains=json.dumps(person.name)[1:-1])
    about = Q(entry__subject=f"person:{person.pk}")
    return EntryDetail.objects.annotate(words=Cast("data", TextField())).filter(about | named)


def all_about(person: Person) -> Iterator[str]:
    """Yield one JSON object with all that the site holds about a person, row by row, however much that is."""
    encoder = DjangoJSONEncoder(ensure_ascii=False, indent=2)
    opening = "{"
    for part in PARTS.values():
        yield f'{opening}\n"{part.key}": ['
        comma = ""
        for row in part.give(person):
            yield f"{comma}\n{encoder.encode(row)}"
            comma = ","
        yield "]"
        opening = ","
    yield "\n}\n"
