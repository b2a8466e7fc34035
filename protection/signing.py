"""Ed25519 signatures (RFC 8032) over what the portal states, so that others can check it later.

The keys come from the environment, by version; the highest signs, the others still verify. A key's
id names its version and the beginning of its public half's digest, so that none is mistaken.
"""

import base64
import hashlib
import json
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings


def canonical_json(payload: Mapping[str, Any]) -> bytes:
    """The bytes that are signed: UTF-8, keys sorted, no spaces between (RFC 8785 for such data)."""
    return json.dumps(
        payload, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()


def _private(version: str) -> Ed25519PrivateKey:
    seed = base64.b64decode(settings.RECEIPT_SIGNING_KEYS[version])
    return Ed25519PrivateKey.from_private_bytes(seed)


def _newest() -> str:
    return max(settings.RECEIPT_SIGNING_KEYS, key=int)


def _id(version: str, public: bytes) -> str:
    return f"{version}-{hashlib.sha256(public).hexdigest()[:12]}"


def public_keys() -> dict[str, str]:
    """Key id to public key (base64 of 32 bytes), the newest first."""
    found = {}
    for version in sorted(settings.RECEIPT_SIGNING_KEYS, key=int, reverse=True):
        public = _private(version).public_key().public_bytes_raw()
        found[_id(version, public)] = base64.b64encode(public).decode()
    return found


def signing_key_id() -> str:
    """The id of the key that signs now."""
    version = _newest()
    return _id(version, _private(version).public_key().public_bytes_raw())


def sign(payload: Mapping[str, Any]) -> str:
    """The signature (base64) of the newest key over the canonical JSON of `payload`."""
    return base64.b64encode(_private(_newest()).sign(canonical_json(payload))).decode()


def is_signed(payload: Mapping[str, Any], key_id: str, signature: str) -> bool:
    """Whether the portal's key of that id signed exactly this; False for an unknown key."""
    known = public_keys().get(key_id)
    if known is None:
        return False
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(known))
        key.verify(base64.b64decode(signature, validate=True), canonical_json(payload))
    except (InvalidSignature, ValueError):
        return False
    return True
