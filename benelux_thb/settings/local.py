"""The embedded runtime (`make run`): demonstration mode on loopback, sockets from its run file."""

from runtime.paths import RunFile, data_dir

from .base import *  # noqa: F403
from .base import databases
from .schedule import CELERY_BEAT_SCHEDULE

_run = RunFile.read(data_dir())

DEBUG = False
DEMONSTRATION = True
SECRET_KEY = _run.secret_key
KEY_ENCRYPTION_KEYS = _run.key_encryption_keys
AUDIT_SEAL_KEY = _run.audit_seal_key
BLIND_INDEX_KEY = _run.blind_index_key
RECEIPT_SIGNING_KEYS = _run.receipt_signing_keys
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
DATABASES = databases(name="portal", host=_run.database_socket_dir, port="5432", passwords={})
CELERY_BROKER_URL = f"redis+socket://{_run.broker_socket}?virtual_host=0"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": f"unix://{_run.broker_socket}?db=1",
    }
}
EMAIL_HOST = "127.0.0.1"
EMAIL_PORT = _run.mail_port
MAILBOX_DIR = data_dir() / "mailbox"
STATIC_ROOT = data_dir() / "staticfiles"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},  # nothing is kept in files
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
PORTAL_BASE_URL = f"http://localhost:{_run.port}"
CSRF_TRUSTED_ORIGINS = [PORTAL_BASE_URL]
AUDIT_WITNESS_FILE = data_dir() / "audit-witness.log"
# The figures of 2017 are there soon after the first start.
CELERY_BEAT_SCHEDULE["release-ended-years"] |= {"schedule": 30.0}
# A report in the middle of its life: begun when the first start is over.
CELERY_BEAT_SCHEDULE["demonstrate-report"] = {
    "task": "benelux_thb.tasks.demonstrate_report",
    "schedule": 60.0,
    "options": {"expires": 60},
}
