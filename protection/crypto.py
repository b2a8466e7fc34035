"""Envelope encryption: AES-256-GCM under a data key, itself wrapped by a key-encryption key.

Associated data binds each ciphertext to its place (version, table, owner, row, field), so one that
is moved to another row does not open. Nothing here fails open: what does not decrypt raises.
"""

import base64
import os
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

VERSION = b"\x01"
NONCE_BYTES = 12  # NIST SP 800-38D, 8.2.2: random 96-bit nonces
TAG_BYTES = 16
LEAST_BYTES = len(VERSION) + NONCE_BYTES + TAG_BYTES
KEY_BITS = 256


class Undecryptable(Exception):
    """A ciphertext did not open: wrong key, wrong place, or changed bytes."""


class UnknownKey(Undecryptable):
    """A data key is wrapped under a key-encryption key that this process was not given."""


@dataclass(frozen=True)
class Place:
    """Where a ciphertext belongs."""

    table: str
    owner: str
    row: str
    field: str

    def associated_data(self) -> bytes:
        return "\x1f".join(("v1", self.table, self.owner, self.row, self.field)).encode()


@dataclass(frozen=True)
class WrappedKey:
    """A wrapped data key as it is stored."""

    wrapped: bytes
    kek_version: str


def current_kek_version() -> str:
    """The newest version: the last when sorted by length, then text (1, 2, … 10)."""
    return max(settings.KEY_ENCRYPTION_KEYS, key=lambda version: (len(version), version))


def _kek(version: str) -> AESGCM:
    encoded = settings.KEY_ENCRYPTION_KEYS.get(version)
    if encoded is None:
        raise UnknownKey(f"Key-encryption key version {version} was not given to this process.")
    return AESGCM(base64.b64decode(encoded))


def _wrapping_place(owner: str, version: str) -> bytes:
    return Place("data_key", owner, version, "wrapped").associated_data()


def _encrypt(cipher: AESGCM, plain: bytes, associated: bytes) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return VERSION + nonce + cipher.encrypt(nonce, plain, associated)


def _decrypt(cipher: AESGCM, sealed: bytes, associated: bytes) -> bytes:
    if sealed[:1] != VERSION or len(sealed) < LEAST_BYTES:
        raise Undecryptable("Unknown ciphertext version, or cut short.")
    nonce, body = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    try:
        return cipher.decrypt(nonce, body, associated)
    except InvalidTag:
        raise Undecryptable("The ciphertext does not open in this place.") from None


def wrap(data_key: bytes, owner: str) -> WrappedKey:
    """Wrap a data key under the newest key-encryption key."""
    version = current_kek_version()
    return WrappedKey(_encrypt(_kek(version), data_key, _wrapping_place(owner, version)), version)


def unwrap(key: WrappedKey, owner: str) -> bytes:
    """The 32-byte data key. Raises Undecryptable or UnknownKey."""
    return _decrypt(
        _kek(key.kek_version), bytes(key.wrapped), _wrapping_place(owner, key.kek_version)
    )


def new_data_key() -> bytes:
    """A fresh 32-byte data key."""
    return AESGCM.generate_key(bit_length=KEY_BITS)


def encrypt_bytes(data_key: bytes, plain: bytes, place: Place) -> bytes:
    """Version byte, nonce, ciphertext with tag."""
    return _encrypt(AESGCM(data_key), plain, place.associated_data())


def decrypt_bytes(data_key: bytes, sealed: bytes, place: Place) -> bytes:
    """The plain bytes. Raises Undecryptable."""
    return _decrypt(AESGCM(data_key), bytes(sealed), place.associated_data())


def encrypt(data_key: bytes, text: str, place: Place) -> bytes:
    """`encrypt_bytes` of a text."""
    return encrypt_bytes(data_key, text.encode(), place)


def decrypt(data_key: bytes, sealed: bytes, place: Place) -> str:
    """The text. Raises Undecryptable."""
    return decrypt_bytes(data_key, sealed, place).decode()
