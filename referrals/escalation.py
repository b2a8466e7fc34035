"""Overdue requests: first to the country's contact point on duty, then to the secretariat.

Runs as `portal_system`: ids, states and deadlines of all organisations, never a ciphertext. The
answer times are indicative; nobody is obliged, but nobody is forgotten either.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from accounts.models import CASE_ROLES, Role
from accounts.selectors import people_in_role, people_of
from contacts import codes as code_lists
from contacts.models import NationalContactPoint
from notifications.services import Recipient, queue_notice
from protection.actor import system_transaction
from protection.audit import record

from .codes import AWAITING_RECIPIENT, OPEN_FOR_ANSWERS, Move, Order, RequestState, Side
from .models import Event, Party, Referral, Request
from .services.writing import answer_hours, is_urgent, needs_of, party_in

SYSTEM = "system"
BATCH = 100
SYSTEM_FIELDS = (
    "id", "referral_id", "to_contact_point", "country_id", "organisation_id", "position",
    "state", "asked_at", "due_at", "escalated_at", "secretariat_told_at",
)  # fmt: skip
REFERRAL_FIELDS = (
    "id", "reference", "state", "version", "sender_organisation_id", "sender_country",
    "asking_order", "urgency",
)  # fmt: skip


def escalate_overdue(now: datetime) -> int:
    """Escalate what is overdue at `now`; the number of requests that moved a step.

    One transaction a request, so that one failure does not hold up the others.
    """
    moved = 0
    for referral_id, request_id in _overdue(now):
        with system_transaction():
            moved += _escalate(referral_id, request_id, now)
    return moved


def _overdue(now: datetime) -> list[tuple[UUID, UUID]]:
    """(referral, request) of those for whom a step is due, the longest overdue first."""
    long_overdue = Q()
    for urgency, _label in code_lists.choices("urgency"):
        waited = now - timedelta(hours=answer_hours(urgency))
        long_overdue |= Q(referral__urgency=urgency, due_at__lte=waited)
    with system_transaction():
        return list(
            Request.objects.using(SYSTEM)
            .filter(
                Q(escalated_at__isnull=True) | long_overdue,
                state__in=sorted(AWAITING_RECIPIENT),
                due_at__lt=now,
                secretariat_told_at__isnull=True,
            )
            .order_by("due_at")
            .values_list("referral_id", "pk")[:BATCH]
        )


def _escalate(referral_id: UUID, request_id: UUID, now: datetime) -> int:
    """One step for one request: the contact point at the deadline, the secretariat as long again
    after it."""
    # The referral first, as every move does: two that lock in another order wait for each other.
    referral = (
        Referral.objects.using(SYSTEM)
        .only(*REFERRAL_FIELDS)
        .select_for_update(skip_locked=True, of=("self",))
        .filter(pk=referral_id, state__in=sorted(OPEN_FOR_ANSWERS))
        .first()
    )
    if referral is None:
        return 0
    request = (
        Request.objects.using(SYSTEM)
        .only(*SYSTEM_FIELDS)
        .select_for_update(of=("self",))
        .filter(
            pk=request_id,
            state__in=sorted(AWAITING_RECIPIENT),
            due_at__lt=now,
            secretariat_told_at__isnull=True,
        )
        .first()
    )
    if request is None or request.due_at is None:
        return 0
    if request.escalated_at is None:
        _to_contact_point(referral, request, now)
        if referral.asking_order == Order.IN_ORDER:
            _ask_next(referral, request, now)
        return 1
    if now >= request.due_at + timedelta(hours=answer_hours(referral.urgency)):
        _to_secretariat(referral, request, now)
        return 1
    return 0


def _to_contact_point(referral: Referral, request: Request, now: datetime) -> None:
    rota = _rota(request.country_id)
    present = set(
        Party.objects.using(SYSTEM)
        .filter(request=request)
        .values_list("organisation_id", flat=True)
    )
    called_in = [pk for pk in rota if pk not in present]
    _give_sight(referral, request, called_in, Side.CONTACT_POINT, now)
    Request.objects.using(SYSTEM).filter(pk=request.pk).update(escalated_at=now)
    _log(referral, request, Move.ESCALATE, now)
    _tell(
        "referral_overdue",
        referral,
        people_of(rota, roles=[Role.CONTACT_POINT], using=SYSTEM)
        + people_of([referral.sender_organisation_id], using=SYSTEM),
    )


def _ask_next(referral: Referral, overdue: Request, now: datetime) -> None:
    """A person must not wait for one silent recipient: the next in order is asked as well."""
    following = (
        Request.objects.using(SYSTEM)
        .only(*SYSTEM_FIELDS)
        .filter(referral_id=referral.pk, state=RequestState.QUEUED)
        .order_by("position")
        .first()
    )
    if following is None:
        return
    due_at = now + timedelta(hours=answer_hours(referral.urgency))
    Request.objects.using(SYSTEM).filter(pk=following.pk).update(
        state=RequestState.ASKED, asked_at=now, due_at=due_at
    )
    following.state, following.due_at = RequestState.ASKED, due_at
    roles: tuple[str, ...]
    if following.organisation_id is not None:
        asked, side, roles = [following.organisation_id], Side.RECIPIENT, CASE_ROLES
    else:
        asked, side, roles = _rota(following.country_id), Side.CONTACT_POINT, (Role.CONTACT_POINT,)
    _give_sight(referral, following, asked, side, now)
    _log(referral, following, Move.ASK_NEXT, now, RequestState.QUEUED, RequestState.ASKED)
    _tell("referral_asked", referral, people_of(asked, roles=roles, using=SYSTEM))


def _to_secretariat(referral: Referral, request: Request, now: datetime) -> None:
    """By reference only: the secretariat sees no case."""
    Request.objects.using(SYSTEM).filter(pk=request.pk).update(secretariat_told_at=now)
    _log(referral, request, Move.TELL_SECRETARIAT, now)
    queue_notice(
        "referral_long_overdue",
        people_in_role(Role.SECRETARIAT, using=SYSTEM),
        reference=referral.reference,
        path_name="home",
        path_args=[],
        using=SYSTEM,
    )


def _rota(country: str) -> list[int]:
    """The organisations of a country's contact point, in their order."""
    return list(
        NationalContactPoint.objects.using(SYSTEM)
        .filter(country_id=country, organisation__active=True)
        .order_by("order", "id")
        .values_list("organisation_id", flat=True)
    )


