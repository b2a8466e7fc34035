"""Changing the e-mail address of an account: it is the login and the way to a new password.

The old address always hears of it, so that nobody takes an account over in silence.
"""

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext as _

from notifications.services import Recipient, queue_notice
from protection.audit import record

from . import links
from .inviting import Refused
from .joining import AddressChange
from .models import Role, User
from .selectors import people_of

VALID = timedelta(hours=24)
ABOUT_THE_ADDRESS = "E-mail"  # the reference of a notice about it, in every language


@transaction.atomic
def ask_for_change(user: User, email: str, *, now: datetime) -> None:
    """Mail a link to the new address and word to the old one; nothing changes yet.

    The caller has made sure that it is the person (step-up). The answer is the same when the
    address has an account already: then no link is mailed, and only its owner could tell.
    """
    email = email.strip().lower()
    AddressChange.objects.filter(user=user, ended_at=None).update(ended_at=now)
    change = AddressChange(user=user, email=email, nonce=links.new_nonce())
    token = links.token(links.ADDRESS, str(change.pk), change.nonce)
    change.token_hash = links.hash_of(token)
    change.asked_at, change.expires_at = now, now + VALID
    change.save(force_insert=True)
    record("address_change_asked", subject="user", subject_id=str(user.pk))
    if not _is_taken(email, user):
        queue_notice(
            links.ADDRESS,
            [Recipient(user.pk, email, user.language)],
            reference=ABOUT_THE_ADDRESS,
            path_name="account:address_link",
            path_args=[str(change.pk), change.nonce],
        )
    _tell(user, user.email, "address_change_asked")


def find(user: User, token: str, *, now: datetime) -> AddressChange | None:
    """This person's change that a link confirms, locked; None for any other link."""
    return (
        AddressChange.objects.select_for_update()
        .filter(user=user, token_hash=links.hash_of(token), ended_at=None, expires_at__gt=now)
        .first()
    )


def pending(user: User, *, now: datetime) -> AddressChange | None:
    """The change that waits for its confirmation."""
    return AddressChange.objects.filter(user=user, ended_at=None, expires_at__gt=now).first()


def cancel(user: User, *, now: datetime) -> bool:
    """Give up a change that waits; whether there was one."""
    return bool(AddressChange.objects.filter(user=user, ended_at=None).update(ended_at=now))


@transaction.atomic
def confirm(change: AddressChange, *, now: datetime) -> None:
    """Change the address. Raises Refused when somebody else has got it meanwhile."""
    if _is_taken(change.email, change.user):
        raise Refused(_("This address cannot be used. Choose another one."))
    change.ended_at = now
    change.save(update_fields=["ended_at"])
    old = change.user.email
    change.user.email = change.email
    change.user.save(update_fields=["email"])
    address_changed(change.user, old, by=change.user)


def address_changed(user: User, old: str, *, by: User) -> None:
    """What follows once `user.email` is another: the sign-in's own table, word to both addresses.

    An operator's change is told to the team leads too: with it, and a new password mailed to the
    new address, an account could be taken over.
    """
    EmailAddress.objects.filter(user=user).delete()
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    record("address_changed", subject="user", subject_id=str(user.pk), detail={"by": str(by.pk)})
    _tell(user, old, "address_changed")
    if by.pk == user.pk:
        return
    _tell(user, user.email, "address_changed")
    organisations = user.memberships.filter(active=True).values_list("organisation_id", flat=True)
    leads = people_of(organisations, roles=[Role.TEAM_LEAD])
    queue_notice(
        "member_address_changed",
        [person for person in leads if person.user_id not in {user.pk, by.pk}],
        reference=ABOUT_THE_ADDRESS,
        path_name="members:list",
        path_args=[],
    )


def _tell(user: User, address: str, kind: str) -> None:
    queue_notice(
        kind,
        [Recipient(user.pk, address, user.language)],
        reference=ABOUT_THE_ADDRESS,
        path_name="account:profile",
        path_args=[],
    )


def _is_taken(email: str, user: User) -> bool:
    return (
        User.objects.filter(email=email).exclude(pk=user.pk).exists()
        or EmailAddress.objects.filter(email__iexact=email).exclude(user=user).exists()
    )
