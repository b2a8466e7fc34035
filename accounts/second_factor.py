"""Second factors at rest: each secret is sealed to its user, under a key that rotates.

allauth hands its hooks a text without saying whose it is. So `encrypt` seals to nobody, saving the
row seals to its user, and reading the row marks the secret with that user: a secret that was
copied to another user's row, or taken from a dump, does not open.
"""

from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.db.models.signals import post_init, pre_save
from django.dispatch import receiver

from protection.crypto import Undecryptable
from protection.pocket import also_rotate, open_from_text, seal_to_text

TABLE = "mfa_authenticator"
SECRETS = ("secret", "seed")  # of an authenticator app; of the recovery codes
NOBODY = ""  # on the way into the row; never stored


class SealedSecret(str):
    """An envelope as the row holds it, with the user it must open for."""

    __slots__ = ("user_id",)
    user_id: str

    @classmethod
    def of(cls, user_id: Any, sealed: str) -> "SealedSecret":
        held = cls(sealed)
        held.user_id = str(user_id)
        return held


class SealingAdapter(DefaultMFAAdapter):
    """allauth's hooks for the secrets it stores."""

    def encrypt(self, text: str) -> str:
        return seal_secret(NOBODY, text)

    def decrypt(self, encrypted_text: str) -> str:
        """Raises Undecryptable for a secret that was not read from its user's row."""
        if not isinstance(encrypted_text, SealedSecret):
            raise Undecryptable("A second factor's secret outside its row.")
        return open_secret(encrypted_text.user_id, encrypted_text)


def seal_secret(user_id: Any, text: str) -> str:
    """The envelope of a secret of this user."""
    return seal_to_text(text, table=TABLE, row=str(user_id), field="secret")


def open_secret(user_id: Any, sealed: str) -> str:
    """The secret. Raises Undecryptable."""
    return open_from_text(sealed, table=TABLE, row=str(user_id), field="secret")


def seal_to_user(instance: Authenticator, **kwargs: Any) -> None:
    """Before a row is saved: what was just encrypted belongs to its user from here on."""
    for name in SECRETS:
        held = instance.data.get(name)
        if held is not None and not isinstance(held, SealedSecret):
            sealed = seal_secret(instance.user_id, open_secret(NOBODY, held))
            instance.data[name] = SealedSecret.of(instance.user_id, sealed)


def mark_with_user(instance: Authenticator, **kwargs: Any) -> None:
    """After a row is read: its secrets open for its user alone."""
    if instance.pk is None or "data" in instance.get_deferred_fields():
        return
    for name in SECRETS:
        if name in instance.data:
            instance.data[name] = SealedSecret.of(instance.user_id, instance.data[name])


def listen() -> None:
    """Connect the two; called once when the app is ready."""
    receiver(pre_save, sender=Authenticator)(seal_to_user)
    receiver(post_init, sender=Authenticator)(mark_with_user)
    also_rotate("mfa.Authenticator", "data", SECRETS)
