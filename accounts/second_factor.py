"""Second factors at rest: each secret is sealed to its user, under a key that rotates.

allauth hands its hooks a text without saying whose it is. So `encrypt` seals to nobody, saving the
row seals to its user, and reading the row marks the secret with that user: a secret that was
copied to another user's row, or taken from a dump, does not open.
"""

from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.db.models.signals import post_delete, post_init, post_save, pre_save
from django.dispatch import receiver

from notifications.services import Recipient, queue_notice
from protection.actor import acting_as, current_actor
from protection.audit import record
from protection.crypto import Undecryptable
from protection.pocket import also_rotate, open_from_text, seal_to_text

TABLE = "mfa_authenticator"
SECRETS = ("secret", "seed")  # of an authenticator app; of the recovery codes
ABOUT_THE_ACCOUNT = "2FA"  # the reference of a notice about it, in every language
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


def tell_of_addition(instance: Authenticator, created: bool, **kwargs: Any) -> None:
    """A factor that was added: in the audit trail, and to its owner, who may not have done it."""
    if created:
        _record("second_factor_added", instance)
        if instance.type != Authenticator.Type.RECOVERY_CODES:  # made together with a factor
            _tell_owner(instance)


def tell_of_removal(instance: Authenticator, origin: Any, **kwargs: Any) -> None:
    """The same for one that was removed, unless its user is."""
    if isinstance(origin, Authenticator) or getattr(origin, "model", None) is Authenticator:
        _record("second_factor_removed", instance)
        _tell_owner(instance)


def _record(action: str, instance: Authenticator) -> None:
    detail = {"type": str(instance.type)}
    with acting_as(current_actor()):  # nobody, where an operator works at a terminal
        record(action, subject="user", subject_id=str(instance.user_id), detail=detail)


def _tell_owner(instance: Authenticator) -> None:
    user = instance.user
    queue_notice(
        "second_factor_changed",
        [Recipient(user.pk, user.email, user.language)],
        reference=ABOUT_THE_ACCOUNT,
        path_name="mfa_index",
        path_args=[],
    )


def listen() -> None:
    """Connect all of it; called once when the app is ready."""
    receiver(pre_save, sender=Authenticator)(seal_to_user)
    receiver(post_init, sender=Authenticator)(mark_with_user)
    receiver(post_save, sender=Authenticator)(tell_of_addition)
    receiver(post_delete, sender=Authenticator)(tell_of_removal)
    also_rotate("mfa.Authenticator", "data", SECRETS)
