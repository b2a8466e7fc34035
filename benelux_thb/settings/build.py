"""For collectstatic while the image is built: no secret, no database, no broker."""

import secrets

from .base import *  # noqa: F403

SECRET_KEY = secrets.token_urlsafe(64)
KEY_ENCRYPTION_KEYS: dict[str, str] = {}
STORAGES = {
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
