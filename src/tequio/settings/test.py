"""Settings of the suite: the databases and the folders are its own."""

import os
import tempfile
import zlib
from pathlib import Path

from tequio.settings.base import *

SECRET_KEY = "only for tests"  # noqa: S105 - a secret that guards nothing
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
# Two clones may run their suites at the same time, and each of several workers has folders and a database of its own.
CLONE = os.environ.get("TEQUIO_TEST_NAME") or f"{zlib.crc32(str(PACKAGE).encode()):08x}"
VAR = (
    Path(tempfile.gettempdir())
    / f"tequio-test-{os.getuid()}-{CLONE}-{os.environ.get('PYTEST_XDIST_WORKER', 'main')}"
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
    DATABASES["default"]["TEST"] = {"NAME": f"tequio_test_{CLONE}"}
CACHES = {
    name: {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": name} for name in CACHES
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
WHITENOISE_AUTOREFRESH = True
MAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
