"""A seeded site on one machine: the demo bar is on, and the secret is made at the first start and kept."""

import os
import secrets

from tequio.settings.base import *

DEMO = True
TEMPLATES[0]["OPTIONS"]["context_processors"].append("tequio.front.demo.context.bar")  # type: ignore[index]
VAR.mkdir(parents=True, exist_ok=True)
_secret = VAR / "secret-key"
if not _secret.exists():
    _secret.touch(mode=0o600)
    _secret.write_text(secrets.token_urlsafe(50), encoding="ascii")
SECRET_KEY = _secret.read_text(encoding="ascii")
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
MAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = os.environ.get("TEQUIO_MAIL_FOLDER", str(VAR / "mail"))
