"""Mails about joining a space, each in the language of whoever reads it."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from tequio.ground.notices.mail import send_mail_later
from tequio.ground.people.models import Person
from tequio.ground.spaces.models import Invitation, JoinRequest
from tequio.ground.spaces.words import ROLE_NAMES


def tell_invited(invitation: Invitation, token: str, *, language: str, site: str) -> None:
    """Leave the mail that holds the token, sent once the caller's transaction is committed."""
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
        send_mail_later(
            to=invitation.email,
            subject=_("An invitation to {space}").format(**facts),
            text="\n\n".join(part.format(**facts) for part in parts),
        )


def tell_coordinators(request: JoinRequest, people: Iterable[Person], *, site: str) -> None:
    """Leave each coordinator a mail that somebody asks to join."""
    for person in people if site else ():
        with override(person.language):
            facts = {
                "space": request.space.name_in(person.language),
                "who": str(request.person),
                "page": site + reverse("join-requests", args=[request.space.slug]),
            }
            send_mail_later(
                to=person.email,
                subject=_("{who} would like to join {space}").format(**facts),
                text="\n\n".join(
                    filter(
                        None,
                        [
                            _("{who} would like to join {space}.").format(**facts),
                            _quoted(request.words),
                            _("Answer here: {page}").format(**facts),
                        ],
                    )
                ),
            )


def tell_asker(request: JoinRequest, *, site: str) -> None:
    """Leave the person who asked a mail with the answer."""
    person = request.person
    if not site or not person.is_active:
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
        send_mail_later(
            to=person.email, subject=subject.format(**facts), text="\n\n".join(filter(None, parts))
        )


def _quoted(words: str) -> str:
    return "> " + words.replace("\n", "\n> ") if words else ""
