"""Every six months an organisation confirms, person by person, who still works there."""

from datetime import datetime, timedelta

from django.db.models import Count, F, Min, Q
from django.db.models.functions import Coalesce

from contacts.models import Organisation
from notifications.services import queue_notice
from protection.actor import Actor, require_actor, system_transaction
from protection.audit import record

from .joining import MemberReview
from .leaving import leads_of
from .models import Membership, Role
from .selectors import people_in_role

EVERY = timedelta(days=182)
REMIND_AFTER = timedelta(days=7)
# Then the operator is told, who can ask or do it.
OVERDUE_AFTER = timedelta(days=30)
SYSTEM = "system"


def to_confirm(review: MemberReview, *, using: str = "default"):  # type: ignore[no-untyped-def]
    """The memberships that this review still asks about.

    Whoever joined or was confirmed since it began is not asked about.
    """
    return (
        Membership.objects.using(using)
        .in_force()
        .filter(organisation_id=review.organisation_id)
        .filter(Q(reviewed_at=None) | Q(reviewed_at__lt=review.started_at))
        .filter(Q(joined_at=None) | Q(joined_at__lt=review.started_at))
    )


def open_review(organisation_id: int) -> MemberReview | None:
    """The review that is under way."""
    return MemberReview.objects.filter(organisation_id=organisation_id, finished_at=None).first()


def work_for(actor: Actor, now: datetime) -> tuple[int, datetime | None]:
    """How much there is to review, and since when.

    For a team lead: people to confirm. For the operator: organisations that are overdue.
    """
    if actor.role == Role.OPERATOR:
        overdue = MemberReview.objects.filter(
            finished_at=None, started_at__lte=now - OVERDUE_AFTER
        ).aggregate(number=Count("pk"), since=Min("started_at"))
        return overdue["number"], overdue["since"]
    if actor.role != Role.TEAM_LEAD:
        return 0, None
    review = open_review(actor.organisation_id)
    if review is None:
        return 0, None
    return to_confirm(review).exclude(user_id=actor.user_id).count(), review.started_at


def confirm(membership: Membership, *, now: datetime) -> None:
    """“Still works here.” The caller has checked `can_manage_members`."""
    membership.reviewed_at = now
    membership.save(update_fields=["reviewed_at"])
    record(
        "membership_confirmed",
        subject="membership",
        subject_id=str(membership.pk),
        detail={"user": str(membership.user_id), "organisation": str(membership.organisation_id)},
    )
    finish_if_done(membership.organisation_id, now=now)


def finish_if_done(organisation_id: int, *, now: datetime) -> bool:
    """End the review when nobody is left to ask about. Whoever answers it works there evidently."""
    review = open_review(organisation_id)
    if review is None:
        return False
    left = to_confirm(review).exclude(user_id=require_actor().user_id)
    if left.exists():
        return False
    to_confirm(review).update(reviewed_at=now)
    review.finished_at = now
    review.save(update_fields=["finished_at"])
    return True


def begin_and_remind(now: datetime) -> int:
    """Begin the reviews that are due, and remind of those under way; returns how many were told.

    Runs as `portal_system`, a transaction an organisation.
    """
    last = Coalesce(F("reviewed_at"), F("joined_at"))
    with system_transaction():
        due = set(
            Membership.objects.using(SYSTEM)
            .in_force()
            .annotate(last=last)
            .filter(Q(last=None) | Q(last__lt=now - EVERY), organisation__active=True)
            .values_list("organisation_id", flat=True)
        )
        reviews = MemberReview.objects.using(SYSTEM).filter(finished_at=None)
        under_way = set(reviews.values_list("organisation_id", flat=True))
    told = 0
    for organisation_id in sorted(due | under_way):
        with system_transaction():
            told += _begin_or_remind(organisation_id, now)
    return told


def _begin_or_remind(organisation_id: int, now: datetime) -> bool:
    reviews = MemberReview.objects.using(SYSTEM)
    review = (
        reviews.select_for_update(of=("self",))
        .filter(organisation_id=organisation_id, finished_at=None)
        .first()
    )
    if review is None:
        review = MemberReview(organisation_id=organisation_id, started_at=now)
        review.save(using=SYSTEM, force_insert=True)
    elif not to_confirm(review, using=SYSTEM).exists():
        reviews.filter(pk=review.pk).update(finished_at=now)
        return False
    told = False
    if review.reminded_at is None or now - review.reminded_at >= REMIND_AFTER:
        reviews.filter(pk=review.pk).update(reminded_at=now)
        _tell("member_review_due", organisation_id, overdue=False)
        told = True
    if now - review.started_at >= OVERDUE_AFTER and review.operator_told_at is None:
        reviews.filter(pk=review.pk).update(operator_told_at=now)
        _tell("member_review_overdue", organisation_id, overdue=True)
        told = True
    return told


def _tell(kind: str, organisation_id: int, *, overdue: bool) -> None:
    organisation = Organisation.objects.using(SYSTEM).get(pk=organisation_id)
    people = (
        people_in_role(Role.OPERATOR, using=SYSTEM)
        if overdue
        else leads_of(organisation_id, using=SYSTEM)
    )
    queue_notice(
        kind,
        people,
        reference=str(organisation)[:64],
        path_name="members:of_organisation",
        path_args=[organisation.slug],
        using=SYSTEM,
    )
