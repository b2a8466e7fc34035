"""The keyed seal of the audit trail: HMAC-SHA-256 (RFC 2104), computed by the database at commit.

The database gets the two padded keys instead of the key, so that its trigger needs no more than
the built-in sha256(). They are set for one transaction and never stored there.
"""

import base64
import hashlib
import hmac
from collections.abc import Sequence
from functools import lru_cache

from django.conf import settings

BLOCK = 64


def seal_key() -> bytes:
    """The 32-byte key from the environment."""
    return base64.b64decode(settings.AUDIT_SEAL_KEY)


@lru_cache(maxsize=2)
def _pads(key: bytes) -> str:
    padded = key.ljust(BLOCK, b"\0")
    return bytes(b ^ 0x36 for b in padded).hex() + bytes(b ^ 0x5C for b in padded).hex()


def seal_pads() -> str:
    """Inner and outer pad, hexadecimal, 256 characters."""
    return _pads(seal_key())


def canonical(fields: Sequence[str | None]) -> bytes:
    """One unambiguous text for a row: each field as `octets:text`, NULL as `-`."""
    return b"".join(
        b"-" if field is None else str(len(raw := field.encode())).encode() + b":" + raw
        for field in fields
    )


def seal(previous: bytes, sequence: int, content: bytes) -> bytes:
    """The seal of entry number `sequence`, over the seal before it and its canonical content."""
    message = previous + canonical([str(sequence)]) + content
    return hmac.new(seal_key(), message, hashlib.sha256).digest()