def _give_sight(
    referral: Referral, request: Request, organisation_ids: list[int], side: Side, now: datetime
) -> None:
    needs = needs_of(referral.pk, using=SYSTEM)
    Party.objects.using(SYSTEM).bulk_create(
        party_in(request, referral, organisation_id, side, needs=needs, now=now)
        for organisation_id in organisation_ids
    )


def _log(
    referral: Referral,
    request: Request,
    move: Move,
    now: datetime,
    before: str = "",
    after: str = "",
) -> None:
    referral.version += 1
    Referral.objects.using(SYSTEM).filter(pk=referral.pk).update(version=referral.version)
    Event(
        referral_id=referral.pk,
        request_id=request.pk,
        at=now,
        sequence=referral.version,
        move=move,
        from_state=before,
        to_state=after,
    ).save(using=SYSTEM, force_insert=True)
    record(f"referral_{move}", subject="referral", subject_id=str(referral.pk), using=SYSTEM)


def _tell(kind: str, referral: Referral, recipients: list[Recipient]) -> None:
    queue_notice(
        kind,
        {person.user_id: person for person in recipients}.values(),
        reference=referral.reference,
        path_name="referrals:detail",
        path_args=[str(referral.pk)],
        urgent=is_urgent(referral),
        using=SYSTEM,
    )
