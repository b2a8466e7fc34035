"""Settings that hold everywhere. What differs by place is in local, test and production."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from .schedule import CELERY_BEAT_SCHEDULE  # noqa: F401

BASE_DIR = Path(__file__).resolve().parent.parent.parent

INSTALLED_APPS = [
    "modeltranslation",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_cotton.apps.SimpleAppConfig",
    "pgtrigger",
    "pghistory",
    "rest_framework",
    "drf_spectacular",
    "protection",
    "notifications",
    "contacts",
    "accounts",
    "referrals",
    "guide",
    "exchange",
    "trainings",
    "workinggroup",
    "reports",
    "rights",
    "benelux_thb",
]

# The actor comes last but for what runs inside its transaction, as all does that reads case rows.
MIDDLEWARE = [
    "benelux_thb.health.HealthMiddleware",
    "benelux_thb.api.ApiSlashMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.sessions.ending.SessionEndMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "benelux_thb.switch.LanguageSwitchMiddleware",
    "benelux_thb.headers.NoStoreMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "accounts.step_up.AdminStepUpMiddleware",
    "accounts.middleware.UnprocessableFormMiddleware",
    "protection.middleware.ActorMiddleware",
    "accounts.sessions.returning.PutBackMiddleware",
]

ROOT_URLCONF = "benelux_thb.urls"
WSGI_APPLICATION = "benelux_thb.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "benelux_thb.templating.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
                "benelux_thb.context.portal",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Aliases are database roles (docs/architecture.md): `default` is the web and the workers,
# `owner` migrates, `system` relays and escalates, `statistics` counts.
DATABASE_ROLES = {
    "default": "portal_app",
    "owner": "portal_owner",
    "system": "portal_system",
    "statistics": "portal_stats",
}


def databases(*, name: str, host: str, port: str, passwords: dict[str, str]) -> dict[str, Any]:
    """One entry per database role; the aliases other than `owner` mirror it in tests."""
    return {
        alias: {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": name,
            "USER": role,
            "PASSWORD": passwords.get(role, ""),
            "HOST": host,
            "PORT": port,
            "CONN_MAX_AGE": 600,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {"options": "-c timezone=UTC -c lock_timeout=10s -c random_page_cost=1.1"},
            "TEST": {} if alias == "owner" else {"MIRROR": "owner"},
        }
        for alias, role in DATABASE_ROLES.items()
    }


DATABASE_ROUTERS = ["protection.routers.OwnerMigrates"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.PortalBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "accounts.passwords.CommonPasswordRefused"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_ADAPTER = "accounts.adapter.InvitationOnlyAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # a stranger's address gets no mail from this portal
# Passwords and codes are limited by accounts.sessions.limits. Nothing is counted for a network
# address.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "login_failed": None,
    "reset_password": "5/10m/key",
    "reset_password_from_key": None,  # its token cannot be guessed
    "signup": None,  # there is none
}
MFA_RATE_LIMITS = {"webauthn_login": None}  # nor can a passkey
ACCOUNT_FORMS = {
    "login": "benelux_thb.forms.LoginForm",
    "reset_password": "benelux_thb.forms.ResetPasswordForm",
    "reset_password_from_key": "benelux_thb.forms.ResetPasswordKeyForm",
    "change_password": "benelux_thb.forms.ChangePasswordForm",
    "set_password": "benelux_thb.forms.SetPasswordForm",
    "reauthenticate": "benelux_thb.forms.ReauthenticateByPasswordForm",
}
MFA_FORMS = {
    "authenticate": "benelux_thb.forms.AuthenticateForm",
    "reauthenticate": "benelux_thb.forms.ReauthenticateForm",
    "activate_totp": "benelux_thb.forms.ActivateTOTPForm",
    "add_webauthn": "benelux_thb.forms.AddWebAuthnForm",
    "edit_webauthn": "benelux_thb.forms.EditWebAuthnForm",
}
MFA_ADAPTER = "accounts.second_factor.SealingAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
SOCIALACCOUNT_ADAPTER = "accounts.single_sign_on.OrganisationAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = ""
# Organisations' own sign-in: entries for accounts.single_sign_on.Provider.
OIDC_PROVIDERS: list[dict[str, Any]] = []
# Between the check of who it is and the removal of a lost second factor, so that the owner of an
# account in wrong hands has a day to say so.
FACTOR_RECOVERY_DELAY = timedelta(hours=24)

SESSION_ENGINE = "accounts.sessions.store"
SESSION_COOKIE_AGE = 8 * 60 * 60  # from the sign-in, however busy
SESSION_IDLE_AGE = 15 * 60  # from the last thing its reader did
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_COOKIE_HTTPONLY = True
DEVICE_COOKIE_NAME = "device"
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "benelux_thb.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Brussels"  # the three countries share it; the database keeps UTC
LANGUAGE_CODE = "en"
LANGUAGES = [("nl", _("Dutch")), ("fr", _("French")), ("en", _("English"))]
FORMAT_MODULE_PATH = "benelux_thb.formats"
LOCALE_PATHS = [BASE_DIR / "locale"]
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
MODELTRANSLATION_LANGUAGES = ("en", "nl", "fr", "de")  # German for the extension to neighbours
MODELTRANSLATION_FALLBACK_LANGUAGES = ("en", "nl", "fr")

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = BASE_DIR / "staticfiles"
WHITENOISE_ALLOW_ALL_ORIGINS = False
STATICFILES_FINDERS = [
    "benelux_thb.assets.JoinedFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
# Files wait for their encryption in memory alone, never in a temporary folder; as the proxy allows.
FILE_UPLOAD_HANDLERS = ["protection.uploads.InMemoryUpload"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 25 * 1024 * 1024
VIRUS_SCANNER = ""  # clamd as unix:/path or tcp:host:port; without one, files are not scanned

# Celery: tasks take ids and are acknowledged when done, so a killed worker's task comes back.
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_TASK_IGNORE_RESULT = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 3600, "socket_connect_timeout": 2}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = TIME_ZONE

# Month and day from which Celery beat makes the year's draft report by itself.
REPORT_CUT_OFF = (10, 31)
REPORT_DUE = (12, 31)

PORTAL_BASE_URL = "http://localhost:8000"
PORTAL_CONTACT_EMAIL = "portal@benelux.example"
PORTAL_SECURITY_EMAIL = "security@benelux.example"
DEFAULT_FROM_EMAIL = "Benelux THB portal <portal@benelux.example>"
EMAIL_TIMEOUT = 20

# Demonstration mode: loopback only, invented people, a banner, accounts with a known password.
DEMONSTRATION = False
CHECK_LINKS = False  # whether other sites are asked if they are still there: in production
# Look at the live database before serving or working (benelux_thb.guard).
GUARD_START = True
PORTAL_ACTOR_RESOLVER = "accounts.actors.actor_of_request"

REST_FRAMEWORK = {
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "accounts.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["accounts.authentication.ScopedAccess"],
    "EXCEPTION_HANDLER": "benelux_thb.api.problem_details",
}
# The first number is in the addresses; every answer names the whole (API-Version).
API_VERSION = "1.0.0"
SPECTACULAR_SETTINGS = {
    "TITLE": "Benelux THB referral portal",
    "DESCRIPTION": "Referral of victims of trafficking in human beings between the Netherlands, "
    "Belgium and Luxembourg, for the organisations’ own programs.",
    "VERSION": API_VERSION,
    "CONTACT": {
        "name": "Secretariat of the Benelux working group",
        "url": "https://portal.benelux.example/en/contact/",
        "email": PORTAL_CONTACT_EMAIL,
    },
    "SERVERS": [{"url": "/api/v1"}],
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SCHEMA_PATH_PREFIX_TRIM": True,
    "SERVE_INCLUDE_SCHEMA": False,
    "OAS_VERSION": "3.1.0",
    "POSTPROCESSING_HOOKS": ["benelux_thb.schema.complete"],
}

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    # Django's own handler would mail the content of a failed request to the operators.
    "loggers": {"django": {"handlers": [], "level": "WARNING", "propagate": True}},
}
