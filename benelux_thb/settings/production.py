"""Production: everything comes from the environment (docs/operations.md lists the variables).

What can be refused without a database is refused here; benelux_thb.guard does the rest when the
web server, a worker or beat starts.
"""

import os
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from .base import *  # noqa: F403
from .base import DATABASE_ROLES, databases
from .environment import Environment

_environment = Environment(os.environ)
_environment.forbid("DEBUG", "pages with internals would be shown to strangers.")
_environment.forbid("PORTAL_DEBUG", "pages with internals would be shown to strangers.")

DEBUG = False
DEMONSTRATION = False
CHECK_LINKS = True
SECRET_KEY = _environment.secret("PORTAL_SECRET_KEY")
KEY_ENCRYPTION_KEYS = _environment.keys("PORTAL_KEY_ENCRYPTION_KEYS")
AUDIT_SEAL_KEY = _environment.key("PORTAL_AUDIT_SEAL_KEY")
BLIND_INDEX_KEY = _environment.key("PORTAL_BLIND_INDEX_KEY")
RECEIPT_SIGNING_KEYS = _environment.keys("PORTAL_RECEIPT_SIGNING_KEYS")
AUDIT_WITNESS_FILE = Path(_environment.text("PORTAL_AUDIT_WITNESS_PATH"))

PORTAL_BASE_URL = _environment.text("PORTAL_BASE_URL").rstrip("/")
_address = urlsplit(PORTAL_BASE_URL)
if PORTAL_BASE_URL and (_address.scheme != "https" or not _address.hostname or _address.path):
    _environment.mistakes.append("PORTAL_BASE_URL must look like https://portal.example.org.")
ALLOWED_HOSTS = [_address.hostname or "", "localhost"]  # localhost: the health checks
CSRF_TRUSTED_ORIGINS = [PORTAL_BASE_URL]

_passwords = {
    role: _environment.text(
        f"PORTAL_DATABASE_PASSWORD_{alias.upper()}",
        # Only the one-shot migration is given the owner's password.
        default="" if alias == "owner" else None,
    )
    for alias, role in DATABASE_ROLES.items()
}
DATABASES = databases(
    name=_environment.text("PORTAL_DATABASE_NAME", "portal"),
    host=_environment.text("PORTAL_DATABASE_HOST"),
    port=str(_environment.number("PORTAL_DATABASE_PORT", 5432)),
    passwords=_passwords,
)

CELERY_BROKER_URL = _environment.text("PORTAL_BROKER_URL")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": _environment.text("PORTAL_CACHE_URL", CELERY_BROKER_URL),
        "KEY_PREFIX": "portal-cache",
    }
}

EMAIL_HOST = _environment.text("PORTAL_EMAIL_HOST")
EMAIL_PORT = _environment.number("PORTAL_EMAIL_PORT", 587)
EMAIL_HOST_USER = _environment.text("PORTAL_EMAIL_USER", "")
EMAIL_HOST_PASSWORD = _environment.text("PORTAL_EMAIL_PASSWORD", "")
_encryption = _environment.choice(
    "PORTAL_EMAIL_ENCRYPTION", ("starttls", "tls", "none"), "starttls"
)
EMAIL_USE_TLS = _encryption == "starttls"
EMAIL_USE_SSL = _encryption == "tls"
VIRUS_SCANNER = _environment.text("PORTAL_VIRUS_SCANNER", "")
DEFAULT_FROM_EMAIL = _environment.text("PORTAL_EMAIL_FROM")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# Who is told when the audit trail is not whole; never a request's content (see LOGGING).
ADMINS = [(address, address) for address in _environment.names("PORTAL_ALARM_EMAIL")]

OIDC_PROVIDERS = _environment.single_sign_on("PORTAL_OIDC_PROVIDERS")
FACTOR_RECOVERY_DELAY = timedelta(hours=_environment.number("PORTAL_RECOVERY_DELAY_HOURS", 24))

# The reverse proxy ends TLS and overwrites these headers; nothing else reaches the web server.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
ALLAUTH_TRUSTED_PROXY_COUNT = _environment.number("PORTAL_TRUSTED_PROXIES", 1)
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 2 * 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
# __Host- cookies (RFC 6265bis): a neighbouring host cannot plant one.
SESSION_COOKIE_NAME = "__Host-session"
SESSION_COOKIE_SECURE = True
DEVICE_COOKIE_NAME = "__Host-device"
CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # nothing is kept in files
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

_environment.refuse_if_wrong()
