"""Referrals that somebody had claimed, when they leave (accounts.handover)."""

from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from accounts.handover import KindOfWork, Piece, register
from accounts.models import Membership
from accounts.selectors import people_of
from notifications.services import queue_notice
from protection.actor import require_actor
from protection.audit import record
from referrals.codes import State
from referrals.models import Assignment, Party

OVER = (State.CLOSED, State.WITHDRAWN)


def _held(user_id: int, organisation_id: int) -> list[Assignment]:
    rows = Assignment.objects.filter(user_id=user_id, organisation_id=organisation_id)
    return list(rows.order_by("at", "id"))


def claims_of(user_id: int, organisation_id: int) -> list[Piece]:
    """The open referrals that this person works on, the oldest claim first."""
    held = [claim.referral_id for claim in _held(user_id, organisation_id)]
    references = dict(
        Party.objects.filter(referral_id__in=held, organisation_id=organisation_id)
        .exclude(state__in=OVER)
        .values_list("referral_id", "reference")
    )
    return [
        Piece(references[referral_id], "referrals:detail", (str(referral_id),))
        for referral_id in held
        if referral_id in references
    ]


def hand_over(
    from_user_id: int, to_user_id: int | None, organisation_id: int, now: datetime
) -> int:
    """Give all claims to a colleague, who is told once a referral, or back to the team."""
    held = _held(from_user_id, organisation_id)
    still_open = {piece.url_args[0]: piece for piece in claims_of(from_user_id, organisation_id)}
    Assignment.objects.filter(pk__in=[claim.pk for claim in held]).delete()
    people = [p for p in people_of([organisation_id]) if p.user_id == to_user_id]
    for claim in held:
        record("referral_handed_on", subject="referral", subject_id=str(claim.referral_id))
        piece = still_open.get(str(claim.referral_id))
        if piece is None or to_user_id is None:
            continue
        Assignment(
            referral_id=claim.referral_id,
            organisation_id=organisation_id,
            user_id=to_user_id,
            assigned_by_id=require_actor().user_id,
            at=now,
        ).save(force_insert=True)
        queue_notice(
            "referral_assigned",
            people,
            reference=piece.title,
            path_name=piece.url_name,
            path_args=list(piece.url_args),
        )
    return len(still_open)


def release_left(now: datetime) -> int:
    """As `portal_system`: no claim stays with somebody who no longer works there."""
    works_there = Membership.objects.using("system").filter(
        user_id=OuterRef("user_id"),
        organisation_id=OuterRef("organisation_id"),
        active=True,
        user__is_active=True,
    )
    left = Assignment.objects.using("system").filter(~Exists(works_there))
    return left.delete()[0]


register(
    KindOfWork(
        "claims", _("Referrals that this person works on"), claims_of, hand_over, release_left
    )
)
