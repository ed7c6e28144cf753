"""Settings of every installation; whatever differs between two of them is read from the environment.

``LOCAL`` says that this program serves only the machine it runs on: `quickstart` and `test` say so, and a
checkout that they prepared stays local until it is given a SECRET_KEY. All else is production, and strict.
"""

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from crm import environment
from crm.capacity import capacity
from crm.database import database
from crm.mail_server import mail_server

BASE_DIR = Path(__file__).resolve().parent.parent
VAR = environment.path("CRM_VAR", BASE_DIR / "var")

DEBUG = environment.flag("CRM_DEBUG", default=False)
_key = environment.secret("SECRET_KEY")
_key_file = VAR / "secret_key"
LOCAL = environment.flag("CRM_LOCAL", default=DEBUG or (_key is None and _key_file.exists()))
SECRET_KEY = environment.production_secret("SECRET_KEY", _key, _key_file if LOCAL else None)

ALLOWED_HOSTS = environment.listing("CRM_ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"] if LOCAL else [])
CSRF_TRUSTED_ORIGINS = environment.listing("CRM_TRUSTED_ORIGINS")
ROOT_URLCONF = "crm.urls"
WSGI_APPLICATION = "crm.wsgi.application"
ASGI_APPLICATION = "crm.asgi.application"
CAPACITY = capacity()
WORKER_BESIDE = environment.flag("CRM_WORKER_BESIDE", default=False)

INSTALLED_APPS = [
    "crm.kit",
    "crm.jobs",
    "crm.history",
    "setup.numbering",
    "setup",
    "contacts",
    "contacts.links",
    "contacts.interactions",
    "contacts.mail",
    "partners",
    "partners.trade",
    "crm.demo",
    "crm.start",
    "crm.desk",
    "django_filters",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "crm.access",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "crm.access.sessions.SignedInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "crm.desk.middleware.DeskMiddleware",
    "crm.history.middleware.GestureMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "crm.kit.navigation.shell",
            ],
        },
    },
]

DATABASES = {"default": database(VAR / "crm.sqlite3")}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

_mail = mail_server()
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST, EMAIL_PORT = _mail.host, _mail.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.user, _mail.password
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.starts_tls, _mail.is_tls
EMAIL_TIMEOUT = _mail.timeout
EMAIL_LARGEST = _mail.largest
DEFAULT_FROM_EMAIL = SERVER_EMAIL = _mail.sender

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTHENTICATION_BACKENDS = ["crm.desk.backend.DeskBackend"]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign-in"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

LANGUAGES = [("en", _("English")), ("it", _("Italian")), ("es", _("Spanish"))]
LANGUAGE_CODE = environment.text("CRM_LANGUAGE", "en", choices=[code for code, _name in LANGUAGES])
LOCALE_PATHS = [BASE_DIR / "crm" / "locale"]
FORMAT_MODULE_PATH = "crm.formats"
USE_TZ = True
TIME_ZONE = environment.time_zone("CRM_TIME_ZONE", "Europe/Rome")

STATIC_URL = "static/"
STATIC_ROOT = VAR / "static"
if LOCAL:
    STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STATICFILES_DIRS = [folder for folder in [BASE_DIR / "static"] if folder.is_dir()]
MEDIA_URL = "media/"
MEDIA_ROOT = environment.path("CRM_MEDIA_ROOT", VAR / "media")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if LOCAL
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = LOCAL
WHITENOISE_MAX_AGE = 0 if LOCAL else 60

HTTPS = environment.flag("CRM_HTTPS", default=not LOCAL)
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
_hsts_seconds = environment.integer("CRM_HSTS_SECONDS", 31_536_000, lowest=0, highest=63_072_000)
SECURE_HSTS_SECONDS = _hsts_seconds if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = environment.flag("CRM_HSTS_SUBDOMAINS", default=HTTPS)
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if environment.flag("CRM_BEHIND_PROXY", default=False) else None
)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_NAME = "__Host-session" if HTTPS else "crm_session"
CSRF_COOKIE_NAME = "__Host-csrf" if HTTPS else "crm_csrf"
SESSION_COOKIE_AGE = 3600 * environment.integer("CRM_SESSION_HOURS", 12, lowest=1, highest=24 * 14)
CSRF_FAILURE_VIEW = "crm.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY: dict[str, Any] = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
"""A page of lines with many pasted ones has some fifteen fields each."""

_level = environment.text("CRM_LOG_LEVEL", "INFO", choices=("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {"short refusals": {"()": "crm.log_lines.ShortRefusals"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": _level},
    "loggers": {
        "django": {"handlers": [], "level": _level, "propagate": True},
        "django.request": {"filters": ["short refusals"]},
    },
}
