"""Small secrets that belong to no referral: a text and its own data key in one envelope.

An envelope holds the version of the key-encryption key, a 256-bit data key wrapped under it, and
the text encrypted under the data key and bound to its place (table, row, field). `rotate_keys`
wraps the data key again and leaves the ciphertext as it is. It finds the envelopes by itself where
the column is a SealedField; those inside a column of another package are named by `also_rotate`.
"""

import base64
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models

from .crypto import (
    KEY_BITS,
    LEAST_BYTES,
    Place,
    Undecryptable,
    WrappedKey,
    current_kek_version,
    decrypt,
    encrypt,
    new_data_key,
    unwrap,
    wrap,
)

ENVELOPE = b"\x01"
OWNER = "pocket"  # in the associated data of the wrapping: no referral's key opens here
WRAPPED_BYTES = LEAST_BYTES + KEY_BITS // 8


class SealedField(models.BinaryField):
    """A column of envelopes made by `seal_text`; its keys are rotated with the others."""


@dataclass(frozen=True)
class Column:
    """Where envelopes stand: a SealedField, or texts under `keys` of a JSON column."""

    model: type[models.Model]
    field: str
    keys: tuple[str, ...] = ()

    def rotate(self, row: models.Model) -> bool:
        """Wrap the row's envelopes under the newest key; says whether anything was changed."""
        held = getattr(row, self.field)
        if not held:
            return False
        if not self.keys:
            fresh = rewrap(bytes(held))
            setattr(row, self.field, fresh)
            return fresh != bytes(held)
        rotated = {key: rewrap_text(held[key]) for key in self.keys if key in held}
        changed = any(held[key] != value for key, value in rotated.items())
        held.update(rotated)
        return changed


_elsewhere: dict[str, tuple[str, tuple[str, ...]]] = {}


def also_rotate(model: str, field: str, keys: tuple[str, ...]) -> None:
    """Envelopes written by `seal_to_text` under `keys` of a JSON column of `model` ("app.Model").

    To be called when the app that writes them is ready.
    """
    _elsewhere[model] = (field, keys)


def sealed_columns() -> list[Column]:
    """Every column that holds envelopes."""
    own = [
        Column(model, field.name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, SealedField)
    ]
    return own + [
        Column(apps.get_model(model), field, keys)
        for model, (field, keys) in sorted(_elsewhere.items())
    ]


def seal_text(text: str, *, table: str, row: str, field: str) -> bytes:
    """An envelope that opens in this place alone: 61 bytes and the version more than a sealed text.

    Layout: 0x01, length of the version (one byte), version, wrapped key, ciphertext.
    """
    key = new_data_key()
    wrapped = wrap(key, OWNER)
    return _pack(wrapped, encrypt(key, text, Place(table, OWNER, row, field)))


def open_text(sealed: bytes, *, table: str, row: str, field: str) -> str:
    """The text. Raises Undecryptable: wrong place, changed bytes, or (UnknownKey) a missing key."""
    wrapped, body = _unpack(bytes(sealed))
    return decrypt(unwrap(wrapped, OWNER), body, Place(table, OWNER, row, field))


def seal_to_text(text: str, *, table: str, row: str, field: str) -> str:
    """`seal_text` in base64, for a column that holds text."""
    return base64.b64encode(seal_text(text, table=table, row=row, field=field)).decode()


def open_from_text(sealed: str, *, table: str, row: str, field: str) -> str:
    """The text of a `seal_to_text`. Raises Undecryptable."""
    return open_text(_bytes_of(sealed), table=table, row=row, field=field)


def rewrap(sealed: bytes) -> bytes:
    """The same envelope under the newest key-encryption key; the ciphertext is not touched.

    Raises UnknownKey where the key that it is under was not given to this process.
    """
    wrapped, body = _unpack(sealed)
    if wrapped.kek_version == current_kek_version():
        return sealed
    return _pack(wrap(unwrap(wrapped, OWNER), OWNER), body)


def rewrap_text(sealed: str) -> str:
    """`rewrap` in base64."""
    return base64.b64encode(rewrap(_bytes_of(sealed))).decode()


def _pack(key: WrappedKey, body: bytes) -> bytes:
    version = key.kek_version.encode()
    return ENVELOPE + bytes([len(version)]) + version + key.wrapped + body


def _unpack(sealed: bytes) -> tuple[WrappedKey, bytes]:
    begin = 2 + (sealed[1] if len(sealed) > 1 else 0)
    end = begin + WRAPPED_BYTES
    if sealed[:1] != ENVELOPE or len(sealed) < end + LEAST_BYTES:
        raise Undecryptable("No envelope, or cut short.")
    try:
        version = sealed[2:begin].decode("ascii")
    except UnicodeDecodeError:
        raise Undecryptable("An envelope of no known version.") from None
    return WrappedKey(sealed[begin:end], version), sealed[end:]


def _bytes_of(sealed: Any) -> bytes:
    try:
        return base64.b64decode(sealed, validate=True)
    except (TypeError, ValueError):
        raise Undecryptable("No envelope.") from None
