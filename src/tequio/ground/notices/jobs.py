"""Sending a mail that was written down."""

from datetime import timedelta
from smtplib import SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import get_connection
from django.utils import timezone

from tequio.ground.notices.mail import unpacked
from tequio.ground.notices.models import OutgoingMail
from tequio.ground.notices.services import send_what_waits
from tequio.ground.people.models import Person

KEPT = timedelta(days=90)


class MailNotSent(Exception):  # noqa: N818 - it says what happened
    """The mail server did not take it; says why without naming anybody, since the queue keeps it."""


def send(mail: int) -> None:
    """Hand a mail to the mail server, then forget it; one that is gone was sent before."""
    row = OutgoingMail.objects.filter(pk=mail).first()
    if row is None:
        return
    try:
        get_connection(settings.MAIL_BACKEND).send_messages([unpacked(row.message)])
    except Exception as fault:  # noqa: BLE001 - each fault is told without the addresses that it names
        raise MailNotSent(reason(fault)) from None
    row.delete()


def reason(fault: Exception) -> str:
    """Say why without addresses: the kind of fault, the server's code, the system's word."""
    if isinstance(fault, SMTPResponseException):
        return f"{type(fault).__name__} {fault.smtp_code}"
    if isinstance(fault, SMTPRecipientsRefused):
        return f"{type(fault).__name__} {sorted({code for code, _ in fault.recipients.values()})}"
    return f"{type(fault).__name__} {getattr(fault, 'strerror', None) or ''}".strip()


def prune() -> None:
    """Forget mail that could not be sent for 90 days."""
    OutgoingMail.objects.filter(posted__lt=timezone.now() - KEPT).delete()


def send_digest(person: int) -> None:
    """Send what waits for a person; nothing when the person is gone or nothing waits."""
    found = Person.objects.filter(pk=person, is_active=True).first()
    if found is not None:
        send_what_waits(found)
