"""Encrypting and opening the fields of one referral."""

from uuid import UUID

from django.db.models import Model

from protection.crypto import (
    Place,
    WrappedKey,
    decrypt,
    decrypt_bytes,
    encrypt,
    encrypt_bytes,
    new_data_key,
    unwrap,
    wrap,
)
from protection.prepared import Given, Prepared

from .models import DataKey, IdentityField

_KEY = Prepared(lambda: DataKey.objects.filter(pk=Given("id")))


class Vault:
    """The data key of one referral, opened for the time of one move or one page."""

    def __init__(self, referral_id: UUID, data_key: bytes) -> None:
        self._owner = str(referral_id)
        self._key = data_key

    @classmethod
    def create(cls, referral_id: UUID) -> "Vault":
        """Make and store the data key of a new referral."""
        data_key = new_data_key()
        wrapped = wrap(data_key, str(referral_id))
        DataKey(
            referral_id=referral_id, wrapped=wrapped.wrapped, kek_version=wrapped.kek_version
        ).save(force_insert=True)
        return cls(referral_id, data_key)

    @classmethod
    def open(cls, referral_id: UUID) -> "Vault":
        """The vault of a referral that the actor may see.

        Raises DataKey.DoesNotExist for a stranger or a shredded referral, and Undecryptable.
        """
        row = _KEY.get(id=referral_id)
        wrapped = WrappedKey(bytes(row.wrapped), row.kek_version)
        return cls(referral_id, unwrap(wrapped, str(referral_id)))

    def _place(self, row: Model, field: str) -> Place:
        return Place(row._meta.db_table, self._owner, str(row.pk), field)

    def _identity_place(self, field: str) -> Place:
        return Place("referrals_identity", self._owner, self._owner, field)

    def sealed_field(self, field: str, text: str) -> IdentityField:
        """An unsaved row with one text of the identity."""
        sealed = encrypt(self._key, text, self._identity_place(field))
        return IdentityField(referral_id=UUID(self._owner), field=field, sealed=sealed)

    def field_text(self, row: IdentityField) -> str:
        """The text of one field of the identity. Raises Undecryptable."""
        return decrypt(self._key, bytes(row.sealed), self._identity_place(row.field))

    def seal(self, row: Model, field: str, text: str) -> None:
        """Put the ciphertext of `text` into the row's field; an empty text becomes NULL."""
        setattr(row, field, encrypt(self._key, text, self._place(row, field)) if text else None)

    def text(self, row: Model, field: str) -> str:
        """The text of the row's field, "" where nothing was filled in. Raises Undecryptable."""
        sealed = getattr(row, field)
        return "" if sealed is None else decrypt(self._key, sealed, self._place(row, field))

    def seal_bytes(self, row: Model, field: str, data: bytes) -> None:
        """Put the ciphertext of a file into the row's field."""
        setattr(row, field, encrypt_bytes(self._key, data, self._place(row, field)))

    def bytes_of(self, row: Model, field: str) -> bytes:
        """The file in the row's field. Raises Undecryptable."""
        return decrypt_bytes(self._key, getattr(row, field), self._place(row, field))
