"""A mail server that refuses for an hour and then takes everything: nothing is lost, nothing comes twice."""

import socketserver
import threading
from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from tequio.ground.notices.models import OutgoingMail
from tequio.ground.notices.services import tell
from tequio.ground.queue.services import run_ready


class Speaking(socketserver.StreamRequestHandler):
    """Enough of SMTP to take a letter, or to say 421 to whoever knocks."""

    def handle(self):
        if self.server.refuses:
            self.say("421 come back later")
            return
        self.say("220 here")
        while line := self.rfile.readline().decode().strip():
            word = line.split()[0].upper()
            if word == "DATA":
                self.say("354 go on")
                self.server.taken.append(b"".join(iter(self.rfile.readline, b".\r\n")).decode())
            self.say("221 bye" if word == "QUIT" else "250 ok")
            if word == "QUIT":
                return

    def say(self, line):
        self.wfile.write(f"{line}\r\n".encode())


@pytest.fixture
def server(settings):
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Speaking) as server:
        server.refuses, server.taken = True, []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.EMAIL_BACKEND = "tequio.ground.notices.mail.QueueBackend"
        settings.MAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        yield server
        server.shutdown()


def test_mail_server_that_refuses_for_an_hour_loses_nothing(server, amina, dora):
    for person in (amina, dora):
        tell(person, "decided", subject="Published: Water", text="Read it.", site="http://testserver")
    end = timezone.now() + timedelta(hours=1)
    refusals, now = 0, timezone.now()
    while now < end:
        refusals += run_ready()
        now = max(DBTaskResult.objects.values_list("run_after", flat=True))
        waited = now - timezone.now()
        end -= waited
        DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())
        now = timezone.now()
    assert refusals >= 2 * 6
    assert DBTaskResult.objects.filter(status="READY").count() == OutgoingMail.objects.count() == 2
    assert server.taken == []
    server.refuses = False
    run_ready()
    run_ready()
    assert len(server.taken) == 2
    assert all("List-Unsubscribe-Post: List-Unsubscribe=One-Click" in letter for letter in server.taken)
    assert not OutgoingMail.objects.exists()
