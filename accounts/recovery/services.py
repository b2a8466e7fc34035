"""The only writers of a recovery. Each step stands in the audit trail, and the person is told."""

from datetime import datetime
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction

from accounts.models import FactorRecovery, Membership, Role, User
from accounts.second_factor import ABOUT_THE_ACCOUNT
from accounts.selectors import people_in_role
from accounts.sessions.services import end_sessions
from notifications.services import Recipient, queue_notice
from protection.actor import Actor, require_actor
from protection.audit import record

from .codes import A_DAY, LASTS, MOST_A_DAY, State
from .permissions import can_confirm

MOST_LISTED = 100


class RecoveryRefused(Exception):
    """The step is not open: too many, too early, too late, or another's to take."""


def ask(user: User, *, now: datetime) -> FactorRecovery:
    """Begin a recovery for somebody who gave the password, or give back the one under way.

    Raises RecoveryRefused after MOST_A_DAY in a day, or without a factor to lose.
    """
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)  # one recovery at a time
        under_way = latest(user)
        if under_way is not None and under_way.is_open(now):
            return under_way
        asked = FactorRecovery.objects.filter(user=user, asked_at__gt=now - A_DAY).count()
        if asked >= MOST_A_DAY or not Authenticator.objects.filter(user=user).exists():
            raise RecoveryRefused
        recovery = FactorRecovery.objects.create(user=user, asked_at=now)
        _log("factor_recovery_asked", recovery)
        _tell_person(recovery)
        approvers = approvers_of(user)
        queue_notice(
            "factor_recovery_asked",
            approvers,
            reference=ABOUT_THE_ACCOUNT,
            path_name="account_recovery",
            path_args=[str(recovery.pk)],
        )
    return recovery


def confirm(recovery_id: UUID, check: str, *, now: datetime) -> FactorRecovery:
    """The actor has checked who it is: the delay begins. Raises RecoveryRefused."""
    actor = require_actor()
    with transaction.atomic():
        recovery = FactorRecovery.objects.select_for_update().get(pk=recovery_id)
        if not can_confirm(actor, recovery.user) or recovery.state(now) != State.ASKED:
            raise RecoveryRefused
        recovery.confirmed_by_id = actor.user_id
        recovery.confirmed_at = now
        recovery.check_way = check
        recovery.ready_at = now + settings.FACTOR_RECOVERY_DELAY
        recovery.save()
        _log("factor_recovery_confirmed", recovery, way=check)
        _tell_person(recovery, kind="factor_recovery_confirmed")
    return recovery


def cancel(recovery: FactorRecovery, *, now: datetime) -> None:
    """End an open recovery: the person's own choice, or an approver's who has doubts."""
    with transaction.atomic():
        recovery = FactorRecovery.objects.select_for_update().get(pk=recovery.pk)
        if not recovery.is_open(now):
            raise RecoveryRefused
        recovery.cancelled_at = now
        recovery.save()
        _log("factor_recovery_cancelled", recovery)
        _tell_person(recovery, kind="factor_recovery_cancelled")


def complete(recovery: FactorRecovery, *, now: datetime) -> None:
    """Take the lost factors away and end all sessions; the person sets up new ones.

    Raises RecoveryRefused before the delay is over and after LASTS.
    """
    with transaction.atomic():
        recovery = FactorRecovery.objects.select_for_update().get(pk=recovery.pk)
        if recovery.state(now) != State.READY:
            raise RecoveryRefused
        recovery.done_at = now
        recovery.save()
        _log("factor_recovery_done", recovery)
        Authenticator.objects.filter(user_id=recovery.user_id).delete()
        end_sessions(recovery.user_id)  # none goes on by the proof of a factor that is gone


def latest(user: User) -> FactorRecovery | None:
    """The newest recovery of a user, whatever its state."""
    return FactorRecovery.objects.filter(user=user).order_by("-asked_at").first()


def open_recoveries(actor: Actor, now: datetime) -> list[FactorRecovery]:
    """What waits or runs, oldest first and at most MOST_LISTED, with the person.

    For a team lead, of the own organisation's people; `can_confirm` has the last word.
    """
    found = FactorRecovery.objects.filter(
        cancelled_at=None, done_at=None, asked_at__gt=now - LASTS - LASTS
    )
    if actor.role == Role.TEAM_LEAD:
        people = Membership.objects.in_force().filter(organisation_id=actor.organisation_id)
        found = found.filter(user_id__in=people.values("user_id"))
    return list(
        found.select_related("user")
        .prefetch_related("user__memberships")
        .order_by("asked_at", "pk")[:MOST_LISTED]
    )


def approvers_of(user: User) -> list[Recipient]:
    """Who is told: team leads of the one organisation of this person; operators otherwise."""
    organisations = set(
        Membership.objects.in_force().filter(user=user).values_list("organisation_id", flat=True)
    )
    leads = (
        Membership.objects.in_force()
        .filter(organisation_id__in=organisations, role=Role.TEAM_LEAD)
        .exclude(user=user)
        .order_by("user_id")
        .distinct("user_id")
        .values_list("user_id", "user__email", "user__language")
    )
    found = [Recipient(*row) for row in leads] if len(organisations) == 1 else []
    operators = [who for who in people_in_role(Role.OPERATOR) if who.user_id != user.pk]
    return found or operators


def _log(action: str, recovery: FactorRecovery, **detail: str) -> None:
    record(action, subject="user", subject_id=str(recovery.user_id), detail=detail)


def _tell_person(recovery: FactorRecovery, kind: str = "factor_recovery_begun") -> None:
    user = recovery.user
    queue_notice(
        kind,
        [Recipient(user.pk, user.email, user.language)],
        reference=ABOUT_THE_ACCOUNT,
        path_name="account_lost_factor",
        path_args=[],
    )
