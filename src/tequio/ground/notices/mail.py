"""Mail goes through the queue: written down with the write that causes it, sent by the worker, tried again when need be."""

from base64 import b64decode, b64encode
from collections.abc import Sequence
from typing import Any

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from tequio.ground.notices.models import OutgoingMail
from tequio.ground.queue.services import enqueue
from tequio.kit.plain import one_line

FIELDS = ("subject", "body", "from_email", "to", "cc", "bcc", "reply_to")
JOB = "tequio.ground.notices.jobs.send"


class QueueBackend(BaseEmailBackend):
    """Django's way to the queue: `EMAIL_BACKEND` names it, `MAIL_BACKEND` names the one that sends."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write the messages down in the caller's transaction (two queries each); one that is rolled back is not sent."""
        with transaction.atomic():
            for message in email_messages:
                post(message)
        return len(email_messages)


def send_mail_later(*, to: str, subject: str, text: str, html: str = "") -> None:
    """Send one mail to one person, once the caller's transaction is committed."""
    message = EmailMultiAlternatives(subject=one_line(subject), body=text, to=[to])
    if html:
        message.attach_alternative(html, "text/html")
    message.send()


def post(message: EmailMessage) -> OutgoingMail | None:
    """Write a message down and enqueue it; one without recipients is dropped, as Django does."""
    if not message.recipients():
        return None
    message.message()  # refuses line breaks in headers while the caller still listens
    mail = OutgoingMail.objects.create(message=packed(message))
    enqueue(JOB, mail.pk)
    return mail


def packed(message: EmailMessage) -> dict[str, Any]:
    """Turn a message into JSON; refuses an attachment that is not (name, content, type)."""
    fields = {field: getattr(message, field) for field in FIELDS}
    attachments = []
    for attachment in message.attachments:
        name, content, mimetype = attachment
        raw = content.encode() if isinstance(content, str) else content
        attachments.append([name, b64encode(raw).decode(), mimetype])
    return {
        **{
            key: list(value) if isinstance(value, list | tuple) else str(value)
            for key, value in fields.items()
        },
        "headers": {key: str(value) for key, value in message.extra_headers.items()},
        "alternatives": [[str(content), str(kind)] for content, kind in getattr(message, "alternatives", [])],
        "attachments": attachments,
    }


def unpacked(fields: dict[str, Any]) -> EmailMultiAlternatives:
    """Turn JSON back into the message."""
    attachments = [(name, b64decode(raw), mimetype) for name, raw, mimetype in fields["attachments"]]
    message = EmailMultiAlternatives(
        **{key: fields[key] for key in FIELDS}, headers=fields["headers"], attachments=attachments
    )
    for content, kind in fields["alternatives"]:
        message.attach_alternative(content, kind)
    return message
