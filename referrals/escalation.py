"""Requests that wait: the recipient is reminded at half time and at the end, then the country's
contact point on duty is told, then the secretariat.

Runs as `portal_system`: ids, states and deadlines of all organisations, never a ciphertext. The
answer times are indicative; nobody is obliged, but nobody is forgotten either.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from accounts.models import CASE_ROLES, Role
from accounts.selectors import people_in_role, people_of
from contacts import codes as code_lists
from notifications.services import Recipient, queue_notice
from protection.actor import system_transaction
from protection.audit import record

from .codes import AWAITING_RECIPIENT, OPEN_FOR_ANSWERS, Move, Order, RequestState, Side
from .models import Event, Party, Referral, Request
from .services.writing import answer_hours, is_urgent, needs_of, party_in
from .waking import SYSTEM, contact_points_awake, handlers, operators, rota_of
from .webhooks.outbox import note_events

BATCH = 100
SYSTEM_FIELDS = (
    "id", "referral_id", "to_contact_point", "country_id", "organisation_id", "position",
    "state", "asked_at", "due_at", "reminded_at", "escalated_at", "secretariat_told_at",
)  # fmt: skip
# Nobody can answer meanwhile, so nobody is reminded (GDPR art. 18).
RESTRICTED = Q(referral__retention__restriction__gt="")
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


def remind_at_half_time(now: datetime) -> int:
    """Remind the recipients of requests whose answer time is half over; how many requests."""
    half = Q()
    for urgency, _label in code_lists.choices("urgency"):
        until = now + timedelta(hours=answer_hours(urgency)) / 2
        half |= Q(referral__urgency=urgency, due_at__lte=until)
    with system_transaction():
        due = list(
            Request.objects.using(SYSTEM)
            .filter(
                half,
                state__in=sorted(AWAITING_RECIPIENT),
                due_at__gt=now,
                reminded_at__isnull=True,
                secretariat_told_at__isnull=True,
            )
            .exclude(RESTRICTED)
            .order_by("due_at")
            .values_list("referral_id", "pk")[:BATCH]
        )
    reminded = 0
    for referral_id, request_id in due:
        with system_transaction():
            reminded += _remind(referral_id, request_id, now)
    return reminded


def _remind(referral_id: UUID, request_id: UUID, now: datetime) -> int:
    locked = _locked(referral_id, request_id)
    if locked is None or locked[1].reminded_at is not None:
        return 0
    referral, request = locked
    Request.objects.using(SYSTEM).filter(pk=request.pk).update(reminded_at=now)
    _log(referral, request, Move.REMIND, now)
    _tell("referral_reminder", referral, handlers(request, now))
    return 1


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
            .exclude(RESTRICTED)
            .order_by("due_at")
            .values_list("referral_id", "pk")[:BATCH]
        )


def _escalate(referral_id: UUID, request_id: UUID, now: datetime) -> int:
    """One step for one request: the contact point at the deadline, the secretariat as long again
    after it."""
    locked = _locked(referral_id, request_id)
    if locked is None:
        return 0
    referral, request = locked
    if request.due_at is None or request.due_at >= now:
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


def _locked(referral_id: UUID, request_id: UUID) -> tuple[Referral, Request] | None:
    """Both rows under lock while the request still waits for its recipient; None otherwise."""
    # The referral first, as every move does: two that lock in another order wait for each other.
    referral = (
        Referral.objects.using(SYSTEM)
        .only(*REFERRAL_FIELDS)
        .select_for_update(skip_locked=True, of=("self",))
        .filter(pk=referral_id, state__in=sorted(OPEN_FOR_ANSWERS))
        .first()
    )
    if referral is None:
        return None
    request = (
        Request.objects.using(SYSTEM)
        .only(*SYSTEM_FIELDS)
        .select_for_update(of=("self",))
        .filter(
            pk=request_id, state__in=sorted(AWAITING_RECIPIENT), secretariat_told_at__isnull=True
        )
        .first()
    )
    return (referral, request) if request is not None else None


def _to_contact_point(referral: Referral, request: Request, now: datetime) -> None:
    rota = rota_of(request.country_id)
    present = set(
        Party.objects.using(SYSTEM)
        .filter(request=request)
        .values_list("organisation_id", flat=True)
    )
    called_in = [pk for pk in rota if pk not in present]
    _give_sight(referral, request, called_in, Side.CONTACT_POINT, now)
    Request.objects.using(SYSTEM).filter(pk=request.pk).update(escalated_at=now)
    _log(referral, request, Move.ESCALATE, now)
    awake = contact_points_awake(request.country_id, now)
    if not awake:
        _tell_by_reference("escalation_unheard", referral, operators())
    senders = people_of([referral.sender_organisation_id], using=SYSTEM)
    _tell("referral_overdue", referral, awake + senders)
    late = [p for p in handlers(request, now) if p not in awake]
    _tell("referral_due", referral, late)


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
        asked, side, roles = (
            rota_of(following.country_id),
            Side.CONTACT_POINT,
            (Role.CONTACT_POINT,),
        )
    _give_sight(referral, following, asked, side, now)
    _log(referral, following, Move.ASK_NEXT, now, RequestState.QUEUED, RequestState.ASKED)
    _tell("referral_asked", referral, people_of(asked, roles=roles, using=SYSTEM))


def _to_secretariat(referral: Referral, request: Request, now: datetime) -> None:
    """By reference only: the secretariat sees no case."""
    Request.objects.using(SYSTEM).filter(pk=request.pk).update(secretariat_told_at=now)
    _log(referral, request, Move.TELL_SECRETARIAT, now)
    _tell_by_reference(
        "referral_long_overdue", referral, people_in_role(Role.SECRETARIAT, using=SYSTEM)
    )


def _tell_by_reference(kind: str, referral: Referral, recipients: list[Recipient]) -> None:
    queue_notice(
        kind,
        recipients,
        reference=referral.reference,
        path_name="home",
        path_args=[],
        using=SYSTEM,
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
    event = Event(
        referral_id=referral.pk,
        request_id=request.pk,
        at=now,
        sequence=referral.version,
        move=move,
        from_state=before,
        to_state=after,
    )
    event.save(using=SYSTEM, force_insert=True)
    note_events(referral, [event], using=SYSTEM)
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
