"""What holds on every installation."""

import os
from pathlib import Path

from csp.constants import NONE, SELF

from tequio.settings.environment import PACKAGE, database, other_house, var_folder

VAR = var_folder()
DEBUG = False
DEMO = False
ROOT_URLCONF = "tequio.urls"
WSGI_APPLICATION = "tequio.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "ground.Person"
SITE_NAME = os.environ.get("TEQUIO_NAME", "Tequio")

INSTALLED_APPS = [
    "tequio.front",
    "tequio.decide",
    "tequio.know",
    "tequio.catalogue",
    "tequio.ground",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django_htmx",
    "template_partials",
    "django_tasks",
    "django_tasks_db",
    "csp",
]

MIDDLEWARE = [
    "tequio.ground.metrics.middleware.WatchMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tequio.ground.middleware.StandingMiddleware",
    "tequio.ground.middleware.RefusalMiddleware",
    "tequio.ground.middleware.SizeMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            [
                                "django.template.loaders.filesystem.Loader",
                                "django.template.loaders.app_directories.Loader",
                            ],
                        )
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "tequio.ground.context.page",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "template_partials.templatetags.partials",
                "tequio.ground.figures",
            ],
        },
    }
]

DATABASES = {"default": database(os.environ.get("TEQUIO_DATABASE", ""), var=VAR)}
# All processes count attempts together in it.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("es", "Español"), ("fr", "Français"), ("pt-br", "Português")]
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [PACKAGE / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "tequio.ground.run.assets.PackageFinder",
]
PACKAGE_ASSETS = ["django_htmx/htmx-2.min.js"]
MEDIA_ROOT = VAR / "files"
SOURCE = os.environ.get("TEQUIO_SOURCE", "")
METRICS_TOKEN = os.environ.get("TEQUIO_METRICS_TOKEN", "")
LOG_ADDRESSES = False
BACKUPS_FOLDER = os.environ.get("TEQUIO_BACKUPS", "")
KEYS_FOLDER = Path(os.environ.get("TEQUIO_KEYS") or VAR / "keys")
WHITENOISE_MAX_AGE = 31536000
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
# A file of 20 MB and the form around it; nothing larger is read.
LARGEST_BODY = 21_500_000
CSRF_FAILURE_VIEW = "tequio.ground.faults.csrf_failure"
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000

AUTHENTICATION_BACKENDS = ["tequio.ground.spaces.backend.Backend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "tequio.ground.people.accounts.Accounts"
ACCOUNT_FORMS = {
    "login": "tequio.ground.people.forms.SignInForm",
    "signup": "tequio.ground.people.forms.SignUpForm",
    "add_email": "tequio.ground.people.forms.NewEmailForm",
    "change_password": "tequio.ground.people.forms.NewPasswordForm",
    "set_password": "tequio.ground.people.forms.FirstPasswordForm",
    "reset_password": "tequio.ground.people.forms.ForgottenPasswordForm",
    "reset_password_from_key": "tequio.ground.people.forms.PasswordByLinkForm",
    "reauthenticate": "tequio.ground.people.forms.SameAgainForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
# A passkey that opens an account alone must itself ask for a finger, a face or a code.
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_ADAPTER = "tequio.ground.people.steps.Steps"
MFA_FORMS = {
    "activate_totp": "tequio.ground.people.steps.FirstCodeForm",
    "authenticate": "tequio.ground.people.steps.CodeForm",
    "reauthenticate": "tequio.ground.people.steps.CodeAgainForm",
    "add_webauthn": "tequio.ground.people.passkeys.AddPasskeyForm",
    "edit_webauthn": "tequio.ground.people.passkeys.RenamePasskeyForm",
    "authenticate_webauthn": "tequio.ground.people.passkeys.PasskeyForm",
    "login_webauthn": "tequio.ground.people.passkeys.PasskeyAloneForm",
    "reauthenticate_webauthn": "tequio.ground.people.passkeys.PasskeyAgainForm",
}
MFA_TOTP_ISSUER = SITE_NAME
# A telephone's clock may be half a minute off.
MFA_TOTP_TOLERANCE = 1
SOCIALACCOUNT_ADAPTER = "tequio.ground.people.elsewhere.joining.Joining"
SOCIALACCOUNT_FORMS = {"disconnect": "tequio.ground.people.elsewhere.joining.PartForm"}
# A form may lead nowhere but to this site, so the way to the other house is a link.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_REAUTHENTICATION_REQUIRED = True
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "provider_class": "tequio.ground.people.elsewhere.provider.House",
        "OAUTH_PKCE_ENABLED": True,
        "APPS": other_house(os.environ),
    }
}
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
LOGIN_REDIRECT_URL = "home"
LOGIN_URL = "account_login"

EMAIL_BACKEND = "tequio.ground.notices.mail.QueueBackend"
MAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_TIMEOUT = 20
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line"},
        "nowhere": {"class": "logging.NullHandler"},
    },
    # Whoever scans the network sends forged host names all day; they are refused, and nobody needs to read of it.
    "loggers": {"django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
