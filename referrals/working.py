"""What a referral's page shows of the own organisation's work and of what both sides wrote."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from accounts.models import CASE_ROLES, Membership
from protection.actor import Actor, require_actor
from protection.audit import record
from protection.prepared import Given, Prepared

from .clock import Clock, clocks
from .colleagues import Colleague, roles_of_side, stand_ins
from .models import Assignment, InternalNote, Message, Sight
from .permissions import can_assign
from .selectors import Case
from .services.teamwork import note_sight
from .vault import Vault

_MEMBERS = Prepared(
    lambda: Membership.objects.filter(
        organisation_id=Given("organisation"), role__in=CASE_ROLES
    )
    .select_related("user")
    .only(
        "role", "active", "user__first_name", "user__last_name", "user__email",
        "user__is_active",
    )
    .order_by("user__first_name", "user__last_name", "user__email", "pk")
)  # fmt: skip
_ASSIGNMENT = Prepared(
    lambda: Assignment.objects.filter(
        referral_id=Given("referral"), organisation_id=Given("organisation")
    )
)
_SIGHTS = Prepared(lambda: Sight.objects.filter(referral_id=Given("id")))
_NOTES = Prepared(lambda: InternalNote.objects.filter(referral_id=Given("id")))
_MESSAGES = Prepared(lambda: Message.objects.filter(referral_id=Given("id")))


@dataclass(frozen=True)
class NoteLine:
    """An internal note, opened, with the colleagues it was meant for."""

    by: str
    at: datetime
    text: str
    mentioned: list[str]


@dataclass(frozen=True)
class MessageLine:
    """A message, opened. `by` is the organisation; `seen_at` when the other side saw it."""

    by: str
    own: bool
    at: datetime
    text: str
    language: str
    seen_at: datetime | None


@dataclass(frozen=True)
class Receipt:
    """Who opened the referral: people of the own organisation by name, others as organisation."""

    who: str
    first_at: datetime
    last_at: datetime


@dataclass(frozen=True)
class Working:
    """`deputy` stands in today for who works on it; both are "" when nobody does."""

    worker: str
    deputy: str
    mine: bool
    may_give_back: bool
    may_assign: bool
    colleagues: list[Colleague]
    notes: list[NoteLine]
    messages: dict[UUID, list[MessageLine]]
    receipts: list[Receipt]
    clocks: dict[UUID, Clock]


def read_working(case: Case, *, now: datetime) -> Working:
    """All of it in eight queries, nine when somebody works on it; keeps the receipt of this very
    look as well."""
    actor = require_actor()
    note_sight(case.party, now=now)
    key = case.referral.pk
    names, present = _people(actor, case)
    assignment = _ASSIGNMENT.first(referral=key, organisation=actor.organisation_id)
    today = timezone.localdate(now)
    away = stand_ins([actor.organisation_id], today) if assignment else {}
    sights = _SIGHTS.rows(id=key)
    organisations = _organisations(case)
    notes = _NOTES.rows(id=key)
    rows = _MESSAGES.rows(id=key)
    for action, found in (("notes_viewed", notes), ("messages_viewed", rows)):
        if found:
            record(action, subject="referral", subject_id=str(key))
    vault = Vault.open(key) if notes or rows else None
    worker = assignment.user_id if assignment else 0
    return Working(
        worker=names.get(worker, ""),
        deputy=names.get(away.get((actor.organisation_id, worker), 0), ""),
        mine=worker == actor.user_id,
        may_give_back=bool(worker) and (worker == actor.user_id or can_assign(actor.role)),
        may_assign=can_assign(actor.role),
        colleagues=present,
        notes=[
            NoteLine(
                names.get(note.user_id, ""),
                note.at,
                vault.text(note, "text"),
                [names[pk] for pk in note.mentioned if pk in names],
            )
            for note in notes
            if vault
        ],
        messages=_messages(rows, vault, actor, organisations, sights) if vault else {},
        receipts=_receipts(actor, names, organisations, sights),
        clocks=_clocks(case, now),
    )


def read_messages(case: Case) -> dict[UUID, list[MessageLine]]:
    """The messages that the reader may see, by request; the audit row comes first."""
    key = case.referral.pk
    rows = _MESSAGES.rows(id=key)
    if not rows:
        return {}
    record("messages_viewed", subject="referral", subject_id=str(key))
    sights = _SIGHTS.rows(id=key)
    return _messages(rows, Vault.open(key), require_actor(), _organisations(case), sights)


def _organisations(case: Case) -> dict[int, str]:
    return {case.sender.pk: case.sender.name} | {
        organisation.pk: organisation.name for asked in case.asked for organisation in asked.who
    }


def _people(actor: Actor, case: Case) -> tuple[dict[int, str], list[Colleague]]:
    """Names of all who ever worked here, and those who may work on this referral now."""
    names: dict[int, str] = {}
    present: dict[int, Colleague] = {}
    roles = roles_of_side(case.party.side)
    for member in _MEMBERS.rows(organisation=actor.organisation_id):
        names[member.user_id] = str(member.user)
        if member.active and member.user.is_active and member.role in roles:
            present[member.user_id] = Colleague(member.user_id, str(member.user))
    return names, list(present.values())


def _messages(
    rows: list[Message],
    vault: Vault,
    actor: Actor,
    organisations: dict[int, str],
    sights: list[Sight],
) -> dict[UUID, list[MessageLine]]:
    found: dict[UUID, list[MessageLine]] = {}
    for row in rows:
        seen = [
            sight.last_at
            for sight in sights
            if sight.organisation_id != row.organisation_id
            and sight.request_id in {None, row.request_id}
            and sight.last_at >= row.at
        ]
        found.setdefault(row.request_id, []).append(
            MessageLine(
                by=organisations.get(row.organisation_id, ""),
                own=row.organisation_id == actor.organisation_id,
                at=row.at,
                text=vault.text(row, "text"),
                language=row.text_language,
                seen_at=min(seen, default=None),
            )
        )
    return found


def _receipts(
    actor: Actor, names: dict[int, str], organisations: dict[int, str], sights: list[Sight]
) -> list[Receipt]:
    own = [
        Receipt(names.get(sight.user_id, ""), sight.first_at, sight.last_at)
        for sight in sights
        if sight.organisation_id == actor.organisation_id
    ]
    others: dict[int, Receipt] = {}
    for sight in sights:
        if sight.organisation_id == actor.organisation_id:
            continue
        before = others.get(sight.organisation_id)
        others[sight.organisation_id] = Receipt(
            organisations.get(sight.organisation_id, ""),
            min(sight.first_at, before.first_at) if before else sight.first_at,
            max(sight.last_at, before.last_at) if before else sight.last_at,
        )
    return [*others.values(), *own]


def _clocks(case: Case, now: datetime) -> dict[UUID, Clock]:
    return clocks(
        [
            (
                asked.request.pk,
                asked.request.due_at,
                asked.request.country_id,
                [organisation.pk for organisation in asked.who],
            )
            for asked in case.asked
            if asked.is_open and asked.request.due_at is not None
        ],
        now=now,
    )
