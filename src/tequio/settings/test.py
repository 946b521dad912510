"""Settings of the suite: the databases and the folders are its own."""

import os
import tempfile
from pathlib import Path

from tequio.settings.base import *

SECRET_KEY = "only for tests"  # noqa: S105 - a secret that guards nothing
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
VAR = (
    Path(tempfile.gettempdir()) / f"tequio-test-{os.getuid()}-{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
)
MEDIA_ROOT = VAR / "files"
_url = os.environ.get("TEQUIO_TEST_DATABASE", "sqlite")
DATABASES = {"default": database("" if _url == "sqlite" else _url, var=VAR)}
if _url == "sqlite":
    VAR.mkdir(parents=True, exist_ok=True)
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;",
    }
else:
    DATABASES["default"]["TEST"] = {"NAME": f"tequio_{os.environ.get('TEQUIO_TEST_NAME', 'suite')}"}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
