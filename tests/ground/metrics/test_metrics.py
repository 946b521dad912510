"""Figures and log lines tell of the site's work, and nothing of people."""

import json
import logging
import os
import subprocess
import sys

import pytest
from django.test import Client
from django.utils import translation

from tequio.ground.metrics import logs
from tequio.ground.queue import services

SECRET = "rosa.luz@example.org"


@pytest.fixture
def lines(settings):
    """What the log of requests says, one dictionary a line."""
    said = []

    class Keep(logging.Handler):
        def emit(self, record):
            said.append(json.loads(record.getMessage()))

    settings.LOG_ADDRESSES = False
    keep = Keep()
    logs.REQUESTS.addHandler(keep)
    logs.REQUESTS.setLevel(logging.INFO)
    yield said
    logs.REQUESTS.removeHandler(keep)
    logs.REQUESTS.setLevel(logging.NOTSET)


def figures(client=None, **headers):
    answer = (client or Client()).get("/metrics", headers=headers)
    assert answer.status_code == 200
    return answer.content.decode()


def test_figures_count_requests_by_route_and_status(db, client):
    client.get("/en/search/", {"q": SECRET})
    client.get("/en/nowhere-rosa/practices/")
    said = figures()
    assert 'tequio_requests_total{route="search",status="200"}' in said
    assert 'tequio_requests_total{route="practices",status="404"}' in said
    assert 'tequio_request_seconds_bucket{le="0.005",route="search"}' in said
    assert "rosa" not in said


def test_figures_tell_the_state_of_the_site(db):
    services.enqueue("tequio.ground.queue.jobs.prune")
    services.beat("alive")
    said = figures()
    assert "\ntequio_jobs_waiting 1.0\n" in said
    assert "\ntequio_jobs_failed 0.0\n" in said
    assert "\ntequio_workers 1.0\n" in said
    assert "\ntequio_ledger_unsealed_seconds " in said
    size = float(said.split("\ntequio_database_bytes ")[1].split()[0])
    assert size > 100_000


def test_figures_tell_how_far_the_index_is_behind(db, search_at_once, make_practice):
    search_at_once()
    make_practice()
    from tequio.ground.ledger.services import seal

    sealed = seal()
    said = figures()
    assert f"\ntequio_ledger_position {float(sealed)}\n" in said
    assert "\ntequio_index_behind " in said


@pytest.mark.parametrize(
    "headers",
    [
        {"x-forwarded-for": "203.0.113.7"},
        {"forwarded": "for=203.0.113.7"},
        {"x-forwarded-for": "127.0.0.1"},
        {"x-forwarded-for": "203.0.113.7", "authorization": "Bearer wrong"},
        {"x-forwarded-for": "203.0.113.7", "authorization": "Bearer "},
    ],
)
def test_figures_are_refused_to_others(db, client, settings, headers):
    settings.METRICS_TOKEN = ""
    assert client.get("/metrics", headers=headers).status_code == 403
    settings.METRICS_TOKEN = "opened with this"
    assert client.get("/metrics", headers=headers).status_code == 403
    assert client.get("/metrics", REMOTE_ADDR="203.0.113.7").status_code == 403


def test_figures_are_given_to_whoever_bears_the_token(db, client, settings):
    settings.METRICS_TOKEN = "opened with this"
    bearer = {"x-forwarded-for": "203.0.113.7", "authorization": "Bearer opened with this"}
    assert client.get("/metrics", headers=bearer).status_code == 200


def test_this_machine_needs_neither_the_name_nor_a_certificate(db, client, settings):
    settings.ALLOWED_HOSTS, settings.SECURE_SSL_REDIRECT = ["bank.example.org"], True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    for path in ("/healthz", "/metrics"):
        assert client.get(path, headers={"host": "127.0.0.1:8000"}).status_code == 200
        through = client.get(path, headers={"host": "127.0.0.1:8000", "x-forwarded-for": "203.0.113.7"})
        assert through.status_code in {301, 400}
    assert client.get("/en/", headers={"host": "127.0.0.1:8000"}).status_code in {301, 400}


def test_request_is_one_line_without_anything_personal(db, client, lines):
    client.get("/en/search/", {"q": SECRET}, headers={"user-agent": SECRET, "cookie": f"a={SECRET}"})
    client.get("/en/account/confirm-email/MQ:secret-link/")
    client.post("/en/account/login/", {"login": SECRET, "password": SECRET})
    client.get(f"/{SECRET}")
    assert [(line["method"], line["route"], line["status"]) for line in lines] == [
        ("GET", "search", 200),
        ("GET", "account_confirm_email", 200),
        ("POST", "account_login", 200),
        ("GET", "-", 404),
    ]
    assert set(lines[0]) == {"at", "id", "method", "route", "status", "ms"}
    assert "rosa" not in json.dumps(lines)
    assert "secret-link" not in json.dumps(lines)


def test_answer_carries_the_id_of_its_line(db, client, lines):
    answer = client.get("/en/search/")
    assert answer.headers["x-request-id"] == lines[0]["id"]


def test_address_is_written_only_where_it_is_asked_for(db, client, lines, settings):
    settings.LOG_ADDRESSES = True
    client.get("/healthz", headers={"x-forwarded-for": "203.0.113.7"})
    assert lines[0]["address"] == "203.0.113.7"


def told_of(route):
    """The figures of one route: other tests of this process may have asked for it too."""
    return [line for line in figures().splitlines() if f'route="{route}"' in line]


def test_silent_route_leaves_no_line_and_no_figure(db, client, lines):
    logs.keep_silent("find-theme")
    try:
        before = told_of("find-theme")
        lines.clear()
        client.get("/en/find/theme/", {"q": "water"})
        assert lines == []
        assert told_of("find-theme") == before
    finally:
        logs.SILENT.discard("find-theme")


@pytest.mark.parametrize("before", ["en", "es"])
def test_fault_is_logged_by_its_route_and_never_by_its_path(rf, before):
    request = rf.get("/en/account/confirm-email/MQ:secret-link/")
    record = logging.LogRecord(
        "django.request", logging.ERROR, "", 1, "Internal Server Error: %s", (request.path,), None
    )
    record.request = request
    with translation.override(before):
        assert logs.WithoutPath().filter(record)
    assert record.getMessage() == "Internal Server Error: account_confirm_email"


@pytest.mark.one_database
def test_processes_count_together(tmp_path):
    environment = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}
    code = (
        "from tequio.ground.metrics.measures import count; count('home', 200, 0.01);"
        "import tequio.ground.metrics.gauges as gauges; gauges.GAUGES.clear();"
        "from tequio.ground.metrics.measures import text; print(text().decode())"
    )
    for _ in range(2):
        said = subprocess.run(
            [sys.executable, "-c", f"import django; django.setup(); {code}"],
            env={**environment, "DJANGO_SETTINGS_MODULE": "tequio.settings.test"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    assert 'tequio_requests_total{route="home",status="200"} 2.0' in said
