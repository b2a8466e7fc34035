"""Invitations: the only way in. The same answer whether an address has an account or not."""

from datetime import datetime, timedelta
from uuid import UUID

from allauth.account.models import EmailAddress
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from contacts.models import Organisation
from notifications.kinds import INVITATION
from notifications.services import queue_link, queue_notice
from protection.actor import require_actor
from protection.audit import record

from . import links
from .joining import Invitation
from .models import CASE_ROLES, Membership, Role, User
from .permissions import can_manage_members, roles_to_give
from .selectors import people_of

VALID = timedelta(days=7)
# So that nobody's mailbox is flooded in the portal's name.
MAIL_AGAIN_AFTER = timedelta(minutes=5)
MOST_OPEN = 50


class Refused(Exception):
    """Not possible. The text says why, in the reader's language."""


def invite(
    email: str, organisation: Organisation, role: str, language: str, *, now: datetime
) -> Invitation:
    """Invite an address into a role. Raises Refused.

    That somebody is a member already is told: whoever invites sees the list of members anyway.
    """
    actor = require_actor()
    email = email.strip().lower()
    if role not in roles_to_give(actor, organisation.pk):
        raise Refused(_("You cannot invite somebody into this role."))
    if Membership.objects.filter(user__email=email, organisation=organisation, role=role).exists():
        raise Refused(_("This person already has this role in your organisation’s list."))
    open_ones = open_invitations(organisation.pk)
    if open_ones.filter(email=email, role=role).exists():
        raise Refused(_("This person is invited already. You can send the invitation once more."))
    if open_ones.count() >= MOST_OPEN:
        raise Refused(_("Too many invitations are open. Withdraw those that are no longer needed."))
    invitation = Invitation(
        email=email,
        organisation=organisation,
        role=role,
        language=language,
        invited_by_id=actor.user_id,
    )
    _mail(invitation, now)
    _log("invited", invitation)
    return invitation


def open_invitations(organisation_id: int):  # type: ignore[no-untyped-def]
    """Those neither accepted nor withdrawn, the expired ones too, by address."""
    return Invitation.objects.filter(
        organisation_id=organisation_id, accepted_at=None, withdrawn_at=None
    ).order_by("email", "role")


def mail_again(invitation: Invitation, *, now: datetime) -> None:
    """Send a fresh link; the earlier one stops working. Raises Refused within a few minutes."""
    if now - invitation.mailed_at < MAIL_AGAIN_AFTER:
        raise Refused(_("This invitation was mailed a moment ago. Wait five minutes."))
    invitation.invited_by_id = require_actor().user_id  # who vouches for it from now on
    _mail(invitation, now)
    _log("mailed_again", invitation)


def withdraw(invitation: Invitation, *, now: datetime) -> None:
    """The link stops working at once."""
    invitation.withdrawn_at = now
    invitation.save(update_fields=["withdrawn_at"])
    _log("withdrawn", invitation)


def _mail(invitation: Invitation, now: datetime) -> None:
    invitation.nonce = links.new_nonce()
    token = links.token(INVITATION, str(invitation.pk), invitation.nonce)
    invitation.token_hash = links.hash_of(token)
    invitation.mailed_at, invitation.expires_at = now, now + VALID
    invitation.save()
    with override(invitation.language):
        name = str(invitation.organisation)[:64]
    queue_link(
        INVITATION,
        invitation.email,
        invitation.language,
        reference=name,
        path_name="account:invitation_link",
        path_args=[str(invitation.pk), invitation.nonce],
    )


def find(token: str, *, now: datetime, lock: bool = False) -> Invitation | None:
    """The invitation that a link still opens, or None: expired, used, withdrawn or made up.

    So does one whose organisation is no longer active, or whose inviter could not invite today.
    """
    rows = Invitation.objects.select_related("organisation")
    if lock:
        rows = rows.select_for_update(of=("self",))
    return rows.filter(
        token_hash=links.hash_of(token),
        accepted_at=None,
        withdrawn_at=None,
        expires_at__gt=now,
        organisation__active=True,
        invited_by__is_active=True,
    ).first()


def account_of(invitation: Invitation) -> User | None:
    """Who has this address already, except somebody whose account was closed by leaving.

    They come back as new people do, with the account that they had.
    """
    found = User.objects.filter(email=invitation.email).first()
    return None if found and has_left(found) else found


def has_left(user: User) -> bool:
    """Whether the account is closed because its owner left, and not blocked by an operator."""
    return not user.is_active and user.memberships.filter(closed_account=True).exists()


def accept_as_new(
    invitation: Invitation,
    *,
    first_name: str,
    last_name: str,
    language: str,
    password: str,
    now: datetime,
) -> User:
    """Make the account and its membership. Raises Refused when the address has got one."""
    if account_of(invitation) is not None:
        raise Refused(_("This address has an account. Sign in with it to accept."))
    with transaction.atomic():
        user = User.objects.filter(email=invitation.email).first() or User(email=invitation.email)
        user.first_name, user.last_name, user.language = first_name, last_name, language
        user.is_active = True
        user.set_password(password)
        user.save()
        user.memberships.filter(closed_account=True).update(closed_account=False)
        # Whoever holds the link has read the mail.
        EmailAddress.objects.update_or_create(
            user=user, email=user.email, defaults={"verified": True, "primary": True}
        )
        _join(invitation, user, now)
    return user


def accept_as(invitation: Invitation, user: User, *, now: datetime) -> Membership:
    """Join with an account, signed in. Raises Refused for somebody else's invitation."""
    if user.email != invitation.email:
        raise Refused(_("This invitation is for another address. Sign in with that account."))
    return _join(invitation, user, now)


def _join(invitation: Invitation, user: User, now: datetime) -> Membership:
    membership, _made = Membership.objects.update_or_create(
        user=user,
        organisation=invitation.organisation,
        role=invitation.role,
        defaults={"active": True, "joined_at": now, "reviewed_at": now, "ended_at": None},
    )
    invitation.accepted_at = now
    invitation.save(update_fields=["accepted_at"])
    _log("accepted", invitation, {"by": str(user.pk)})
    leads = people_of([invitation.organisation_id], roles=[Role.TEAM_LEAD])
    if invitation.role in CASE_ROLES:  # they learn of everybody who can read their cases
        queue_notice(
            "member_joined",
            [person for person in leads if person.user_id != user.pk],
            reference=str(invitation.organisation)[:64],
            path_name="members:list",
            path_args=[],
        )
    return membership


def _log(what: str, invitation: Invitation, more: dict[str, str] | None = None) -> None:
    detail = {"organisation": str(invitation.organisation_id), "role": invitation.role}
    record(
        f"invitation_{what}",
        subject="invitation",
        subject_id=str(invitation.pk),
        detail=detail | (more or {}),
    )


def invitation_of(invitation_id: UUID) -> Invitation | None:
    """An open invitation that the actor may manage, locked, or None."""
    actor = require_actor()
    found = (
        Invitation.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .filter(pk=invitation_id, accepted_at=None, withdrawn_at=None)
        .first()
    )
    return found if found and can_manage_members(actor, found.organisation_id) else None
