"""A production site: it refuses to start without a secret key and the names that it answers to."""

import os

from django.core.exceptions import ImproperlyConfigured

from tequio.settings.base import *
from tequio.settings.logs import of_requests

if os.environ.get("TEQUIO_DEMO"):
    raise ImproperlyConfigured(
        "A production site cannot be a demo: its bar lets anybody be anybody. Unset TEQUIO_DEMO, or run `tequio demo`."
    )
DEMO = False
SECRET_KEY = os.environ.get("TEQUIO_SECRET_KEY", "")
if len(SECRET_KEY) < 50:
    raise ImproperlyConfigured("Set TEQUIO_SECRET_KEY to at least 50 random characters.")
ALLOWED_HOSTS = [host.strip() for host in os.environ.get("TEQUIO_HOSTS", "").split(",") if host.strip()]
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured("Set TEQUIO_HOSTS to the names that the site answers to, separated by commas.")
if {"*", "."} & set(ALLOWED_HOSTS):
    raise ImproperlyConfigured("TEQUIO_HOSTS names the site's own names; * would answer to any.")
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# Attempts are counted by visitor, whom the one proxy before the site names; by the proxy's own address, one visitor
# could use up everybody's.
ALLAUTH_TRUSTED_PROXY_COUNT = 1
SECURE_HSTS_SECONDS = 31536000
EMAIL_HOST = os.environ.get("TEQUIO_MAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("TEQUIO_MAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("TEQUIO_MAIL_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("TEQUIO_MAIL_PASSWORD", "")
_tls = os.environ.get("TEQUIO_MAIL_TLS", "")
if _tls not in {"", "starttls", "tls"}:
    raise ImproperlyConfigured(
        "TEQUIO_MAIL_TLS is starttls, tls, or empty for a mail server on this machine."
    )
EMAIL_USE_TLS = _tls == "starttls"
EMAIL_USE_SSL = _tls == "tls"
LOG_ADDRESSES = os.environ.get("TEQUIO_LOG_ADDRESSES", "") == "yes"
LOGGING = of_requests(LOGGING)
DEFAULT_FROM_EMAIL = os.environ.get("TEQUIO_MAIL_FROM", f"tequio@{ALLOWED_HOSTS[0]}")
