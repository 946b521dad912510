"""What people are told about joining a space, each in their language and, with an account, at their own pace."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from tequio.ground.notices.mail import send_mail_later
from tequio.ground.notices.services import tell
from tequio.ground.people.models import Person
from tequio.ground.spaces.joining.announcing import ANSWERED, ASKED, INVITED
from tequio.ground.spaces.models import Invitation, JoinRequest
from tequio.ground.spaces.words import ROLE_NAMES


def tell_invited(invitation: Invitation, token: str, *, person: Person | None, site: str) -> None:
    """Leave the words that hold the token: a notice for a person with an account, else a mail to the address."""
    language = person.language if person else invitation.space.language
    with override(language):
        facts = {
            "space": invitation.space.name_in(language),
            "who": str(invitation.by or invitation.space),
            "role": str(ROLE_NAMES[invitation.role]),
            "page": site + reverse("invitation", args=[token]),
            "until": date_format(invitation.expires, "DATE_FORMAT"),
        }
        parts = [
            _("{who} invites you to {space}, as: {role}."),
            _("Open this page to accept: {page}"),
            _(
                "The invitation is good once, until {until}. If you do not know what this is about, leave it: nothing happens."
            ),
        ]
        subject = _("An invitation to {space}").format(**facts)
        text = "\n\n".join(part.format(**facts) for part in parts)
    if person:
        tell(person, INVITED, subject=subject, text=text, site=site)
    else:
        send_mail_later(to=invitation.email, subject=subject, text=text)


def tell_coordinators(request: JoinRequest, people: Iterable[Person], *, site: str) -> None:
    """Tell each coordinator that somebody asks to join; nobody without `site` (the demo, the command)."""
    for person in people if site else ():
        with override(person.language):
            facts = {
                "space": request.space.name_in(person.language),
                "who": str(request.person),
                "page": site + reverse("join-requests", args=[request.space.slug]),
            }
            parts = [
                _("{who} would like to join {space}.").format(**facts),
                _quoted(request.words),
                _("Answer here: {page}").format(**facts),
            ]
            subject = _("{who} would like to join {space}").format(**facts)
            tell(person, ASKED, subject=subject, text=_joined(parts), site=site)


def tell_asker(request: JoinRequest, *, site: str) -> None:
    """Tell the person who asked what the answer is."""
    person = request.person
    if not site:
        return
    with override(person.language):
        facts = {
            "space": request.space.name_in(person.language),
            "page": f"{site}/{person.language}/{request.space.slug}/",
        }
        if request.outcome == JoinRequest.Outcome.ACCEPTED:
            subject, text = _("Welcome to {space}"), _("Good news: you belong to {space} now.")
        else:
            subject, text = (
                _("Your request to join {space}"),
                _("The coordinator of {space} has answered your request:"),
            )
        parts = [text.format(**facts), _quoted(request.reason), _("See it here: {page}").format(**facts)]
        tell(person, ANSWERED, subject=subject.format(**facts), text=_joined(parts), site=site)


def _joined(parts: Iterable[str]) -> str:
    return "\n\n".join(filter(None, parts))


def _quoted(words: str) -> str:
    return "> " + words.replace("\n", "\n> ") if words else ""
