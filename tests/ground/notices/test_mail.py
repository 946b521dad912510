"""Mail through the queue: nothing lost, nothing kept, nobody named."""

import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail import BadHeaderError, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tequio.ground.notices.jobs import prune, reason
from tequio.ground.notices.mail import send_mail_later
from tequio.ground.notices.models import OutgoingMail
from tequio.ground.queue.services import run_ready


class Down(BaseEmailBackend):
    """A mail server that is down."""

    def send_messages(self, messages):
        raise smtplib.SMTPRecipientsRefused({"amina@example.org": (450, b"later, amina@example.org")})


@pytest.fixture(autouse=True)
def queued(settings, db):
    settings.EMAIL_BACKEND = "tequio.ground.notices.mail.QueueBackend"
    settings.MAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"


def post(**fields):
    message = EmailMultiAlternatives(
        subject="Hola", body="¡Qué bien!", to=["amina@example.org"], headers={"X-Space": "red"}, **fields
    )
    message.attach_alternative("<p>¡Qué bien!</p>", "text/html")
    message.attach("nota.csv", "a,é", "text/csv")
    message.attach("mapa.png", b"\x89PNG\xff", "image/png")
    message.send()


def test_mail_is_sent_by_the_worker_as_it_was_written_and_then_forgotten():
    post(cc=["bruno@example.org"], reply_to=["red@example.org"])
    assert mail.outbox == []
    run_ready()
    [sent] = mail.outbox
    assert (sent.subject, sent.body, sent.to) == ("Hola", "¡Qué bien!", ["amina@example.org"])
    assert sent.recipients() == ["amina@example.org", "bruno@example.org"]
    assert sent.extra_headers == {"X-Space": "red"}
    assert tuple(sent.alternatives[0]) == ("<p>¡Qué bien!</p>", "text/html")
    assert [tuple(one) for one in sent.attachments] == [
        ("nota.csv", "a,é", "text/csv"),
        ("mapa.png", b"\x89PNG\xff", "image/png"),
    ]
    assert not OutgoingMail.objects.exists()


def test_mail_of_a_write_that_is_rolled_back_is_not_sent():
    with transaction.atomic():
        send_mail_later(to="amina@example.org", subject="Hola", text="Hola")
        transaction.set_rollback(True)
    run_ready()
    assert mail.outbox == []


def test_mail_waits_while_the_mail_server_is_down_and_the_queue_names_nobody(settings):
    settings.MAIL_BACKEND = f"{__name__}.Down"
    send_mail_later(to="amina@example.org", subject="Hola", text="Hola", html="<p>Hola</p>")
    run_ready()
    job = DBTaskResult.objects.get()
    assert job.status == "READY"
    assert OutgoingMail.objects.count() == 1
    assert "amina" not in f"{job.args_kwargs}{job.traceback}{job.exception_class_path}"
    assert "SMTPRecipientsRefused [450]" in job.traceback
    settings.MAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    DBTaskResult.objects.update(run_after=timezone.now())
    run_ready()
    assert [sent.to for sent in mail.outbox] == [["amina@example.org"]]
    assert not OutgoingMail.objects.exists()


def test_mail_that_was_sent_already_is_not_sent_again():
    post()
    OutgoingMail.objects.all().delete()
    run_ready()
    assert mail.outbox == []
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"


def test_header_with_a_line_break_is_refused_at_once():
    message = EmailMultiAlternatives(subject="Hello\nBcc: all@example.org", to=["amina@example.org"])
    with pytest.raises(BadHeaderError):
        message.send()
    assert not OutgoingMail.objects.exists()


def test_mail_without_recipients_is_dropped():
    EmailMultiAlternatives(subject="Hola", to=[]).send()
    assert not OutgoingMail.objects.exists()


def test_reason_names_the_kind_of_fault_only():
    assert reason(smtplib.SMTPDataError(554, b"no, amina@example.org")) == "SMTPDataError 554"
    assert (
        reason(ConnectionRefusedError(111, "Connection refused"))
        == "ConnectionRefusedError Connection refused"
    )
    assert reason(ValueError("amina@example.org")) == "ValueError"


def test_mail_that_could_not_be_sent_is_forgotten_after_ninety_days():
    post()
    OutgoingMail.objects.update(posted=timezone.now() - timedelta(days=91))
    post()
    prune()
    assert OutgoingMail.objects.count() == 1


def test_somebody_who_signs_up_gets_their_mail_through_the_queue(client):
    page = client.post(
        "/en/account/signup/", {"email": "amina@example.org", "password1": "a long enough word"}
    )
    assert page.status_code == 302
    assert mail.outbox == []
    assert OutgoingMail.objects.count() == 1
    run_ready()
    assert mail.outbox[0].to == ["amina@example.org"]


def test_subject_of_several_lines_is_sent_on_one():
    send_mail_later(to="amina@example.org", subject="Hidden: Light\nBcc: x@example.org", text="Why.")
    run_ready()
    assert mail.outbox[0].subject == "Hidden: Light Bcc: x@example.org"
