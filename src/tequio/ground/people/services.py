"""Every write on a person that they make themselves."""

from importlib import import_module

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from tequio.ground.ledger.services import enter
from tequio.ground.people.models import Person
from tequio.ground.people.personal import PARTS
from tequio.ground.people.queries import details_about


@transaction.atomic
def describe(person: Person, *, name: str, language: str, time_zone: str, by: Person) -> None:
    """Keep what a person says of themselves: two queries."""
    person.name, person.language, person.time_zone = name, language, time_zone
    person.save(update_fields=["name", "language", "time_zone"])
    enter("person.described", subject=f"person:{person.pk}", by=by.pk)


@transaction.atomic
def erase(person: Person, *, by: Person) -> None:
    """Erase a person and all that is theirs alone; what others must keep stays without the name.

    Refuses what a part's `check` refuses. Every session ends, and a letter confirms it to the address that goes. The
    ledger keeps ids, and one entry more.
    """
    person = Person.objects.select_for_update().get(pk=person.pk)
    for part in PARTS.values():
        part.check(person)
    # What stands on higher floors goes first: it may point to what lies below.
    for part in reversed(PARTS.values()):
        part.erase(person)
    pk, email, language = person.pk, person.email, person.language
    person.delete()
    enter("person.erased", subject=f"person:{pk}", by=by.pk)
    _confirm(email, language)


def end_sessions(person: Person) -> None:
    """End every session of a person, on whatever device: three queries."""
    keys = list(UserSession.objects.filter(user=person).values_list("session_key", flat=True))
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    for key in keys:
        store.delete(key)
    UserSession.objects.filter(user=person).delete()


def erase_details(person: Person) -> None:
    """Erase the ledger's details about a person; the entries and the chain stay."""
    details_about(person).delete()


def _confirm(email: str, language: str) -> None:
    with override(language):
        subject = _("Your account on {site} is erased").format(site=settings.SITE_NAME)
        text = _(
            "As you asked, your account and all that was yours alone are erased. What you published stays under its "
            "licence, without your name. This letter is the last one; we have forgotten this address."
        )
    EmailMessage(subject=subject, body=text, to=[email]).send()


@transaction.atomic
def end_session(session: UserSession, *, by: Person) -> None:
    """Sign a person out on one device: three queries."""
    session.end()
    enter("person.signed_out", subject=f"person:{session.user_id}", by=by.pk)
