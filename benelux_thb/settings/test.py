"""Tests: a real PostgreSQL and broker, started by tests/conftest.py at the paths named here."""

import base64
import os
import tempfile
from pathlib import Path

from .base import *  # noqa: F403
from .base import databases

# The first process of a test run names the folder; its workers and what they start inherit it.
RUN_FOLDER = os.environ.setdefault(
    "PORTAL_TEST_RUN", f"{tempfile.gettempdir()}/portal-test-{os.getpid()}"
)
# Each pytest worker has a database and a pair of broker databases: messages, then cache.
_worker = os.environ.get("PYTEST_XDIST_WORKER", "gw-1").removeprefix("gw")
BROKER_DATABASE = 2 * (int(_worker) + 1)

DEBUG = False
DEMONSTRATION = False
GUARD_START = False  # it closes its connection, which tests hold open
SECRET_KEY = "for tests only"  # noqa: S105
# Quick: what a hash costs in earnest is looked at where it matters (tests/accounts).
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
KEY_ENCRYPTION_KEYS = {"1": base64.b64encode(b"k" * 32).decode()}
AUDIT_SEAL_KEY = base64.b64encode(b"s" * 32).decode()
BLIND_INDEX_KEY = base64.b64encode(b"b" * 32).decode()
RECEIPT_SIGNING_KEYS = {"1": base64.b64encode(b"r" * 32).decode()}
AUDIT_WITNESS_FILE = Path(RUN_FOLDER) / "audit-witness.log"
ALLOWED_HOSTS = ["*"]

# Celery processes of a test are told the name of its database; pytest-django makes it.
DATABASES = databases(
    name=os.environ.get("PORTAL_TEST_DATABASE", "portal"),
    host=RUN_FOLDER,
    port="5432",
    passwords={},
)
CELERY_BROKER_URL = f"redis+socket://{RUN_FOLDER}/broker.sock?virtual_host={BROKER_DATABASE}"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": f"unix://{RUN_FOLDER}/broker.sock?db={BROKER_DATABASE + 1}",
    }
}

MAILBOX_DIR = Path(RUN_FOLDER) / "mailbox"
EMAIL_HOST = "127.0.0.1"
EMAIL_PORT = int(os.environ.get("PORTAL_TEST_MAIL_PORT", "0"))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
