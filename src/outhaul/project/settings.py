"""Django's settings, in one place; what differs between installations comes from `Environment`."""

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from outhaul.cli.demo import samples
from outhaul.project.databases import databases
from outhaul.project.environment import Environment

env = Environment()
package = Path(__file__).parent.parent

SECRET_KEY = env.secret
SECRET_KEY_FALLBACKS = list(env.old_secret_keys)
HOME = env.home
"""What links in mail begin with."""
DEBUG = env.debug
DEMO = env.demo
SAMPLES = samples()
SIGN_UP = env.sign_up
ALLOWED_HOSTS = list(env.hosts)
CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in env.hosts] if env.https else []
ROOT_URLCONF = "outhaul.project.urls"
WSGI_APPLICATION = "outhaul.project.wsgi.application"

INSTALLED_APPS = [
    "outhaul.apps.people",
    "outhaul.apps.audit",
    "outhaul.apps.jobs",
    "outhaul.apps.planning",
    "outhaul.apps.notices",
    "outhaul.apps.sourcing",
    "outhaul.apps.work",
    "outhaul.apps.delivery",
    "outhaul.apps.money",
    "outhaul.apps.review",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",  # the session list of allauth tells how long ago
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django_htmx",
    "django_tasks_db",
    "csp",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "outhaul.web.headers.PermissionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # Compressing beside secrets is safe here: Django masks CSRF tokens anew in every page, so that equal
    # guesses do not compress better (BREACH), and adds bytes of random length to every answer.
    "django.middleware.gzip.GZipMiddleware",
    "outhaul.web.headers.BodyLimitMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "outhaul.web.tongue.TongueMiddleware",
    "outhaul.web.zones.ZoneMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "outhaul.web.doors.DoorsMiddleware",
]
CONTEXT_PROCESSORS = [
    "django.template.context_processors.request",
    "django.contrib.auth.context_processors.auth",
    "django.contrib.messages.context_processors.messages",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [package / "web" / "templates", package / "documents" / "templates"],
        "OPTIONS": {
            "environment": "outhaul.web.templating.environment",
            "context_processors": ["outhaul.web.templating.common"],
        },
    },
    {  # only for the account pages, which allauth brings in this language
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [package / "web" / "account" / "skin"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [*CONTEXT_PROCESSORS, "outhaul.web.templating.common"],
            "libraries": {"frame": "outhaul.web.account.frame_tag"},
        },
    },
]

FORM_RENDERER = "django.forms.renderers.Jinja2"
"""A long list of options takes Django's own templates longer than all the rest of its page."""
COMPILED_TEMPLATES = env.data_dir.absolute() / "templates"
"""What the pages' templates were compiled to: every process would else compile each of them again."""

DATABASES = databases(env.database, env.data_dir)
CACHES = {
    # Counts attempts to sign in: every process and machine must see the same count, and add at once.
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"},
    "files": {  # plans as PDF and XLSX: made once, for all workers
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": env.data_dir.absolute() / "made-files",
        "TIMEOUT": None,
        "OPTIONS": {"MAX_ENTRIES": 500},
    },
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LANGUAGE_CODE = "en"
LANGUAGES = [("en", _("English")), ("de", _("German"))]
LOCALE_PATHS = [env.data_dir / "locale"]
FORMAT_MODULE_PATH = ["outhaul.web.formats"]
TIME_ZONE = "UTC"
USE_TZ = True

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_REDIRECT_URL = "home"
LOGIN_URL = "account_login"
ACCOUNT_ADAPTER = "outhaul.web.account.adapter.Adapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "outhaul.web.account.forms.SignUp"
ACCOUNT_EMAIL_VERIFICATION = "optional"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_ON_EMAIL_CONFIRMATION = False
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not env.https
MFA_TOTP_ISSUER = "Outhaul"
USERSESSIONS_TRACK_ACTIVITY = False
ALLAUTH_TRUSTED_PROXY_COUNT = env.proxies
SOCIALACCOUNT_ADAPTER = "outhaul.web.account.adapter.SocialAdapter"
SOCIALACCOUNT_PROVIDERS = env.single_sign_on

DEFAULT_FROM_EMAIL = env.mail_from
EMAIL_HOST, EMAIL_PORT = env.mail_host_and_port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD, EMAIL_USE_TLS = env.mail_user, env.mail_password, env.mail_tls
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if env.mail_server else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = env.data_dir / "mail"
EMAIL_TIMEOUT = 10

STATIC_URL = "/static/"
STATIC_ROOT = env.data_dir / "static"
STATICFILES_DIRS = [package / "documents" / "static", package / "web" / "static"]
WHITENOISE_ALLOW_ALL_ORIGINS = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
LARGEST_BODY = 6_000_000
"""Bytes of a request, files included; no business file is larger."""
LARGEST_HAND_IN = 50_000_000
"""Bytes of a request that hands in files: two of the largest, and some."""
DATA_UPLOAD_MAX_MEMORY_SIZE = LARGEST_BODY
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "base-uri": [NONE],
        "form-action": [SELF, *(provider.server_url for provider in env.oidc)],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_SSL_REDIRECT = env.https
SECURE_HSTS_SECONDS = 31_536_000 if env.https else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.https else None
CSRF_COOKIE_SECURE = SESSION_COOKIE_SECURE = env.https
CSRF_FAILURE_VIEW = "outhaul.web.frame.stale_form"
SESSION_ENGINE = "outhaul.apps.people.sessions"
SESSION_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {"django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False}},
}
"""What broke is told on standard error, where whoever runs the server looks; Django would keep it back."""
