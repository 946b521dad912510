"""A production site starts only when it is safe."""

import json
import os
import subprocess
import sys

import pytest

pytestmark = pytest.mark.one_database
WELL = {"TEQUIO_SECRET_KEY": "k" * 50, "TEQUIO_HOSTS": "bank.example.org, www.example.org"}
SHOW = """
import json
import django
from django.conf import settings
django.setup()
names = (
    "DEBUG", "ALLOWED_HOSTS", "SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY",
    "SESSION_COOKIE_SAMESITE", "SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "DEMO",
)
print(json.dumps({name: getattr(settings, name) for name in names}))
"""


def production(tmp_path, code=SHOW, **changes):
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("TEQUIO", "DJANGO"))}
    environment |= {"TEQUIO_VAR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "tequio.settings.site"}
    environment |= {k: v for k, v in {**WELL, **changes}.items() if v is not None}
    return subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )


def test_site_that_is_well_starts_with_its_doors_locked(tmp_path):
    done = production(tmp_path)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "DEBUG": False,
        "DEMO": False,
        "ALLOWED_HOSTS": ["bank.example.org", "www.example.org"],
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SECURE_SSL_REDIRECT": True,
        "SECURE_HSTS_SECONDS": 31536000,
    }


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("TEQUIO_SECRET_KEY", None, "Set TEQUIO_SECRET_KEY"),
        ("TEQUIO_SECRET_KEY", "k" * 49, "at least 50 random characters"),
        ("TEQUIO_HOSTS", None, "Set TEQUIO_HOSTS"),
        ("TEQUIO_HOSTS", " , ", "Set TEQUIO_HOSTS"),
        ("TEQUIO_HOSTS", "*", "would answer to any"),
        ("TEQUIO_MAIL_TLS", "yes", "starttls, tls, or empty"),
        ("TEQUIO_DEMO", "1", "cannot be a demo"),
        ("TEQUIO_OIDC_NAME", "City hall", "set all four, or none"),
    ],
)
def test_site_without_what_it_needs_refuses_to_start(tmp_path, name, value, said):
    done = production(tmp_path, **{name: value})
    assert done.returncode == 1
    assert said in done.stderr


ASKED_THROUGH_A_PROXY = """
import django
django.setup()
from allauth.account.adapter import get_adapter
from django.test import RequestFactory
said = {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "198.51.100.1, 203.0.113.7"}
print(get_adapter().get_client_ip(RequestFactory().get("/", **said)))
"""


def test_site_counts_attempts_by_the_visitor_that_the_proxy_names(tmp_path):
    done = production(tmp_path, ASKED_THROUGH_A_PROXY)
    assert done.stdout.strip() == "203.0.113.7", done.stderr
