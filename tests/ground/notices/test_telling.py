"""Telling people at their pace, digests, and stopping with one click."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from tequio.ground.ledger.models import Entry
from tequio.ground.notices import services
from tequio.ground.notices.kinds import NOTICE_KINDS
from tequio.ground.notices.models import Notice, Wish
from tequio.ground.notices.queries import paces_of, stop_token
from tequio.ground.people.services import erase
from tequio.ground.queue.models import Due
from tequio.ground.queue.services import run_ready, tick

SITE = "http://testserver"


def tell(person, kind="decided", subject="Publicado: Agua"):
    services.tell(person, kind, subject=subject, text="Ya se puede leer.", site=SITE)


def stop_link(letter):
    return re.fullmatch(rf"<{SITE}(\S+)>", letter.extra_headers["List-Unsubscribe"])[1]


@pytest.fixture
def daily(amina):
    """Somebody in Lima who wants all news once a day, in Spanish."""
    amina.language, amina.time_zone = "es", "America/Lima"
    amina.save()
    services.choose(amina, dict.fromkeys(NOTICE_KINDS, "daily"), by=amina)
    return amina


def test_what_is_told_at_once_is_a_letter_that_one_click_stops(amina, client):
    tell(amina)
    [letter] = mail.outbox
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert stop_link(letter) in letter.body
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(stop_link(letter), {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert paces_of(amina)["decided"] == "never"
    assert paces_of(amina)["waiting"] == "at-once"
    tell(amina)
    assert len(mail.outbox) == 1


def test_looking_at_the_link_stops_nothing(amina, client):
    tell(amina)
    page = client.get(stop_link(mail.outbox[0])).content.decode()
    assert "Stop them" in page
    assert not Wish.objects.exists()


@pytest.mark.parametrize("token", ["nonsense", "WzEsImRlY2lkZWQiXQ:1abc:forged"])
def test_forged_link_is_not_there(db, client, token):
    assert client.post(f"/en/notices/stop/{token}/").status_code == 404


def test_link_of_somebody_who_is_gone_is_not_there(amina, client):
    token = stop_token(amina, "decided")
    erase(amina, by=amina)
    assert client.post(f"/en/notices/stop/{token}/").status_code == 404


def test_daily_news_come_in_one_letter_in_the_morning_of_the_reader(daily):
    tell(daily)
    tell(daily, "waiting", "Espera: Luz")
    assert mail.outbox == []
    due = Due.objects.get(name=f"digest: {daily.pk}")
    assert due.at.astimezone(timezone.get_fixed_timezone(-300)).hour == 7
    assert timedelta(0) < due.at - timezone.now() <= timedelta(days=1)
    Due.objects.filter(pk=due.pk).update(at=timezone.now())
    tick()
    run_ready()
    [letter] = mail.outbox
    assert letter.subject.startswith("2 ")
    assert letter.body.index("Publicado: Agua") < letter.body.index("Espera: Luz")
    assert stop_link(letter).startswith("/es/")
    assert not Notice.objects.exists()
    assert not Due.objects.filter(name=due.name).exists()


def test_digest_that_runs_twice_is_sent_once(daily):
    tell(daily)
    assert services.send_what_waits(daily) == 1
    assert services.send_what_waits(daily) == 0
    assert len(mail.outbox) == 1


def test_stopping_a_digest_stops_all_that_comes_daily(daily, client):
    tell(daily)
    services.send_what_waits(daily)
    client.post(stop_link(mail.outbox[0]))
    assert set(paces_of(daily).values()) == {"never"}


def test_what_is_not_wanted_any_more_is_not_sent_from_what_waits(daily):
    tell(daily)
    services.choose(daily, {"decided": "never"}, by=daily)
    assert services.send_what_waits(daily) == 0


def test_a_closed_account_is_not_told(amina):
    amina.is_active = False
    tell(amina)
    assert mail.outbox == []


def test_choosing_is_one_entry_and_the_same_again_none(amina):
    for _ in range(2):
        services.choose(amina, {"decided": "daily", "unknown": "daily", "waiting": "hourly"}, by=amina)
    assert Entry.objects.filter(action="notices.chosen").count() == 1
    assert Wish.objects.count() == 1


def test_a_person_chooses_on_a_page(client, amina):
    assert client.get("/en/account/me/notices/").status_code == 302
    client.force_login(amina)
    page = client.get("/en/account/me/notices/").content.decode()
    assert page.count("<fieldset") == len(NOTICE_KINDS)
    chosen = {**dict.fromkeys(NOTICE_KINDS, "never"), "waiting": "daily"}
    client.post("/en/account/me/notices/", chosen)
    assert paces_of(amina) == chosen


def test_erasing_forgets_what_waits_and_mail_on_its_way(daily, settings):
    settings.EMAIL_BACKEND = "tequio.ground.notices.mail.QueueBackend"
    tell(daily)
    services.choose(daily, {"waiting": "at-once"}, by=daily)
    tell(daily, "waiting")
    erase(daily, by=daily)
    run_ready()
    assert [letter.to for letter in mail.outbox] == [["amina@example.org"]]
    assert "erased" in mail.outbox[0].subject or "borr" in mail.outbox[0].subject
    assert not Notice.objects.exists()
    assert not Due.objects.filter(name__startswith="digest").exists()
